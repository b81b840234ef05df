"""Tables that a PDF page draws with ruling lines: cells by pdfplumber, words by the characters inside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.builder import joined
from ingest.readers.grid import GridCell
from ingest.readers.pdf_lines import Char, Line, Sheet, lines_of

_THIN = 3.0  # points: a path no thicker than this is a ruling line
_LONG = 15.0
_MOST_PATHS = 20_000  # more is a drawing
_NEAR = 4.0  # points within which edges are one
_FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table on one page: its box from the top left, the edges of its columns, its cells."""

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, char: Char | Line) -> bool:
        """Whether the middle of *char* lies inside."""
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def has_rules(page: pdfium.PdfPage) -> bool:
    """Whether *page* draws lines across and down, as a table does."""
    across = down = 0
    for count, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        across += wide > _LONG and (high < _THIN or high > _LONG)
        down += high > _LONG / 2 and (wide < _THIN or wide > _LONG)
        if count > _MOST_PATHS:
            return False
    return across >= 1 and down >= 1 and across + down >= 4


def tables_of(page: pdfplumber.page.Page, sheet: Sheet) -> list[PdfTable]:
    """The tables of two or more columns and rows on *page*, from the top."""
    found = []
    chars = sheet.chars
    # A page may show a part of its sheet only.
    aside, down = page.cropbox[0], page.cropbox[1]
    for table in page.find_tables():
        boxes = [
            (x0 - aside, y0 - down, x1 - aside, y1 - down) for x0, y0, x1, y1 in filter(None, table.cells)
        ]
        columns, rows = (
            _edges([b[0] for b in boxes] + [b[2] for b in boxes]),
            _edges([b[1] for b in boxes] + [b[3] for b in boxes]),
        )
        if len(boxes) < _FEWEST_CELLS or len(columns) < 3 or len(rows) < 3:
            continue
        cells = tuple(_cell(box, columns, rows, chars) for box in boxes)
        if any(cell.text for cell in cells):
            found.append(PdfTable(columns[0], rows[0], columns[-1], rows[-1], tuple(columns), cells))
    outer = [t for t in found if not any(o is not t and _inside(t, o) for o in found)]
    return sorted(outer, key=lambda t: t.top)


def _inside(table: PdfTable, other: PdfTable) -> bool:
    return (
        other.left - _NEAR <= table.left
        and table.right <= other.right + _NEAR
        and other.top - _NEAR <= table.top
        and table.bottom <= other.bottom + _NEAR
    )


def _edges(places: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _at(place: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - place))


def _cell(
    box: tuple[float, float, float, float],
    columns: Sequence[float],
    rows: Sequence[float],
    chars: Sequence[Char],
) -> GridCell:
    left, top, right, bottom = box
    inside = [c for c in chars if left <= c.centre[0] <= right and top <= c.centre[1] <= bottom]
    words = ""
    for line in lines_of(inside):
        words = joined(words, line.text) if words else line.text
    row, column = _at(top, rows), _at(left, columns)
    return GridCell(row, column, words, max(1, _at(bottom, rows) - row), max(1, _at(right, columns) - column))


def continued(first: Sequence[GridCell], second: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """The cells of a table and of its continuation on the next page as one.

    Headers that are repeated go; a row that the break split is made whole.
    """
    height = max(cell.row + cell.rows for cell in first)
    repeated = _repeated(first, second)
    rest = [replace(cell, row=cell.row - repeated) for cell in second if cell.row >= repeated]
    top = [cell for cell in rest if cell.row == 0]
    said = [cell for cell in top if cell.text]
    if not (said and _is_split(first, top, height)):
        grown = _grown(first, rest, height)
        return (
            *grown,
            *(replace(cell, row=cell.row + height) for cell in rest if not (cell in top and not cell.text)),
        )
    tails = {cell.column: cell.text for cell in said}
    last = [c for c in first if c.row + c.rows == height]
    mended = tuple(replace(c, text=c.text + tails.get(c.column, "")) if c in last else c for c in first)
    return (*mended, *(replace(cell, row=cell.row + height - 1) for cell in rest if cell.row > 0))


def _is_split(first: Sequence[GridCell], top: Sequence[GridCell], height: int) -> bool:
    """Whether the row at the *top* of a page goes on with the last one: it has no key of its own."""
    if min(top, key=lambda c: c.column).text:
        return False
    keys = [cell for cell in first if cell.column == 0 and cell.row + cell.rows == height]
    counted = any(cell.text.rstrip(".、．").isdecimal() for cell in keys)
    return counted or sum(bool(cell.text) for cell in top) <= len(top) / 2


def _grown(first: Sequence[GridCell], rest: Sequence[GridCell], height: int) -> tuple[GridCell, ...]:
    """Cells at the end of the first part that span on into the second, where its cell is empty.

    A cell of one row does so only in a column where cells span rows: elsewhere nothing was written there.
    """
    empty = {cell.column: cell.rows for cell in rest if cell.row == 0 and not cell.text}
    spanning = {cell.column for cell in (*first, *rest) if cell.rows > 1}
    return tuple(
        replace(c, rows=c.rows + empty[c.column])
        if c.row + c.rows == height and c.column in spanning and c.column in empty
        else c
        for c in first
    )


def _repeated(first: Sequence[GridCell], second: Sequence[GridCell]) -> int:
    """How many rows of headers the second part repeats."""
    rows = 0
    while rows < 3 and (words := _words(first, rows)) and words == _words(second, rows):
        rows += 1
    return rows


def _words(cells: Sequence[GridCell], row: int) -> list[str]:
    return [cell.text for cell in sorted(cells, key=lambda c: c.column) if cell.row == row]


def same_columns(one: PdfTable, other: PdfTable) -> bool:
    """Whether the columns of both stand below each other."""
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < 3 * _NEAR for a, b in zip(one.columns, other.columns, strict=True)
    )
