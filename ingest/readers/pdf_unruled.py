"""Tables that a PDF page sets without ruling lines: a row of names of columns, and rows that keep to its columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.builder import joined
from ingest.readers.grid import LONGEST_NAME, GridCell
from ingest.readers.pdf_flow import PAGE_NUMBER
from ingest.readers.pdf_lines import Char, lines_of, rows_of
from ingest.readers.pdf_tables import PdfTable

_NAME = re.compile(
    r"序\s*号|编号|任务|内容|措施|事项|项目|目标|指标|单位|部门|责任|牵头|配合|时限|时间|进度|备注|名称|类别|数量|金额|学校|地点|要求|标准|分值"
)
_ORDINAL = re.compile(r"序\s*号|编\s*号|序|号")
_COUNTED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]?")
_SENTENCE = re.compile("[。；！？，：]")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3  # the names included
_GAP = 1.0  # sizes of a character between columns in the row of names
_LEAST_GAP = 0.4  # sizes that stay free between columns in all rows
_APART = 3.0  # usual distances between rows from which the table is over

_FURTHER = 1.15  # how many times the distance of lines that of rows is

_Strips = list[tuple[float, float]]
_Cells = list[list[Char]]  # the characters of a line, column by column


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows of a page that keep to columns, and what stays free between those."""

    rows: tuple[list[Char], ...]
    strips: tuple[tuple[float, float], ...]


def unruled_tables(chars: Iterable[Char]) -> list[PdfTable]:
    """The tables among *chars* from the top; none where it isn't plain that they are."""
    rows = [row for row in rows_of(chars) if not PAGE_NUMBER.match(_said(row))]
    if not rows:
        return []
    size = median(char.size for row in rows for char in row)
    tables, at = [], 0
    while at < len(rows):
        region = _region(rows[at:], size) if _names_columns(rows[at], size) else None
        table = _table(region) if region else None
        if region is not None and table is not None:
            tables.append(table)
            at += len(region.rows)
        else:
            at += 1
    return tables


def _names_columns(row: Sequence[Char], size: float) -> bool:
    words = [_said(part) for part in _parts(row, _gaps(row, _GAP * size))]
    named = sum(_NAME.search(name) is not None for name in words)
    short = all(len(name) <= LONGEST_NAME and not _SENTENCE.search(name) for name in words)
    return len(words) >= _FEWEST_COLUMNS and short and named >= 2


def _gaps(row: Sequence[Char], least: float) -> _Strips:
    return [(a.right, b.left) for a, b in pairwise(row) if b.left - a.right >= least]


def _parts(row: Sequence[Char], strips: Sequence[tuple[float, float]]) -> _Cells:
    """The characters of a row column by column."""
    parts: _Cells = [[] for _ in range(len(strips) + 1)]
    for char in row:
        parts[sum(char.centre[0] > right - (right - left) / 2 for left, right in strips)].append(char)
    return parts


def _region(rows: Sequence[list[Char]], size: float) -> _Region | None:
    """The rows from the names of the columns on that leave the same strips free."""
    strips = _gaps(rows[0], _GAP * size)
    tops = [row[0].top for row in rows]
    pitches = [b - a for a, b in pairwise(tops) if 0 < b - a < 4 * size]
    pitch = median(pitches) if pitches else 2 * size
    end = 1
    while end < len(rows) and tops[end] - tops[end - 1] < _APART * pitch:
        kept = _kept(strips, rows[end], _LEAST_GAP * size)
        if kept is None:
            break
        strips, end = kept, end + 1
    return _Region(tuple(rows[:end]), tuple(strips)) if end >= _FEWEST_ROWS else None


def _kept(strips: _Strips, row: Sequence[Char], least: float) -> _Strips | None:
    """What of the *strips* the row leaves free; None where it fills one."""
    found = []
    for left, right in strips:
        inside = [char for char in row if char.right > left and char.left < right]
        # The widest place that is free between the characters that stand in the strip.
        edges = [left, *sorted(x for char in inside for x in (char.left, char.right)), right]
        spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]
        if not spans:
            return None
        found.append(max(spans, key=lambda span: span[1] - span[0]))
    return found


def _table(region: _Region) -> PdfTable | None:
    """The region as a grid; None where rows can't be told from the lines inside them."""
    lines = [_parts(row, region.strips) for row in region.rows]
    names, *lines = lines
    counted = _ORDINAL.fullmatch(_said(names[0])) is not None
    if counted:  # a line without a number in its place stands behind the table
        behind = (at for at, line in enumerate(lines) if line[0] and not _COUNTED.fullmatch(_said(line[0])))
        lines = lines[: next(behind, len(lines))]
    groups = _by_distance(lines) or _by_first(lines, counted=counted)
    if not groups:
        return None
    cells = tuple(
        GridCell(number, column, _words(line[column] for line in group))
        for number, group in enumerate([[names], *groups])
        for column in range(len(names))
    )
    chars = [char for line in (names, *lines) for part in line for char in part]
    left, right = min(char.left for char in chars), max(char.right for char in chars)
    columns = (left, *((a + b) / 2 for a, b in region.strips), right)
    top, bottom = min(char.top for char in chars), max(char.bottom for char in chars)
    return PdfTable(left, top, right, bottom, columns, cells)


def _said(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars)


def _by_distance(lines: Sequence[_Cells]) -> list[list[_Cells]]:
    """The lines of each row where rows stand further apart than the lines inside them, and each has one number.

    That number may stand beside any of its lines. Empty where rows don't show so; only the first may lack its number,
    which stands on the page before.
    """
    tops = [min(char.top for part in line for char in part) for line in lines]
    steps = [b - a for a, b in pairwise(tops)]
    ordered = sorted(steps)
    jumps = [(b / max(a, 1.0), (a + b) / 2) for a, b in pairwise(ordered)]
    ratio, least = max(jumps, default=(0.0, 0.0))
    if ratio < _FURTHER:
        return []
    groups = [[lines[0]]]
    for line, step in zip(lines[1:], steps, strict=True):
        if step > least:
            groups.append([])
        groups[-1].append(line)
    numbered = [sum(bool(line[0]) for line in group) for group in groups]
    return groups if all(count == 1 for count in numbered[1:]) and numbered[0] <= 1 else []


def _by_first(lines: Sequence[_Cells], *, counted: bool) -> list[list[_Cells]]:
    """The lines of each row, which begins where the first column says something; empty where the first line says
    nothing there, unless the page begins inside a row.
    """
    groups: list[list[_Cells]] = []
    for line in lines:
        if line[0] or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups if groups and (groups[0][0][0] or (counted and len(groups) > 1)) else []


def _words(pieces: Iterable[Sequence[Char]]) -> str:
    words = ""
    for piece in pieces:
        for line in lines_of(piece):
            words = joined(words, line.text) if words else line.text
    return words
