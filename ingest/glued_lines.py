"""Lines that hold several frame parts without a break between them: title, 文号, addressees, signature, plan title."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.line_kinds import DATE, is_body, is_title
from ingest.lines import trim
from ingest.marks import Mark
from ingest.model import Span

FIRST, LAST = 4, 3  # lines at either end of a text in which parts may be glued
HEAD = 3000  # characters of a line that are looked at
SIGNERS = 40  # characters of the bodies before a glued date
_OPENING = re.compile(
    r"(?P<title>[^。；：:\n]{6,120}?的(?:通知|意见|公告|通告|函|批复|报告|通报|决定|决议))(?=[^》，。；、\n要精等和])"
    r"(?P<number>\s*[\u4e00-\u9fff]{2,12}\s*[〔\[（(]20\d\d[〕\]）)]\s*\d{1,4}\s*号)?"
    r"(?P<source>\s*(?:来源|发布日期|发布时间|时间)[:：]\s*[^，。；\n]{2,20}?(?=各))?"
    r"(?P<to>[^。；\n]{2,300}?[:：])(?=\s*(?:《|现|为|根据|按照|近|经|依据|你|各))"
)
_PLAN = re.compile(
    r"(?P<title>[^。；：:，,\n]{4,80}?(?:方案|计划|要点|办法|规定|规划|细则|意见|措施|工作思路)(?:[（(][^（）()]{2,20}[）)])?)"
    r"(?=为|根据|按照|依据|近年来|当前|今年|(?:20\d\d|本|全)[年市区县])"
)
_DATED = re.compile(rf"(?:{DATE.pattern})(?![印发起召在颁公修制通施以，、。前后至—－-])")
_ANNEX = re.compile(r"[。！](?P<annex>\s*附件\s*[:：])")


def cut_glued_lines(text: str, lines: Sequence[Span], marks: Sequence[Mark]) -> list[Span]:
    """*lines*, those at the ends of the text cut where one frame part passes into the next."""
    ends = {*range(min(FIRST, len(lines))), *range(max(0, len(lines) - LAST), len(lines))}
    found: list[Span] = []
    for i, line in enumerate(lines):
        cuts = sorted(set(_cuts(text, line, marks, first=i < FIRST))) if i in ends else []
        found += _cut(text, line, cuts) if cuts else [line]
    return found


def _cut(text: str, line: Span, cuts: Sequence[int]) -> list[Span]:
    borders = [line.start, *(at for at in cuts if line.start < at < line.end), line.end]
    parts = (trim(text, a, b) for a, b in pairwise(borders))
    return [part for part in parts if part.start < part.end]


def _cuts(text: str, line: Span, marks: Sequence[Mark], *, first: bool) -> Iterator[int]:
    """Where *line* has to be cut. What is numbered comes behind them: marks end the look at the head."""
    if line.end - line.start < SIGNERS:
        return
    head = min(line.end, line.start + HEAD)
    numbered = next((m.start for m in marks if m.ordinal == 1 and line.start <= m.start < head), head)
    at = line.start
    if first and (opening := _OPENING.match(text, at, numbered)):
        groups = (opening.end(name) for name in ("title", "number", "source", "to"))
        yield from (end for end in groups if end > 0)
        at = opening.end()
    for dated in _DATED.finditer(text, at, numbered):
        signed = _signed_from(text, at, dated.start())
        if signed is not None:
            yield from (signed, dated.end())
            at = dated.end()
    yield from _plan_title(text, at, numbered, whole=first or at > line.start)
    tail = max(line.start, line.end - HEAD)
    yield from (found.start("annex") for found in _ANNEX.finditer(text, tail, line.end))
    yield from _signature_at_end(text, tail, line.end)


def _plan_title(text: str, at: int, end: int, *, whole: bool) -> Iterator[int]:
    """A title that the preamble follows without a break."""
    found = _PLAN.match(text, trim(text, at, end).start, end) if whole else None
    if found is not None and is_title(found["title"]) and end - found.end() > len("为"):
        yield found.end()


def _signature_at_end(text: str, start: int, end: int) -> Iterator[int]:
    for dated in _DATED.finditer(text, start, end):
        signed = _signed_from(text, start, dated.start())
        if signed is not None and dated.end() == end:
            yield signed


def _signed_from(text: str, start: int, end: int) -> int | None:
    """Where the bodies before a date begin: right behind a full stop, or at *start*."""
    begin = max(start, end - SIGNERS)
    stop = max(text.rfind(sign, begin, end) for sign in "。！》表单）)")
    if stop < 0 and begin > start:
        return None
    words = trim(text, max(stop + 1, begin), end)
    return words.start if is_body(words.of(text)) else None
