"""Dates as notices print them, to ISO: 2024年9月2日, 二〇二四年九月二日, 2024-09-02 13:02, 2024年9月."""

import re
from dataclasses import dataclass

from ingest.model import Span

_GAP = r"[ \t\u3000\xa0]*"
_HAN = "〇零○О0Ｏ一二三四五六七八九"
DATE = re.compile(  # \d matches full-width digits too
    rf"(?<!\d)(?P<year>[1１2２][9９0０]\d\d|[{_HAN}]{{4}}){_GAP}"
    rf"(?:年{_GAP}(?P<month>\d\d?|[一二三四五六七八九十]{{1,2}}){_GAP}月"
    rf"(?:{_GAP}(?P<day>\d\d?|[一二三四五六七八九十]{{1,3}}){_GAP}日)?"
    r"|(?P<sign>[-/.．])(?P<numeric_month>\d\d?)(?:(?P=sign)(?P<numeric_day>\d\d?))?(?!\d))"
)
_CLOCK = re.compile(r"[ \tT\u3000\xa0]+\d{1,2}:\d{2}(?::\d{2})?")
_DIGIT = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○ОＯ", "0"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and where it stands; ``iso`` is exactly as precise as the text (2024, 2024-09, 2024-09-02)."""

    iso: str
    span: Span


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """The dates of ``text[start:end]`` with year and month at least, in order; impossible ones are left out."""
    found = (_read(match) for match in DATE.finditer(text, start, len(text) if end is None else end))
    return [date for date in found if date]


def with_clock(text: str, date: PrintedDate) -> Span:
    """The date's span, the time of day after it included."""
    clock = _CLOCK.match(text, date.span.end)
    return Span(date.span.start, clock.end() if clock else date.span.end)


def read_numeral(printed: str) -> int:
    """12, １２, 十二, 二十一, 二〇 → an integer below 100, or the digits read one by one."""
    if printed.isdecimal():
        return int(printed)
    if "十" in printed:
        tens, _, ones = printed.partition("十")
        return int(_DIGIT.get(tens, "1")) * 10 + int(_DIGIT.get(ones, "0"))
    return int("".join(_DIGIT.get(sign, sign) for sign in printed))


def _read(match: re.Match[str]) -> PrintedDate | None:
    year = read_numeral(match["year"])
    month = read_numeral(match["month"] or match["numeric_month"])
    printed_day = match["day"] or match["numeric_day"]
    day = read_numeral(printed_day) if printed_day else None
    if not 1900 <= year < 2100 or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    iso = f"{year}-{month:02}" + (f"-{day:02}" if day is not None else "")
    return PrintedDate(iso, Span(match.start(), match.end()))
