"""Where the canonical text of a file stood in the file: its pages and tables, and what of the file is not in it.

Offsets count characters of the canonical text, end exclusive. Every line of the text of a file that is no plain text
is one paragraph of the file, or one row of a table, in reading order.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its place in the grid, from 0, how many rows and columns it takes, and its words."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are the lines ``text[start:end]``; the first *headers* rows of its grid name the columns.

    Rows carry the names of their columns, so the cells of the headers lie inside the line of the first row below.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    headers: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph ``text[start:end]`` that the file sets as a heading, level 1 outermost.

    ``sure``: by a style or a tag for headings; else only by its look (bold, large).
    """

    start: int
    end: int
    level: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader knows beyond the text.

    ``pages``: where each page begins, () for a format without pages; a page without text begins where the next does.
    ``blank_pages``: numbers, from 1, of those without text. ``confidence``: page number and mean confidence, 0 to 1,
    of the pages whose text was recognised in an image. ``dropped``: parts of the file that are not in the text,
    ``warnings``: what is doubtful about the reading; both in Chinese. ``headings``: paragraphs set as such, in order.
    """

    pages: tuple[int, ...] = ()
    blank_pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    confidence: tuple[tuple[int, float], ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page, from 1, on which the character at *offset* stands; None without pages."""
        return page_at(self.pages, offset)


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives: the canonical text, and the map back to the file."""

    text: str
    layout: Layout = PLAIN


def page_at(pages: tuple[int, ...], offset: int) -> int | None:
    """The number, from 1, of the page that holds *offset*, where *pages* begin at these offsets; None without pages."""
    return max(1, bisect_right(pages, offset)) if pages else None


def plain_layout(layout: Layout) -> dict[str, Any]:
    """As plain data for JSON."""
    return asdict(layout)


def layout_of(plain: Mapping[str, Any]) -> Layout:
    """The value of what `plain_layout` gave."""
    return Layout(
        pages=tuple(plain["pages"]),
        blank_pages=tuple(plain["blank_pages"]),
        tables=tuple(map(_table, plain["tables"])),
        confidence=tuple((page, share) for page, share in plain["confidence"]),
        dropped=tuple(plain["dropped"]),
        warnings=tuple(plain["warnings"]),
        headings=tuple(
            Heading(**heading) for heading in plain.get("headings", ())
        ),  # none in older libraries
    )


def _table(plain: Mapping[str, Any]) -> Table:
    return Table(**{**plain, "cells": tuple(Cell(**cell) for cell in plain["cells"])})
