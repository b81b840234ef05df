"""Lines of cells: | a | b |, or parted by tabs or gaps."""

import re
from dataclasses import dataclass, replace

from ingest.commitment_model import Commitment
from ingest.model import Span
from ingest.sentences import stripped

_FEWEST = 3  # cells of a line that may be a table's
_GAP = re.compile("[ \u3000\t](?:(?<=\t)|[ \u3000\t])[ \u3000\t]*")  # a tab, or several spaces


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line in their columns, the empty ones too."""

    cells: tuple[Span, ...]

    @property
    def filled(self) -> tuple[Span, ...]:
        return tuple(cell for cell in self.cells if cell.start < cell.end)


def table_line(text: str, span: Span) -> Line | None:
    """The cells of *span* where it is a line of a table (| a | b |, or tabs); None where it is a sentence."""
    mark = _mark(text, span)
    if mark is None:
        return None
    words = span.of(text)
    cells, begin = [], span.start
    for cell in words.split(mark):
        cells.append(stripped(text, begin, begin + len(cell)))
        begin += len(cell) + 1
    framed = mark == "|" and words.startswith("|")
    line = Line(tuple(cells[1:] if framed else cells))
    return line if line.filled else None


def gapped_line(text: str, span: Span) -> Line | None:
    """The cells of *span* where one tab or several spaces stand between them, as in what is copied from a web page.

    Sentences may have such gaps too: whether it is a table's line is seen by the names of its columns.
    """
    cells, begin = [], span.start
    for gap in _GAP.finditer(text, span.start, span.end):
        cells.append(Span(begin, gap.start()))
        begin = gap.end()
    return Line((*cells, Span(begin, span.end))) if cells else None


def _mark(text: str, span: Span) -> str | None:
    """What parts the cells of *span*."""
    for mark in "|\t":
        if text.count(mark, span.start, span.end) >= _FEWEST - 1:
            return mark
    return None


def widened(text: str, row: Commitment, line: Line) -> Commitment:
    """The row with the whole line as its quote, less its number."""
    cells = [cell for cell in line.filled if not cell.of(text).isdecimal()]
    span = Span(min(cells[0].start, row.start), max(cells[-1].end, row.end))
    deadline = replace(row.deadline, inherited=False)
    return replace(row, start=span.start, end=span.end, quote=span.of(text), deadline=deadline)
