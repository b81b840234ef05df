"""Dates as notices print them, to ISO: 2024年9月2日, 二〇二四年九月二日, 2024-09-02 13:02, 2024年9月."""

import re
from dataclasses import dataclass

from ingest.model import Span
from ingest.numerals import read_number

_GAP = r"[ \t\u3000\xa0]*"
_HAN = "〇零○ОＯO一二三四五六七八九"
DATE = re.compile(  # \d matches full-width digits too
    rf"(?<!\d)(?P<year>[1１2２][9９0０]\d\d|[{_HAN}]{{4}}){_GAP}"
    rf"(?:年{_GAP}(?P<month>\d\d?|[一二三四五六七八九十]{{1,2}}){_GAP}月"
    rf"(?:{_GAP}(?P<day>\d\d?|[一二三四五六七八九十]{{1,3}}){_GAP}日)?"
    r"|(?P<sign>[-/.．])(?P<numeric_month>\d\d?)(?:(?P=sign)(?P<numeric_day>\d\d?))?(?!\d))"
)
_ZEROS = str.maketrans(dict.fromkeys("○ОＯO", "〇"))  # 二○二四, 二OO九: letters and circles for zero


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and where it stands; ``iso`` is exactly as precise as the text (2024, 2024-09, 2024-09-02)."""

    iso: str
    span: Span


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """The dates of ``text[start:end]`` with year and month at least, in order; impossible ones are left out."""
    found = (_read(match) for match in DATE.finditer(text, start, len(text) if end is None else end))
    return [date for date in found if date]


def _number(printed: str) -> int:
    return read_number(printed.translate(_ZEROS)) or 0


def _read(match: re.Match[str]) -> PrintedDate | None:
    year = _number(match["year"])
    month = _number(match["month"] or match["numeric_month"])
    printed_day = match["day"] or match["numeric_day"]
    day = _number(printed_day) if printed_day else None
    if not 1900 <= year < 2100 or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    iso = f"{year}-{month:02}" + (f"-{day:02}" if day is not None else "")
    return PrintedDate(iso, Span(match.start(), match.end()))
