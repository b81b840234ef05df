"""What a duty is about, and how telling its words are within one document."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from ingest.model import Clause

_LIST = re.compile(r"[、,，;；]|(?<=[\u4e00-\u9fff]{2})[和及与](?=[\u4e00-\u9fff“]{3})")
_ENDS = re.compile(r"(?:等|各项|相关|有关|日常|的|工作|任务|事项|事宜)+$")
_ACTS = re.compile(
    r"^(?:做好|加强|推进|推动|落实|完善|健全|建立|制定|组织|开展|统筹|指导|规范|深化|牵头|实施|保障|协调|负责|抓好|核定|审核|监督|管理)+"
)
_NOMINAL = re.compile(
    r"(?:的?(?:组织实施|组织落实|统筹推进|统筹协调|督促检查|教育教学管理|选拔管理|建设|实施|管理|创建|开展|组织|推进|落实|指导|监管|监督|协调|保障|"
    r"审批|核定|评估|检测|监测|督查|检查|改造|采购|培训|工作|审核|编制|机制|活动|体系))+$"
)
_SHORTEST = 4  # characters of a core that names its topic by itself
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_RARE = 0.12  # share of the clauses that a telling pair of characters stands in at most
_FEWEST_CLAUSES = 4  # in a short document a pair may stand in this many and still tell


def topics_of(listed: str) -> tuple[str, ...]:
    """校舍改造、设备采购和验收等工作 → 校舍改造, 设备采购, 验收."""
    pieces = (_ACTS.sub("", _ENDS.sub("", piece.strip())) for piece in _LIST.split(listed.strip("。 ")))
    return tuple(dict.fromkeys(piece for piece in pieces if len(piece) >= 2))


def core_of(topic: str) -> str:
    """The name in a topic without what is done to it: 特色学校创建 → 特色学校; "" where too little is left."""
    core = _NOMINAL.sub("", topic)
    core = core if len(core) >= _SHORTEST else topic
    return core if len(core) >= _SHORTEST else ""


class Telling:
    """How much two characters tell within one document: those that stand in few of its clauses tell most."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        parents = {clause.parent for clause in clauses}
        leaves = [clause for clause in clauses if clause.id not in parents and not clause.is_frame]
        self._count = max(len(leaves), 1)
        self._clauses = Counter(pair for leaf in leaves for pair in _pairs(text[leaf.start : leaf.end]))
        self._most = max(self._count * _RARE, _FEWEST_CLAUSES)

    def is_telling(self, words: str) -> bool:
        """Whether any two characters of *words* stand in few clauses."""
        return any(self._clauses[pair] <= self._most for pair in _pairs(words))

    def overlap(self, topic: str, words: str) -> float:
        """Share of the topic's weight that *words* hold, 0 to 1; 0 where fewer than two telling pairs are shared."""
        wanted, held = _pairs(topic), _pairs(words)
        shared = [pair for pair in wanted & held if self._clauses[pair] <= self._most]
        whole = sum(map(self._weight, wanted))
        return sum(map(self._weight, shared)) / whole if len(shared) > 1 and whole else 0.0

    def _weight(self, pair: str) -> float:
        return math.log(1 + self._count / (1 + self._clauses[pair]))


def _pairs(words: str) -> set[str]:
    return {run[i : i + 2] for run in _WORD.findall(words) for i in range(len(run) - 1)}
