"""Pages set in two columns: where they part, and their lines below each other as one column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_flow import PageLines
from ingest.readers.pdf_lines import Char, Line, rows_of

_FEWEST_ROWS = 6  # on each side
_MIDDLE = (0.25, 0.75)  # of the width of the text, where columns can part
_CROSSED = 0.35  # share of the rows that may reach over both columns: titles
_FILLED = 0.35  # share of the rows of the left column that reach its right edge, as no cells of a table do
_GAPPED = 0.2  # share of the rows that may have a wide gap elsewhere, as those of tables do
_WIDE = 2.5  # sizes of a character from which a gap is wide
_LEAST_WIDTH = 6.0  # sizes of a character that a row of the right column is wider than, as no page number is
_WIDE_SHARE = 0.5  # share of the rows of the right column that are so
_EDGE = 2.0  # sizes of a character by which a full row may fall short
_STEP = 2.0  # points


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a page, and the free places in it that are at least as wide as a character."""

    left: float
    right: float
    free: tuple[tuple[float, float], ...]

    def is_free(self, place: float) -> bool:
        return any(left <= place <= right for left, right in self.free)

    def is_gapped(self, wide: float, gutter: float) -> bool:
        """Whether it has a *wide* free place elsewhere than at the *gutter*."""
        return any(right - left >= wide and not left <= gutter <= right for left, right in self.free)

    def beyond(self, gutter: float) -> float:
        """How wide its part right of the *gutter* is."""
        begins = [right for left, right in self.free if left <= gutter <= right]
        return self.right - max(self.left, *begins, gutter)

    def reach(self, gutter: float) -> float | None:
        """Where its part left of the *gutter* ends; None without such a part."""
        if self.right < gutter:
            return self.right
        ends = [left for left, right in self.free if left <= gutter <= right]
        return ends[0] if ends and self.left < gutter else None


def gutter_of(chars: Iterable[Char]) -> float | None:
    """Where the two columns of a page part, in points from its left; None where it is set in one."""
    found = list(chars)
    if len(found) < _FEWEST_ROWS * 4:
        return None
    size = median(char.size for char in found)
    rows = [_row(row, size) for row in rows_of(found)]
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    width = right - left
    places = _places(left + _MIDDLE[0] * width, left + _MIDDLE[1] * width)
    best = min(places, key=lambda place: len(_crossing(rows, place)), default=None)
    if best is None or not _parts(rows, best, size):
        return None
    # In the middle of the free band: the ends of single rows don't matter there.
    least = len(_crossing(rows, best))
    band = [place for place in places if len(_crossing(rows, place)) == least]
    return band[len(band) // 2]


def _places(first: float, last: float) -> list[float]:
    return [first + step * _STEP for step in range(int((last - first) / _STEP) + 1)]


def _row(row: Sequence[Char], size: float) -> _Row:
    free = tuple((a.right, b.left) for a, b in pairwise(row) if b.left - a.right >= size)
    return _Row(row[0].left, max(char.right for char in row), free)


def _crossing(rows: Sequence[_Row], place: float) -> list[_Row]:
    return [row for row in rows if row.left < place < row.right and not row.is_free(place)]


def _parts(rows: Sequence[_Row], gutter: float, size: float) -> bool:
    """Whether there is text on both sides, and that on the left is set to an edge."""
    crossing = _crossing(rows, gutter)
    ends = [end for row in rows if row not in crossing and (end := row.reach(gutter)) is not None]
    beyond = [row for row in rows if row.right > gutter and row not in crossing]
    gapped = [row for row in rows if row.is_gapped(_WIDE * size, gutter)]
    if min(len(ends), len(beyond)) < _FEWEST_ROWS or len(crossing) > _CROSSED * len(rows):
        return False
    wide = sum(row.beyond(gutter) > _LEAST_WIDTH * size for row in beyond)
    if len(gapped) > _GAPPED * len(rows) or wide < _WIDE_SHARE * len(beyond):
        return False
    edge = max(ends) - _EDGE * size
    return sum(end >= edge for end in ends) >= _FILLED * len(ends)


def in_one_column(page: PageLines) -> PageLines:
    """The page with its right column below the left one; what reaches over both stays between them."""
    if page.gutter is None:
        return page
    gutter = page.gutter
    right = [line.left for line in page.lines if line.left > gutter]
    left = [line.left for line in page.lines if line.right < gutter]
    aside = min(right, default=0.0) - min(left, default=0.0)
    lines: list[Line] = []
    down = 0.0
    for band in _bands(page.lines, gutter):
        columns = ([x for x in band if x.left < gutter], [x for x in band if x.left >= gutter])
        lines += [_moved(line, 0.0, down) for line in columns[0]]
        if columns[0] and columns[1]:
            pitch = columns[0][-1].bottom - columns[1][0].top + columns[1][0].size * 0.8
            down += pitch
        lines += [_moved(line, -aside, down) for line in columns[1]]
    return replace(page, lines=tuple(lines))


def _bands(lines: Sequence[Line], gutter: float) -> Iterator[list[Line]]:
    """Runs of lines beside the gutter, and lines that reach over it alone."""
    band: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield band
            yield [line]
            band = []
        else:
            band.append(line)
    yield band


def _moved(line: Line, aside: float, down: float) -> Line:
    return replace(
        line,
        left=line.left + aside,
        right=line.right + aside,
        top=line.top + down,
        bottom=line.bottom + down,
    )
