"""A table's cells, and its rows as lines in which each value stands behind the name of its column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LONGEST_NAME = 24  # characters of a column's name
MOST_HEADERS = 3  # rows of names
_MOST_ABOVE = 3  # rows between the title of a table and the names of its columns
_YEAR = re.compile(r"(?:19|20)\d{2}(?:学年|年(?:度|\d{1,2}月)?)?")
_SENTENCE = re.compile("[。；！？]")
_VALUE = re.compile(r"[\d０-９.,，%％\-—~～/年月日前底万亿元所个人]+")
_STOP = re.compile("[。！？；.!?;：:]$")
_ORDINAL = re.compile(r"[（(]?[0-9０-９]{1,3}[)）]?[.．、]?")
_COUNTING = ("序号", "编号", "序", "号", "项次", "No.", "NO", "No")


@dataclass(frozen=True, slots=True)
class GridCell:
    """Words and place of a cell; one that spans rows or columns stands once, at its upper left."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table. ``headers``: how many leading rows name the columns; None: to be told from the words."""

    cells: tuple[GridCell, ...]
    headers: int | None = None

    @property
    def height(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(slots=True)
class _Line:
    """A row being written: its words, and which cells stand in it and where."""

    row: int
    words: str = ""
    places: list[tuple[GridCell, int]] = field(default_factory=list)

    def add(self, text: str, cell: GridCell | None = None) -> None:
        if cell is not None:
            self.places.append((cell, len(self.words)))
        self.words += text


@dataclass(frozen=True, slots=True)
class Written:
    """Lines, each with the cells that stand in it for the first time and where; ``headers`` rows name the columns."""

    lines: tuple[_Line, ...]
    headers: int
    is_table: bool


_Columns = dict[int, list[GridCell]]


def rows_in_words(grid: Grid, *, labelled: bool) -> Written:
    """Every row that holds words as one line: 任务：…，责任单位：…。

    Cells that span rows are said in each of them. A row that is one wide cell stands without a name. With *labelled*
    the ordinal of a row becomes its label.
    """
    rows = _by_row(grid)
    top = _above_names(rows, grid.width)
    headers = top + _headers(rows[top:], grid.width) if grid.headers is None else max(top, grid.headers)
    headers = headers if _are_filled(rows[top:headers], rows[headers:]) else top
    names = _names(rows[top:headers])
    said: set[GridCell] = set()
    lines = [_unnamed(at, row) for at, row in enumerate(rows[:top])]
    for number in range(headers, len(rows)):
        row = rows[number]
        wide = len(row) == 1 and row[0].columns > 1
        if not row or (wide and row[0].row < number):
            continue
        plain = wide or not names
        lines.append(_unnamed(number, row) if plain else _row(number, row, names, said, labelled=labelled))
    return Written(tuple(line for line in lines if line.words), headers, grid.width > 1 and len(rows) > 1)


def _are_filled(names: Sequence[list[GridCell]], rows: Sequence[list[GridCell]]) -> bool:
    """Whether half of the columns that *names* name hold something in *rows* below: the names of a blank form would be
    said nowhere."""
    named = _columns_of(cell for row in names for cell in row)
    above = {cell for row in names for cell in row}
    own = (row for row in rows if not (len(row) == 1 and row[0].columns > 1))
    filled = _columns_of(cell for row in own for cell in row if cell not in above)
    return 2 * len(named & filled) >= len(named) and bool(rows)


def _columns_of(cells: Iterable[GridCell]) -> set[int]:
    return {column for cell in cells for column in range(cell.column, cell.column + cell.columns)}


def _above_names(rows: Sequence[list[GridCell]], width: int) -> int:
    """How many first rows are titles, or say who fills in the table and in what unit."""
    top = 0
    while top < len(rows) - 1 and _is_wide(rows[top], width):
        top += 1
    for at in range(top, min(top + _MOST_ABOVE, len(rows) - 1)):
        if _are_names(rows[at], width):
            return at
        if _covered(rows[at]) >= max(2, width - 1):
            break  # values already
    return top


def _is_wide(row: Sequence[GridCell], width: int) -> bool:
    """Whether a row is one cell over (nearly) all columns: a title inside the table."""
    return not row or (len(row) == 1 and row[0].columns >= max(2, width - 1))


def _by_row(grid: Grid) -> list[list[GridCell]]:
    """The cells with words that each row shows, those that began above it included."""
    height = grid.height
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        if cell.text:
            for row in range(cell.row, min(cell.row + cell.rows, height)):
                rows[row].append(cell)
    return [sorted(row, key=lambda c: c.column) for row in rows]


def _headers(rows: Sequence[list[GridCell]], width: int) -> int:
    """How many of the first rows name the columns: 0 where the first row holds values already."""
    if width < 2 or len(rows) < 2 or not _are_names(rows[0], width):
        return 0
    deep = max(cell.rows for cell in rows[0])
    wide = any(cell.columns > 1 for cell in rows[0])
    if deep == 1 and wide and len(rows) > 2 and _are_names(rows[1], width):
        deep = 2
    return deep if deep <= MOST_HEADERS and deep < len(rows) else 1


def _covered(row: Sequence[GridCell]) -> int:
    return sum(cell.columns for cell in row)


def _are_names(row: Sequence[GridCell], width: int) -> bool:
    return (
        _covered(row) >= max(2, width - 1)
        and len(row) > 1
        and all(len(c.text) <= LONGEST_NAME and not _SENTENCE.search(c.text) for c in row)
        and not any(_VALUE.fullmatch(cell.text) for cell in _but_years(row))
        and not any(cell.text.endswith(("：", ":")) for cell in row)
    )


def _but_years(row: Sequence[GridCell]) -> list[GridCell]:
    """*row* without its years, where several of them name the columns: 项目, 2024年, 2025年."""
    years = {cell.text for cell in row[1:] if _YEAR.fullmatch(cell.text)}
    return [cell for cell in row if len(years) < 2 or cell.text not in years]


def _names(rows: Sequence[list[GridCell]]) -> _Columns:
    """The names of each column, outermost first."""
    names: _Columns = {}
    for row in rows:
        for cell in row:
            for column in range(cell.column, cell.column + cell.columns):
                if cell not in names.setdefault(column, []):
                    names[column].append(cell)
    return names


def _row(
    number: int, row: Sequence[GridCell], names: _Columns, said: set[GridCell], *, labelled: bool
) -> _Line:
    """One row; with *labelled* its ordinal stands first, as the label of a clause does."""
    line = _Line(number)
    ordinal = next((c for c in row if labelled and _counts(c, names)), None)
    if ordinal is not None:
        line.add(ordinal.text, ordinal)
        line.add("" if ordinal.text[-1] in ".．、)）" else ".")
    begin, named = len(line.words), list[GridCell]()
    for cell in row:
        if cell is ordinal:
            continue
        if len(line.words) > begin and not _STOP.search(line.words):
            line.add("，")  # no semicolon: a row is one sentence, which can be cited whole
        above, named = named, names.get(cell.column, [])
        for name in named[_shared(above, named) :]:
            line.add(name.text, name if name not in said else None)
            said.add(name)
            line.add("：")
        line.add(cell.text, cell if cell.row == number else None)
    if not _STOP.search(line.words):
        line.add("。")
    return line


def _shared(before: Sequence[GridCell], names: Sequence[GridCell]) -> int:
    """How many outer names a column shares with the one before, which has just said them; never the innermost."""
    count = 0
    while count < min(len(before), len(names)) - 1 and before[count] == names[count]:
        count += 1
    return count


def _counts(cell: GridCell, names: _Columns) -> bool:
    return (
        cell.column == 0
        and _ORDINAL.fullmatch(cell.text) is not None
        and any(name.text in _COUNTING for name in names.get(0, ()))
    )


def _unnamed(number: int, row: Sequence[GridCell]) -> _Line:
    """A row without names: a name and its value in turns, else the cells side by side."""
    line = _Line(number)
    for i, cell in enumerate(row):
        if i:
            name = row[i - 1].text
            paired = len(row) % 2 == 0 and i % 2 == 1 and len(name) <= LONGEST_NAME and "：" not in name
            line.add("" if line.words[-1] in "：:" else "：" if paired else "　")
        line.add(cell.text, cell)
    return line
