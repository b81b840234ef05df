"""What the file knows of its text, as candidate labels: paragraphs set as headings, rows of tables."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.annexes import is_annex
from ingest.layout import Heading, Layout, Table
from ingest.line_kinds import is_body, is_date, is_header, is_noise, is_salutation, is_title
from ingest.marks import LAST, LINE, Kind, Mark
from ingest.model import Span

LONGEST = 40  # characters of a heading without a number
TITLE = 12  # characters from which a heading that names a kind of document is a title
ROW_LABEL = 40  # characters of the label of a row
_MOST = 0.6  # share of the lines that may be headings: more, and the style says nothing
_FEWEST = 2  # headings told by their look alone
_TABLES = 0.5  # share of a text in tables from which it is one
_SENTENCE = re.compile(r"[。；！？;!?，,：:]$|[。；！？]")
_CUT = re.compile("[，、；。（(]")


def with_hints(text: str, lines: Sequence[Span], marks: Sequence[Mark], layout: Layout) -> list[Mark]:
    """*marks* with those that *layout* gives: headings without a number, and a mark for each row of a table."""
    if not (layout.headings or layout.tables):
        return list(marks)
    found = _with_headings(text, lines, list(marks), layout.headings)
    return _with_rows(text, found, layout.tables)


def _with_headings(
    text: str, lines: Sequence[Span], marks: list[Mark], headings: Sequence[Heading]
) -> list[Mark]:
    """Headings without a number; those with one get the depth of theirs, so that both nest in each other."""
    firm = {
        place: at for at, mark in enumerate(marks) if mark.hold is LINE for place in (mark.lead, mark.start)
    }
    numbered = [h for h in headings if h.start in firm]
    bare = list(_unnumbered(text, [h for h in headings if h.start not in firm]))
    if not any(h.sure for h in bare):
        counted = any(mark.ordinal == 1 for mark in marks if mark.hold is LINE)
        bare = [] if counted or len(bare) < _FEWEST else bare
    if not bare or len(bare) + len(numbered) > _MOST * len(lines):
        return marks
    for heading in numbered:
        at = firm[heading.start]
        marks[at] = marks[at]._replace(hashes=heading.level)
    ends = sorted((h.start, h.end) for h in bare)
    marks = [mark for mark in marks if not _inside(ends, mark.start)]
    marks += [
        Mark(h.start, h.end, Kind.HEADLINE, LAST, "#" * h.level, LINE, h.start, hashes=h.level) for h in bare
    ]
    return sorted(marks, key=lambda mark: mark.start)


def _unnumbered(text: str, headings: Sequence[Heading]) -> Iterator[Heading]:
    """The *headings* that may name a part of the text: no title of it, no furniture, no sentence."""
    for heading in headings:
        words = text[heading.start : heading.end]
        titled = is_title(words) and (len(words) >= TITLE or heading.start == 0)
        framed = (
            is_header(words) or is_noise(words) or is_date(words) or is_annex(words) or is_salutation(words)
        )
        signed = is_body(words) and len(words) > TITLE // 2
        if 1 < len(words) <= LONGEST and not (titled or framed or signed or _SENTENCE.search(words)):
            yield heading


def _inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect_left(spans, (position + 1, 0)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


def _with_rows(text: str, marks: list[Mark], tables: Sequence[Table]) -> list[Mark]:
    """A mark for each row of a table with named columns, in place of those inside it.

    A table above all numbered text is part of the frame, unless the file is little else than tables.
    """
    first = next((mark.start for mark in marks if mark.hold is LINE), len(text))
    if sum(table.end - table.start for table in tables) > _TABLES * len(text):
        first = 0
    rows = [row for table in tables if table.headers and table.start >= first for row in _rows(text, table)]
    if not rows:
        return marks
    spans = [(row.start, row.until) for row in rows]
    ends = {mark.start: mark.end for mark in marks if mark.hold is LINE}
    rows = [row._replace(end=ends.get(row.start, row.end)) for row in rows]
    return sorted([*(m for m in marks if not _inside(spans, m.start)), *rows], key=lambda mark: mark.start)


def _rows(text: str, table: Table) -> Iterator[Mark]:
    """The lines of *table* that hold several cells below its names."""
    cells = sorted((cell for cell in table.cells if cell.row >= table.headers), key=lambda cell: cell.start)
    at, start = 0, table.start
    while start < table.end:
        end = text.find("\n", start, table.end)
        end = table.end if end < 0 else end
        here = []
        while at < len(cells) and cells[at].start < end:
            here.append(cells[at])
            at += 1
        if here and (len(here) > 1 or here[0].start > start):
            label = _label_end(text, start, here[0].start, here[0].end)
            yield Mark(start, label, Kind.ROW, LAST, "", LINE, start, until=end)
        start = end + 1


def _label_end(text: str, line: int, start: int, end: int) -> int:
    """The label of a row ends with its first cell, or with the first words of a long one."""
    if end - line <= ROW_LABEL:
        return end
    cut = _CUT.search(text, start + 2, line + ROW_LABEL)
    if cut is not None:
        return cut.start()
    named = start - (text[start - 1] in "：:") if start > line else 0
    return named if line < named <= line + ROW_LABEL else line + ROW_LABEL
