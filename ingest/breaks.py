"""Where the numbered text stops for a while: signatures, annexes, footers, the end of the page."""

from collections.abc import Iterator, Sequence

from ingest.annexes import STARTS, annex_mark, heads_annex, is_annex, mentions_until
from ingest.line_kinds import (
    ASIDE,
    ATTENDED,
    CLOSING,
    DISCLOSURE,
    FOOTER,
    LISTED,
    TAIL,
    is_noise,
    is_title,
)
from ingest.marks import LINE, Kind, Mark
from ingest.model import Span
from ingest.page import Page, make_page
from ingest.series import Break
from ingest.signatures import is_signature, signed_from

_ENDING = (
    (DISCLOSURE, "disclosure"),
    (FOOTER, "footer"),
    (CLOSING, "notice_body"),
    (ASIDE, "report_body"),
)
_STARTS = "（(信公抄报分发主印校感特谢祝敬衷诚最会活与随"  # first characters of what ends units
LONGEST = 400  # characters of a line that may break the text
TITLE = 60  # characters of a title that may break the text


def find_breaks(text: str, lines: Sequence[Span], marks: Sequence[Mark]) -> list[Break]:
    """The places where open units end, by position, none overlapping."""
    page = make_page(text, lines, marks)
    speech = Kind.SPEECH
    spoken = any(mark.kind is speech for mark in marks)
    tail = _tail(page, spoken=spoken)
    return list(_inside(page, tail, _holding(page, marks))) + [
        _at_end(page, i) for i in range(tail, len(lines))
    ]


def _holding(page: Page, marks: Sequence[Mark]) -> int:
    """From which position on annexes hold units: a file that is one annex with its notice has no such annex."""
    if sum(heads_annex(page, i) for i, words in enumerate(page.words) if words[0] in STARTS) > 1:
        return 0
    first = (m.start for m in marks if m.ordinal == 1 and m.hold is LINE)
    return next(first, page.lines[-1].end if page.lines else 0)


def _inside(page: Page, tail: int, holding: int) -> Iterator[Break]:
    i = 0
    while i < tail:
        unit, last = _unit(page, i)
        if unit == "annex":
            annex = annex_mark(page, i) if page.lines[i].start >= holding else None
            yield Break(page.lines[i].start, page.lines[last].end, "attachment", annex)
        elif unit:
            first = signed_from(page, i) if unit == "signature" else i
            yield Break(page.lines[first].start, page.lines[last].end, unit)
        i = last + 1


def _unit(page: Page, i: int) -> tuple[str, int]:
    """What breaks the text at line *i* ("": nothing does), and its last line."""
    words = page.words[i]
    if len(words) > LONGEST:
        return "", i
    if words[0] in STARTS and is_annex(words):
        return ("annex", i) if heads_annex(page, i) else ("attachment", mentions_until(page, i))
    if is_signature(page, i):
        return "signature", i
    if words[0] in _STARTS or words.endswith("印发"):
        for pattern, unit in _ENDING:
            if pattern.match(words):
                return unit, i
    return ("plan_title", i) if len(words) <= TITLE and page.is_plain(i) and is_title(words) else ("", i)


def _tail(page: Page, *, spoken: bool) -> int:
    """The first line of the end of the page: who attended, who edited, web furniture."""
    i = len(page.lines)
    while page.is_plain(i - 1) and _ends_page(page.at(i - 1), spoken=spoken):
        i -= 1
    return i


def _ends_page(words: str, *, spoken: bool) -> bool:
    if is_noise(words) or TAIL.match(words) or LISTED.match(words):
        return True
    return spoken and ATTENDED.match(words) is not None


def _at_end(page: Page, i: int) -> Break:
    unit = "attendance" if ATTENDED.match(page.words[i]) else "tail"
    return Break(page.lines[i].start, page.lines[i].end, unit)
