"""The characters of a PDF page as lines: sorted by their place, the blanks that justified setting puts in left out."""

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026〇]")
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻱",
            "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    )
)
UNKNOWN = "\ufffd"
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_SLANT = 0.1  # radians from which text is a watermark
_WIDE = 1.2  # widths of a character from which a gap between Chinese characters is meant
_WORD_GAP = 0.2  # the same between Latin words
_BEHIND = "、。，；：（）().．·"  # what a gap behind these means is layout: after a label stands a tab
_COLUMN = 2.5  # sizes of a character from which a gap parts columns
_OVERLAP = 0.6  # share of a character's height that two on one line share


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box in points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page and the box around it; *gaps* counts the wide ones, as between columns."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The characters of a page as one reads them, its size so turned, and by how many quarters it was turned."""

    chars: tuple[Char, ...]
    width: float
    height: float
    quarters: int


def sheet_of(page: pdfium.PdfPage) -> Sheet:
    """The characters of *page* that run as most of them do, radicals as the characters they stand for.

    Blanks are left out, and slanted text, which is a watermark, or set along the margin.
    """
    textpage = page.get_textpage()
    total = textpage.count_chars()
    codes = [_character_at(textpage, at) for at in range(total)]
    angles = [raw.FPDFText_GetCharAngle(textpage, at) if codes[at] else 0.0 for at in range(total)]
    turns = Counter(turn for at in range(total) if codes[at] and (turn := _quarters(angles[at])) is not None)
    quarters = max(turns, key=lambda turn: turns[turn], default=0)
    frame = page.get_bbox()
    box = raw.FS_RECTF()
    found: list[Char] = []
    for at, text in enumerate(codes):
        if not text or _quarters(angles[at]) != quarters:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)) or box.right <= box.left:
            continue
        char = Char(text, *_upright((box.left, box.bottom, box.right, box.top), frame, quarters))
        if not _is_double(char, found[-4:]):
            found.append(char)
    textpage.close()
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    if quarters % 2:
        width, height = height, width
    return Sheet(tuple(found), width, height, quarters)


def _quarters(angle: float) -> int | None:
    """How many quarters a page is turned where text runs at this *angle* in radians; None where it is slanted."""
    turns = -angle / (pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) * pi / 2 < _SLANT else None


_Box = tuple[float, float, float, float]


def _upright(box: _Box, frame: _Box, quarters: int) -> _Box:
    """A box in the page's own points (left, bottom, right, top) as left, top, right, bottom of the turned page."""
    left, bottom, right, top = box
    match quarters:
        case 1:
            return bottom - frame[1], left - frame[0], top - frame[1], right - frame[0]
        case 2:
            return frame[2] - right, bottom - frame[1], frame[2] - left, top - frame[1]
        case 3:
            return frame[3] - top, frame[2] - right, frame[3] - bottom, frame[2] - left
    return left - frame[0], frame[3] - top, right - frame[0], frame[3] - bottom


def _character_at(textpage: pdfium.PdfTextPage, at: int) -> str:
    """The character at a place; UNKNOWN where its font doesn't say which it is: its code is then only a number."""
    if raw.FPDFText_HasUnicodeMapError(textpage, at) == 1:
        return UNKNOWN
    code = raw.FPDFText_GetUnicode(textpage, at)
    # The library gives rare characters (𠮷) in two halves, at two places.
    if code in _FIRST_HALVES:
        second = raw.FPDFText_GetUnicode(textpage, at + 1)
        return chr(0x10000 + (code - 0xD800 << 10) + second - 0xDC00) if second in _SECOND_HALVES else UNKNOWN
    return _character(code)


def _character(code: int) -> str:
    character = chr(code) if 0x20 < code < 0x110000 and code not in _SECOND_HALVES else ""
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        return unicodedata.normalize("NFKC", character).translate(_RADICALS)
    return "" if character.isspace() or character in "\ufffe\uffff\u200b\ufeff\xad" else character


def _is_double(char: Char, before: Iterable[Char]) -> bool:
    """Whether the same character was set just before at (nearly) the same place, to look bold."""
    reach = char.size * 0.2
    return any(
        other.text == char.text and abs(other.left - char.left) < reach and abs(other.top - char.top) < reach
        for other in before
    )


def lines_of(chars: Iterable[Char], gutter: float | None = None) -> list[Line]:
    """Characters that stand beside each other as lines, from the top; columns part at the *gutter*."""
    if gutter is None:
        return [_line(row) for row in rows_of(chars)]
    # Each column by itself: what stands beside a row in the other column may be set a little lower.
    found = list(chars)
    left = rows_of(char for char in found if char.centre[0] < gutter)
    right = rows_of(char for char in found if char.centre[0] >= gutter)
    rows = [*_with_crossing(left, right), *right]
    return sorted((_line(row) for row in rows), key=lambda line: (line.top, line.left))


def _with_crossing(left: Iterable[list[Char]], right: list[list[Char]]) -> Iterator[list[Char]]:
    """The rows of the left column; one that runs on without a gap takes its rest out of *right*."""
    for row in left:
        rest = next((other for other in right if _beside(row[-1], other[0])), None)
        if rest and rest[0].left - row[-1].right < min(row[-1].size, rest[0].size):
            right.remove(rest)
            yield [*row, *rest]
        else:
            yield row


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that stand beside each other, from the left, from the top."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.centre[1], c.left)):
        row = next((row for row in reversed(rows[-3:]) if _beside(row[0], char)), None)
        if row is None:
            rows.append([char])
        else:
            row.append(char)
    return [sorted(row, key=lambda c: c.left) for row in rows]


def _beside(one: Char, other: Char) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _OVERLAP * min(one.size, other.size)


def _line(row: Sequence[Char]) -> Line:
    words = row[0].text
    pairs = list(pairwise(row))
    for before, char in pairs:
        words += _blank(before, char) + char.text
    sizes = sorted(char.size for char in row)
    return Line(
        words,
        row[0].left,
        min(char.top for char in row),
        max(char.right for char in row),
        max(char.bottom for char in row),
        sizes[len(sizes) // 2],
        sum(b.left - a.right > _COLUMN * max(a.size, b.size) for a, b in pairs),
    )


def _blank(before: Char, char: Char) -> str:
    """A blank where one is meant: between Latin words, or a gap wider than a character."""
    gap = char.left - before.right
    if before.text in _BEHIND and _CJK.match(char.text):
        return ""
    chinese = _CJK.match(before.text) or _CJK.match(char.text)
    return " " if gap > (_WIDE if chinese else _WORD_GAP) * max(before.size, char.size) * 0.8 else ""
