"""Rows of a spreadsheet as a table of tasks: what stands alone in a row is a line, the rest a row with its headers."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ingest.readers.builder import TextBuilder, clean
from ingest.readers.grid import Grid, GridCell

MOST_CELLS = 400_000
Merged = tuple[tuple[int, int], tuple[int, int]]  # upper left and lower right (row, column), both inside


def write_sheet(rows: Sequence[Sequence[str]], merged: Iterable[Merged], builder: TextBuilder) -> None:
    """One sheet of words, rows without any left out."""
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in merged}
    inside = {
        at for (row, _), (down, _) in spans.items() for at in range(row + 1, min(row + down, len(rows)))
    }
    kept = [number for number, row in enumerate(rows) if any(map(clean, row)) or number in inside]
    width = max((len(row) for row in rows), default=0)
    place = {number: at for at, number in enumerate(kept)}
    cells: list[GridCell] = []
    for number in kept:
        filled = [
            (column, words)
            for column, raw in enumerate(rows[number])
            if (words := clean(" ".join(raw.split())))
        ]
        for column, words in filled:
            down, across = spans.get((number, column), (1, 1))
            alone = len(filled) == 1 and column == 0 and (number, column) not in spans
            # Rows that were left out don't count.
            high = bisect_left(kept, number + down) - place[number]
            cells.append(GridCell(place[number], column, words, high, width if alone else across))
    builder.table(Grid(tuple(cells)))
