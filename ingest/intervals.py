"""Stretches of time as phases print them, to ISO: 2012年10月—12月, 2023年3月1日至15日, 2019—2020年, 2022年底前."""

import re
from dataclasses import dataclass

from ingest.model import Span
from ingest.numerals import read_number

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)|二[〇零○OＯ][〇零○OＯ一二三][〇零○OＯ一二三四五六七八九]"
_SMALL = r"(?<!\d)\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}"
_GAP = r"[ \t\u3000\xa0]*"
_DASH = rf"{_GAP}(?:[-－–—―─~～至到]+){_GAP}"
_PART = rf"{_GAP}(?:上旬|中旬|下旬|初|底|末)?"


def _point(name: str) -> str:
    """One end of a stretch: year, month and day, each with or without its unit, or 2012.10."""
    return (
        rf"(?:(?P<{name}year>{_YEAR}){_GAP}(?:学年度?|年度?|[.．/](?=\d)|-(?=\d\d?(?!\d)(?:-\d)?))?{_GAP})?"
        rf"(?P<{name}next>次年|翌年|当年)?"
        rf"(?:(?P<{name}month>{_SMALL}){_GAP}(?:月份?|[.．/-](?=\d\d?(?!\d))|(?={_DASH})|(?![\d年日号])))?{_GAP}"
        rf"(?:(?P<{name}day>{_SMALL}){_GAP}(?:[日号]|(?={_DASH})|(?![\d年月])))?{_PART}"
    )


STRETCH = re.compile(
    rf"(?=[\d二一三四五六七八九十即从自到至])(?P<open>即日起|从|自|到|至)?{_GAP}(?:{_DASH})?"
    rf"(?=(?:{_YEAR}|\d{{1,2}}{_GAP}月|\d{{1,2}}{_DASH}\d{{1,2}}{_GAP}月|[一二三四五六七八九十]{{1,2}}月)){_point('a')}"
    rf"(?:(?P<dash>{_DASH}){_point('b')})?"
    rf"{_GAP}(?P<edge>以?前|之前|起|开始|以后|之后|后)?"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """From the beginning of ``start`` to the end of ``end``, each ISO and as precise as the text; None is open."""

    start: str | None
    end: str | None
    span: Span


def interval_at(text: str, position: int, end: int | None = None) -> Interval | None:
    """The stretch of time that begins at *position*; None where none does, or where its year isn't printed."""
    match = STRETCH.match(text, position, len(text) if end is None else end)
    return _read(match) if match else None


def intervals_in(text: str, start: int, end: int) -> list[Interval]:
    """All stretches of time in ``text[start:end]`` whose year is printed, in order."""
    found = (_read(match) for match in STRETCH.finditer(text, start, end))
    return [interval for interval in found if interval]


def _read(match: re.Match[str]) -> Interval | None:
    first, last = _ends(match)
    if first is None or (match["dash"] and last is None):
        return None
    if len(first) == 4 and not match["dash"] and "年" not in match[0]:
        return None
    stop = match.end() - len(match[0]) + len(match[0].rstrip())
    span = Span(match.start(), stop)
    edge = match["edge"] or ""
    if last is not None:
        return Interval(first, last, span) if last[:4] >= first[:4] else None
    if edge.endswith("前") or match["open"] in ("即日起", "到", "至"):
        return Interval(None, first, span)
    return Interval(first, None if edge else first, span)


def _ends(match: re.Match[str]) -> tuple[str | None, str | None]:
    """The two ends, each lending the other the year and month that it doesn't repeat."""
    year, month, day = (_number(match[f"a{unit}"]) for unit in ("year", "month", "day"))
    to_year, to_month, to_day = (_number(match[f"b{unit}"]) for unit in ("year", "month", "day"))
    if match["dash"] and to_month is not None and to_day is None and month is None and year and not to_year:
        return None, None
    if year is None and to_year is not None:
        year = to_year
    if match["dash"] and to_year is None:
        to_month = month if to_month is None else to_month
        later = match["bnext"] in ("次年", "翌年") or (to_month or 0) < (month or 0)
        to_year = year + 1 if year is not None and later else year
    first = _iso(year, month, day)
    return first, _iso(to_year, to_month, to_day) if match["dash"] else None


def _number(printed: str | None) -> int | None:
    return read_number(re.sub("[○OＯ]", "〇", printed)) if printed else None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and (month is None or not 1 <= day <= 31):
        return None
    return "-".join([f"{year}", *(f"{part:02}" for part in (month, day) if part is not None)])
