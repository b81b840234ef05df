"""The time a plan runs for, and the days of a meeting, as ISO intervals."""

import re

from ingest.clauses import ClauseTree
from ingest.dates import dates_in
from ingest.facts import fact_at
from ingest.intervals import interval_at
from ingest.model import UNSTATED, Clause, Fact, Span
from ingest.validity import OF_OTHERS

_DASH = r"[ \t]*(?:[-－–—―─~～至到]|——)+[ \t]*"
_YEARS = re.compile(rf"(?P<first>(?:19|20)\d\d)年?{_DASH}(?P<last>(?:19|20)\d\d)[ \t]*(?P<unit>学年|年)?")
_ONE_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)[ \t]*(?:年|学年)(?:度)?")
_MONTH = r"(?:(?P<{0}y>(?:19|20)\d\d)年)?(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日)?"
_PHASE = re.compile(rf"{_MONTH.format('a')}(?:{_DASH}{_MONTH.format('b')})?")
_RELATIVE = re.compile(
    r"(?:经过|通过|用|力争用|力争)(?P<years>[\d一二三四五六七八九十]+(?:[-－–—~～至到][\d一二三四五六七八九十]+)?年)(?:左右)?(?:的?(?:努力|时间))"
)
_IN_FORCE = re.compile(
    r"(?:有效期|试行期|规划期|实施期|计划期|(?:实施|规划|计划|行动)(?:周期|期限))(?:限)?(?:为|是|：|:)?(?P<years>[\d一二三四五六七八九十]+年)(?!\d)"
)
_NAMED = re.compile(
    r"(?:规划期|实施期|计划期|行动期|(?:实施|规划|计划|行动|执行)(?:时间|周期|期限|年限))(?:限)?(?:为|是|自|从|：|:|\s)+(?=[\d二])"
)
_UNTIL = re.compile(r"有效期(?:限)?至")
_DAYS = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:{_DASH}(?:(?P<to_month>\d{{1,2}})月)?(?P<to_day>\d{{1,2}})日)?"
)
_MEETING = re.compile(r"召开|举行|举办|开展|出席|参加|会议|研讨")


def read_period(text: str, tree: ClauseTree, *, plan_title: Fact, title: Fact) -> Fact:
    """期限: the years in the title, else the phases from first to last, else a term (3-5年, 有效期五年)."""
    return (
        _years_of(text, plan_title)
        or _years_of(text, title, range_only=True)
        or _stated(text)
        or _phases(text, tree)
        or _term(text, _RELATIVE)
        or _term(text, _IN_FORCE)
        or _until(text)
        or UNSTATED
    )


def read_event_date(text: str, body: Clause | None, published: Fact) -> Fact:
    """The day or days a reported meeting was held; the year is that of the publication where it isn't printed."""
    if body is None:
        return UNSTATED
    match = _DAYS.search(text, body.start, body.end)
    if not match or not _MEETING.search(text[match.end() : match.end() + 60]):
        return UNSTATED
    year = match["year"] or _year_before(published, int(match["month"]), int(match["day"]))
    first = _iso(year, match["month"], match["day"])
    value = first
    if match["to_day"]:
        value = f"{first}/{_iso(year, match['to_month'] or match['month'], match['to_day'])}"
    return fact_at(text, Span(match.start(), match.end()), value)


def _years_of(text: str, title: Fact, *, range_only: bool = False) -> Fact | None:
    """2019—2022年, 2024-2025学年 or 2025年 in a title."""
    if title.quote is None or title.start is None:
        return None
    if match := _YEARS.search(title.quote):
        value = f"{match['first']}/{match['last']}"
    elif not range_only and (match := _ONE_YEAR.search(title.quote)):
        value = match["year"]
    else:
        return None
    return fact_at(text, Span(title.start + match.start(), title.start + match.end()), value)


def _term(text: str, pattern: re.Pattern[str]) -> Fact | None:
    found = (
        m for m in pattern.finditer(text) if not OF_OTHERS.search(text, max(0, m.start() - 8), m.start())
    )
    match = next(found, None)
    return fact_at(text, Span(match.start(), match.end()), match["years"]) if match else None


def _stated(text: str) -> Fact | None:
    """规划期为2021—2025年, 实施时间：2024年3月至2025年12月."""
    for match in _NAMED.finditer(text):
        found = interval_at(text, match.end())
        if found and found.start and found.end and found.start != found.end:
            return fact_at(text, Span(match.start(), found.span.end), f"{found.start}/{found.end}")
    return None


def _until(text: str) -> Fact | None:
    """有效期至2028年8月31日: an interval that is open at its beginning."""
    match = _UNTIL.search(text)
    dates = dates_in(text, match.end(), match.end() + 20) if match else []
    return (
        fact_at(text, Span(match.start(), dates[0].span.end), f"../{dates[0].iso}")
        if match and dates
        else None
    )


def _phases(text: str, tree: ClauseTree) -> Fact | None:
    """From the first phase's beginning to the last phase's end: （2018年3月—6月） … （2020年9月—12月）."""
    dated = []
    for clause in tree.clauses:
        words = text[
            clause.start : min(clause.end, clause.start + len(clause.label) + len(clause.heading) + 2)
        ]
        if "阶段" in words and (match := _PHASE.search(words)) and match["ay"]:
            dated.append((clause, match))
    if len(dated) < 2:
        return None
    (first, begin), (_, end) = dated[0], dated[-1]
    start = _iso(begin["ay"], begin["am"], begin["ad"])
    last_year, last_month = end["by"] or end["ay"], end["bm"] or end["am"]
    last = _iso(last_year, last_month, end["bd"] if end["bm"] else end["ad"])
    quote = Span(first.start + begin.start(), first.start + begin.end())
    return fact_at(text, quote, f"{start}/{last}")


def _iso(year: str | None, month: str, day: str | None) -> str:
    parts = [year] if year else []
    return "-".join([*parts, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])


def _year_before(published: Fact, month: int, day: int) -> str | None:
    """The year of the last such day before the publication."""
    if not isinstance(published.value, str):
        return None
    dates = dates_in(published.value)
    if not dates:
        return None
    year = int(dates[0].iso[:4])
    return str(year if f"{month:02}-{day:02}" <= dates[0].iso[5:] else year - 1)
