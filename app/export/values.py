"""What the writers write: tables of typed cells, and memos of blocks. Plain frozen values, no framework."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

Precision = Literal["year", "month", "day"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Characters that neither XML nor a reader can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Day:
    """A date that is exactly as precise as the text: of a year or a month the first day stands for the whole."""

    first: date
    precision: Precision

    def __str__(self) -> str:
        return self.first.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open a page of ours; without an address plain words."""

    words: str
    url: str | None


Cell = str | int | float | Day | datetime | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in Chinese characters."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: rows are as long as there are columns."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a memo: 一、…"""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``number`` is printed before it, as in a list of citations."""

    words: str
    number: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The very words of a document."""

    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in smaller type: that a document is no longer in force, that a sentence isn't supported."""

    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in a memo. Cells may hold several paragraphs, parted by line breaks."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Quote | Note | Grid


@dataclass(frozen=True, slots=True)
class Memo:
    """A document on paper; ``wide``: its tables need the paper turned."""

    title: str
    blocks: Sequence[Block]
    wide: bool = False


def day(iso: str | None) -> Day | None:
    """2026, 2026-09 or 2026-09-01 as a date; None for what is no date."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    try:
        first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:  # 2月30日: printed so, but no day
        return None
    return Day(first, "day" if match[3] else "month" if match[2] else "year")


def printable(words: str) -> str:
    """*words* without the control characters that no file of these formats can hold."""
    return _UNPRINTABLE.sub("", words)


def permalink(page: str, place: dict[str, str]) -> str:
    """The address at which the page shows *place*: doc, version, clause, start, end."""
    return f"{page.rstrip('/')}/reader?{urlencode(place)}"
