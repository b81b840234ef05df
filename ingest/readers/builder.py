"""A canonical text written line by line, with the pages and tables that its lines come from."""

import re
from collections.abc import Iterable, Sequence

from ingest.layout import Cell, Heading, Layout, Reading, Table
from ingest.readers.grid import Grid, GridCell, rows_in_words

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffc\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f]+")
_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9一二三四五六七八九十]{0,2}\s*[:：]?\S{0,40}$")
_BREAKS = re.compile("[\r\n\f\v\x85\u2028\u2029]+")


def clean(words: str) -> str:
    """*words* without invisible characters and the white space at their ends, runs of blanks as one."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", words)).strip()


class TextBuilder:
    """Lines in reading order become one text; what is asked for between them becomes its layout."""

    def __init__(self, *, labelled: bool = False) -> None:
        """With *labelled* rows of tables that are counted become numbered units; else only those of annexes do:
        inside a numbered clause their numbers would pass for those of clauses.
        """
        self._annexed = labelled
        self._lines: list[str] = []
        self._length = 0
        self._pages: list[int] = []
        self._tables: list[Table] = []
        self._headings: list[Heading] = []
        self._dropped: dict[str, None] = {}
        self._warnings: dict[str, None] = {}
        self._confidence: list[tuple[int, float]] = []

    def page(self) -> None:
        """The next page begins here."""
        self._pages.append(self._length)

    def recognised(self, page: int, confidence: float) -> None:
        """The page with this number was read out of an image, with this mean confidence, 0 to 1."""
        self._confidence.append((page, confidence))

    def line(self, words: str) -> None:
        """One paragraph; line breaks inside it make several, blank ones are left out."""
        for part in _BREAKS.split(words):
            if cleaned := clean(part):
                self._annexed = self._annexed or _ANNEX.match(cleaned) is not None
                self._add(cleaned)

    def heading(self, words: str, level: int, *, sure: bool = True) -> None:
        """One paragraph that the file sets as a heading (see `Heading`)."""
        start = self._length
        self.line(words)
        if self._length > start and self._lines[-1] == clean(words) + "\n":  # not one of several lines
            self._headings.append(Heading(start, self._length - 1, level, sure))

    def paragraph(self, pieces: Sequence[str | None]) -> None:
        """One paragraph of lines that the margin broke; None stands where a page begins."""
        words = ""
        for piece in pieces:
            if piece is None:
                self._pages.append(self._length + len(words))
            elif cleaned := clean(piece):
                words = joined(words, cleaned) if words else cleaned
        if words:
            self._annexed = self._annexed or _ANNEX.match(words) is not None
            self._add(words)

    def table(self, grid: Grid, pages: Sequence[int] = ()) -> None:
        """A line for each row with the names of its columns; *pages* are the rows at which pages begin."""
        pending = list(pages)
        written = rows_in_words(grid, labelled=self._annexed)
        start = self._length
        cells: list[Cell] = []
        for line in written.lines:
            while pending and pending[0] <= line.row:
                pending.pop(0)
                self.page()
            cells += [_placed(cell, self._length + at) for cell, at in line.places]
            self._add(line.words)
        for _ in pending:
            self.page()
        if cells and written.is_table:
            self._tables.append(Table(start, self._length - 1, tuple(cells), written.headers))

    def drop(self, what: str) -> None:
        """Name a part of the file that is not in the text, in Chinese."""
        self._dropped[what] = None

    def warn(self, words: str) -> None:
        """Say what is doubtful, in Chinese."""
        self._warnings[words] = None

    def reading(self) -> Reading:
        """Everything written so far."""
        text = "".join(self._lines)
        ends = [*self._pages, len(text)][1:]
        pairs = enumerate(zip(self._pages, ends, strict=True), start=1)
        layout = Layout(
            pages=tuple(self._pages),
            blank_pages=tuple(number for number, (start, end) in pairs if start == end),
            tables=tuple(self._tables),
            confidence=tuple(self._confidence),
            dropped=tuple(self._dropped),
            warnings=tuple(self._warnings),
            headings=tuple(self._headings),
        )
        return Reading(text, layout)

    def _add(self, words: str) -> None:
        self._lines.append(words + "\n")
        self._length += len(words) + 1


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph: a blank only between Latin words."""
    latin = (before[-1:] + after[:1]).isascii() and before[-1:].isalpha() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after


def _placed(cell: GridCell, start: int) -> Cell:
    return Cell(cell.row, cell.column, start, start + len(cell.text), cell.rows, cell.columns)


def numbers(values: Iterable[int], most: int = 12) -> str:
    """Page numbers for a message: 1、2、3等."""
    shown = list(values)
    return "、".join(map(str, shown[:most])) + ("等" if len(shown) > most else "")
