"""The place and the administrative level a document belongs to."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.facts import fact_at
from ingest.gazetteer import Rank, gazetteer, rank_of
from ingest.model import UNSTATED, Fact, Span
from ingest.normalise import fold
from ingest.regions import leading_place, level_of, place_in

_NATIONAL = re.compile(r"教育部|国务院|国家|中共中央|中央|财政部|人力资源社会保障部|全国")
_OWN_LEVEL = re.compile(
    r"[全我本](?P<level>[省市区县镇乡旗校])(?![级域])"
    r"|(?<![\u4e00-\u9fff])(?P<office>[省市区县旗])(?:教育局|教委|教育体育局|教体局|人民政府|政府|委)"
)
_SCHOOL = re.compile(r"(?:小学|中学|学校|大学|学院|幼儿园)$")
_TOWN = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处|党委|中心校)?$")
_RANKS: dict[str, tuple[Rank, ...]] = {
    "省": ("province",),
    "市": ("city", "unknown"),
    "区": ("county", "unknown"),
    "县": ("county", "unknown"),
}
_OFTEN = 3  # mentions from which a bare name counts as the document's own place
_READ = 20_000  # characters in which a place must show
_CLEAR = 0.6  # share of the mentions from which a level counts as the document's own


def read_region(text: str, issuer: Fact, titles: Sequence[Fact]) -> Fact:
    """The longest place name that issuer or titles support; else the place a report keeps naming without its suffix."""
    candidates = [_longest_leading(issuer)] + [_named(title) for title in titles]
    found = [(place, fact) for place, fact in candidates if place]
    if not found:
        return _named_throughout(text)
    place, fact = found[0]
    for longer, other in found[1:]:
        if longer.endswith(place) and len(longer) > len(place):
            place, fact = longer, other
    return Fact(place, fact.quote, fact.start, fact.end)


def read_level(text: str, *, issuer: Fact, region: Fact) -> Fact:
    """国家, 省, 市, 区, 县, 乡镇 or 校: that of the region, of the issuer, else what the text calls its own (全区)."""
    name = issuer.value if isinstance(issuer.value, str) else ""
    if _NATIONAL.match(name):
        return Fact("国家", issuer.quote, issuer.start, issuer.end)
    if _SCHOOL.search(name):
        return Fact("校", issuer.quote, issuer.start, issuer.end)
    if _TOWN.search(name):
        return Fact("乡镇", issuer.quote, issuer.start, issuer.end)
    printed = isinstance(region.value, str) and fold(region.value) in fold(region.quote or "")
    if printed and (level := level_of(str(region.value))):
        return Fact(level, region.quote, region.start, region.end)
    return _own_level(text)


def _own_level(text: str) -> Fact:
    mentions = [(match["level"] or match["office"], match) for match in _OWN_LEVEL.finditer(text)]
    if not mentions:
        return UNSTATED
    level, times = Counter(level for level, _ in mentions).most_common(1)[0]
    if times < _CLEAR * len(mentions):
        return UNSTATED
    match = next(match for said, match in mentions if said == level)
    return fact_at(text, Span(match.start(), match.end()), level)


def _named_throughout(text: str) -> Fact:
    """“台州” many times in a text that says 全市: 台州市. Both the name and its level stand in the text."""
    level = _own_level(text).value
    ranks = _RANKS.get(level) if isinstance(level, str) else None
    if ranks is None:
        return UNSTATED
    counts = Counter(
        name
        for length in (4, 3, 2)
        for start in range(min(len(text), _READ) - length + 1)
        if (name := text[start : start + length]) in gazetteer() and rank_of(name) in ranks
    )
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return UNSTATED
    name = ranked[0][0]
    start = text.index(name)
    return fact_at(text, Span(start, start + len(name)), f"{name}{level}")


def _longest_leading(issuer: Fact) -> tuple[str, Fact]:
    names = issuer.value.split("、") if isinstance(issuer.value, str) else []
    return max((leading_place(name) for name in names), key=len, default=""), issuer


def _named(title: Fact) -> tuple[str, Fact]:
    return (place_in(title.value) or "" if isinstance(title.value, str) else ""), title
