"""The characters of a PDF page as lines: sorted by their place, the blanks that justified setting puts in left out."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def chars_of(page: pdfium.PdfPage) -> list[Char]:
    """The characters of *page*, radicals as the characters they stand for; blanks and slanted text left out."""
    textpage = page.get_textpage()
    height = page.get_height()
    box = raw.FS_RECTF()
    found: list[Char] = []
    for at in range(textpage.count_chars()):
        text = _character(raw.FPDFText_GetUnicode(textpage, at))
        if not text or abs(raw.FPDFText_GetCharAngle(textpage, at)) % 3.14159 > _SLANT:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(box)) or box.right <= box.left:
            continue
        char = Char(text, box.left, height - box.top, box.right, height - box.bottom)
        if not _is_double(char, found[-4:]):
            found.append(char)
    textpage.close()
    return found


def _character(code: int) -> str:
    character = chr(code) if 0x20 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
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


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Characters that stand beside each other as lines, from the top."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.centre[1], c.left)):
        row = next((row for row in reversed(rows[-3:]) if _beside(row[0], char)), None)
        if row is None:
            rows.append([char])
        else:
            row.append(char)
    return [_line(sorted(row, key=lambda c: c.left)) for row in rows]


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
