"""How binding the wording is: hard or soft, with the cue. All cues stand in strength.tsv."""

import re
from importlib.resources import files

from ingest.commitment_model import Strength
from ingest.commitments.alternatives import by_first

_MODAL_AT = (
    r"[{0}](?<![重主需只简首摘概纲提适反响对相供效回呼顺感][{0}])(?![求点闻素领义害目件对急]|用(?!好))"
)


def _cues(strength: str, where: str) -> list[str]:
    lines = files("ingest").joinpath("strength.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    found = [cue for cue, kind, place in rows if (kind, place) == (strength, where)]
    return sorted(found, key=len, reverse=True)


def _hedge(cue: str) -> str:
    """*cue* as an expression, not within 的努力, 三年努力."""
    return f"{cue[0]}(?<![的年]{cue[0]}){cue[1:]}"


_HEDGE = re.compile(by_first("|".join(map(_hedge, _cues("soft", "any")))))
_BINDING = re.compile(by_first("|".join(_cues("hard", "any"))))
_MAY_AT = (  # not 认可, 不可, 方可拨付, nor 可持续, 可操作
    "(?:{})(?<![认许不尽方才仅只非无]可)(?<![不才仅只]可以)"
    "(?![持操检复推容比观见视控靠行能口亲感学鉴躺查追量信怕惜以]|再生|达(?!到)|[^,，]*的(?:情形|情况|条件|人员|范围|对象)$)"
    "(?=[\u4e00-\u9fff])"
)
PERMITS = re.compile(_MAY_AT.format("|".join(_cues("soft", "modal"))))
_LIMITS = frozenset(("必须", "严禁", "不得", "禁止", "不准"))  # bind in spite of a hedge
_TOP = frozenset(("不超过", "不高于"))  # what is permitted ends there
_OPEN_ENDED = frozenset(_cues("soft", "head"))
MUST = re.compile(_MODAL_AT.format("".join(_cues("hard", "modal"))))


def read_strength(bare: str, verb: str | None, *, bound: bool = False) -> tuple[Strength, str | None]:
    """Strength and cue of a row. A hedge weakens even what must be done; *bound*: 要 stands earlier in the sentence."""
    hedge = _HEDGE.search(bare)
    binding = _BINDING.search(bare)
    if hedge and not (binding and binding[0] in _LIMITS):
        return "soft", hedge[0]
    permits = PERMITS.search(bare)
    if permits and not (binding and binding[0] in _LIMITS | _TOP):
        return "soft", permits[0]
    if binding:
        return "hard", binding[0]
    if modal := MUST.search(bare):
        return "hard", modal[0]
    if verb in _OPEN_ENDED and not bound:
        return "soft", verb
    return "hard", None
