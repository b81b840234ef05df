"""What a duty is about, and how telling its words are within one document."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, slots=True)
class Topic:
    """What a duty is about. ``core`` names it by itself, "" where it is too short or too common to.

    ``weights``: the weight of each telling pair of its characters; ``whole``: that of all its pairs.
    """

    core: str
    weights: Mapping[str, float]
    whole: float

    def overlap(self, held: Set[str]) -> float:
        """Share of the topic's weight among *held*, 0 to 1; 0 where fewer than two telling pairs are shared."""
        shared = [weight for pair, weight in self.weights.items() if pair in held]
        return sum(shared) / self.whole if len(shared) > 1 else 0.0


def listed_topics(words: str) -> tuple[str, ...]:
    """校舍改造、设备采购和验收等工作 → 校舍改造, 设备采购, 验收."""
    pieces = (_ACTS.sub("", _ENDS.sub("", piece.strip())) for piece in _LIST.split(words.strip("。 ")))
    return tuple(dict.fromkeys(piece for piece in pieces if len(piece) >= 2))


def pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters in *words*."""
    return {words[i : i + 2] for i in range(len(words) - 1)}


class Telling:
    """How much two characters tell within one document: those that stand in few of its clauses tell most."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        parents = {clause.parent for clause in clauses}
        self._text = text
        self._leaves = [clause for clause in clauses if clause.id not in parents and not clause.is_frame]
        self._count = max(len(self._leaves), 1)
        self._most = max(self._count * _RARE, _FEWEST_CLAUSES)

    @cached_property
    def _standing(self) -> Counter[str]:
        """In how many clauses each pair stands; counted for the first topic, for many documents have none."""
        standing: Counter[str] = Counter()
        for leaf in self._leaves:
            standing.update(pairs(self._text[leaf.start : leaf.end]))
        return standing

    def topic(self, words: str) -> Topic:
        """*words* as a topic: its core without what is done to it (特色学校创建 → 特色学校), and its weights."""
        stripped = _NOMINAL.sub("", words)
        core = stripped if len(stripped) >= _SHORTEST else words
        told = (run[i : i + 2] for run in _WORD.findall(core) for i in range(len(run) - 1))
        weights = {pair: self._weight(pair) for pair in told}
        telling = {pair: weight for pair, weight in weights.items() if self._standing[pair] <= self._most}
        named = core if len(core) >= _SHORTEST and telling else ""
        return Topic(named, telling, sum(weights.values()))

    def _weight(self, pair: str) -> float:
        return math.log(1 + self._count / (1 + self._standing[pair]))
