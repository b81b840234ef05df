"""The time that a phase's heading gives: 准备实施阶段（2012年10月—12月）, 第一阶段：2023年3月至5月."""

import re
from dataclasses import dataclass

from ingest.intervals import intervals_in
from ingest.model import Clause, Span
from ingest.own_words import heading_end

_HEAD = 60  # characters behind label and heading that may still give the time of a phase
_BRACKET = re.compile(r"[（(〔\[【](?P<words>[^（）()〔〕\[\]【】《》\n。；]{2,60})[）)〕\]】]")
_PHASE = re.compile(r"阶段|步骤|第[一二三四五六七八九十\d]+[步期]|[近中远前后]期|时间|学年")
_BARE = re.compile(
    r"(?:阶段|步骤|第[一二三四五六七八九十\d]+[步期]|[近中远]期|时间(?:安排|节点)?)[：:，,。.、\s—－\-]*(?:时间[：:]\s*)?"
    r"(?=[\d二即从自到])"
)
_TIME_BELOW = re.compile(r"\s*(?:实施|工作|活动|完成)?时间(?:安排)?[：:]")
_BEFORE = re.compile(r"[^\d，,；;]{0,8}[：:，,、]?\s*")
_AFTER = re.compile(r"\s*(?:[，,、；;].*|左右)?", re.DOTALL)
_QUOTED = re.compile(r"《[^》]*$")
_ANNEX = ("附件", "附表", "附录")


@dataclass(frozen=True, slots=True)
class Phase:
    """When a phase runs: ISO, exactly as precise as the text, None where an end is open; ``quote`` says so."""

    start: str | None
    end: str | None
    quote: Span
    clause_id: str


def phase_of(text: str, clause: Clause) -> Phase | None:
    """The time that the head of *clause* gives it; None where it gives none with a year."""
    if clause.is_frame or clause.label.startswith(_ANNEX):
        return None
    begin, border = clause.start + len(clause.label), heading_end(text, clause)
    stop = min(clause.end, max(border, begin) + _HEAD)
    line = text.find("\n", max(border, begin), stop)
    stop = stop if line < 0 or _TIME_BELOW.match(text, line, stop) else line
    return _bracketed(text, clause, begin, stop=stop, border=border) or _bare(text, clause, begin, stop)


def _bracketed(text: str, clause: Clause, begin: int, *, stop: int, border: int) -> Phase | None:
    """（2012年10月—12月） inside or straight behind the heading, or behind words that name a phase."""
    for match in _BRACKET.finditer(text, begin, stop):
        before = text[begin : match.start()]
        named = match.start() <= border + 1 if clause.heading else _PHASE.search(before)
        if not named or _QUOTED.search(before) or re.search("[。；]", before[border - begin :]):
            continue
        if phase := _whole(text, clause, match.start("words"), match.end("words")):
            return phase
    return None


def _whole(text: str, clause: Clause, start: int, end: int) -> Phase | None:
    """The one stretch of time that the words of a bracket are."""
    for found in intervals_in(text, start, end)[:1]:
        before, after = text[start : found.span.start], text[found.span.end : end]
        if _BEFORE.fullmatch(before) and _AFTER.fullmatch(after):
            return Phase(found.start, found.end, found.span, clause.id)
    return None


def _bare(text: str, clause: Clause, begin: int, stop: int) -> Phase | None:
    """第一阶段：2023年3月至5月, the time without brackets straight behind the phase's name."""
    for match in _BARE.finditer(text, begin, stop):
        for found in intervals_in(text, match.end(), stop)[:1]:
            if found.span.start == match.end():
                return Phase(found.start, found.end, found.span, clause.id)
    return None
