"""Time limits: absolute, reckoned from the date of issue, or of the phase that a heading names."""

import re
from dataclasses import replace
from functools import lru_cache

from ingest.commitment_model import NO_DEADLINE, Deadline, DeadlineType
from ingest.commitments.numbers import read_value

_HAN = "一二三四五六七八九十两"
_D = r"(?:[-－–—―─~～至到]|——)+"
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"\d{1,2}", r"\d{1,2}"
_ANY_YEAR = re.compile(_YEAR)
_SPAN = re.compile(
    rf"(?P<y1>{_YEAR})年(?:(?P<m1>{_MONTH})月)?(?:(?P<d1>{_DAY})日)?[ ]*{_D}[ ]*"
    rf"(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>{_MONTH})月)?(?:(?P<d2>{_DAY})日)?"
)
_YEARS = re.compile(rf"(?P<y1>{_YEAR})[ ]*{_D}[ ]*(?P<y2>{_YEAR})(?:学年度?|年)")
_POINT = re.compile(
    rf"(?P<before>到|至|截至|截止到|力争|争取|确保|在|于|自|从)?(?P<year>{_YEAR})(?:学年|年)(?:(?P<month>{_MONTH})月)?(?:(?P<day>{_DAY})日)?"
    r"(?P<part>年?底|年?末|上半年|下半年|[秋春]季(?:学期)?(?:开学)?)?(?P<after>[ ]*(?:以前|之前|前|内|起|开始|以来|底前|底))?"
)
_MONTH_DAY = re.compile(
    rf"(?P<before>每年|于|在|到|至|自|从)?(?P<month>{_MONTH})月(?:(?P<day>{_DAY})日|(?P<part>底|上旬|中旬|下旬))?(?P<after>以前|之前|前|底前|起|内|底)?"
)
_RELATIVE = re.compile(
    rf"(?:(?:经过|通过|用|力争用|力争)[ ]*)?(?P<raw>(?P<more>近|未来|今后)?(?P<low>[\d{_HAN}]+)[ ]*(?:{_D}[ ]*(?P<high>[\d{_HAN}]+))?(?P<months>个月|年)(?:左右|内|之内|以内|时间)?)(?!的(?!努力|时间))(?P<effort>的?(?:努力|时间))?"
)
_LASTING = re.compile("内|左右|时间|努力|近|未来|今后")  # one of them stands in every limit that lasts
_BEFORE_NOW = re.compile(r"(?:以)?来|内?(?:曾|受|被|获|未|无|有|连续|发生|累计|出现|两次|违反)")
DATED = re.compile(
    rf"(?:到|至|从|自|在|于|力争|力争到)?{_YEAR}(?:学年|年)[^,，\u4e00-\u9fff]*(?:月|日|底|末|前|起|秋季|春季|学期|开始|\d)*"
)
_YEAR_END = re.compile(
    r"(?:到|至|于|在|今|本|当)+年(?:底|末)(?:以前|之前|前)?|(?<![\d每当全数一二三四五六七八九十])年底前"
)
_MAYBE = re.compile("[年月周季期]")
_TO_DAY = re.compile(rf"(?:\d{{1,2}}[:：时点]\d{{0,2}}分?)?{_D}(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})日")
_PART = re.compile(  # of the year of issue
    r"(?=[今本年上下第一二三四])(?<![\d年])(?:今年|本年|年内)?(?P<part>上半年|下半年|(?<!每)(?:第)?[一二三四]季度|(?<=[今本])年内|(?<![\d一二两三四五六七八九十近几])年内)(?P<after>末|底)?(?:以?前|之前|内)?"
)
_ENDS = {"上半年": "06", "下半年": "12", "年内": "12", "一": "03", "二": "06", "三": "09", "四": "12"}
_TERM = re.compile(r"(?:今年|本)?(?:春季|秋季|新)?学期(?:开学|末|初|结束)前|(?:今年)?[春秋]季(?:学期)?开学前")
_YEARLY = re.compile(
    r"每(?:学?年|学期|半年|季度|月|周)(?:度)?(?:第?[\d一二三四五六日天首末第]{0,3})?(?:[\d]{1,2}月|[首末]月)?(?:[\d]{1,2}[日号])?(?:底|末|初)?(?:\d{1,2}[:：]\d\d)?(?:以前|之前|前)"
)


def read_deadline(words: str, *, issued: str | None) -> Deadline:
    """The time limit that *words* state, else NO_DEADLINE. Relative ones are reckoned from *issued* (ISO)."""
    return _read(words, issued) if _MAYBE.search(words) else NO_DEADLINE


@lru_cache(maxsize=2048)
def _read(words: str, issued: str | None) -> Deadline:
    dated = _ANY_YEAR.search(words)
    return (
        (_span(words) or _point(words) if dated else None)
        or _relative(words, issued)
        or _recurring(words)
        or _month_day(words, issued)
        or _part_of_year(words, issued)
        or NO_DEADLINE
    )


def inherited(deadline: Deadline) -> Deadline:
    """The same limit for a row whose quote doesn't hold it."""
    return replace(deadline, inherited=True) if deadline.raw else deadline


def _span(words: str) -> Deadline | None:
    if match := _YEARS.search(words):
        return Deadline(match[0], match["y2"], "during")
    match = _SPAN.search(words)
    if match is None or not (match["y2"] or match["m2"] or match["d2"]):
        return None
    year, month, day = (
        match["y2"] or match["y1"],
        match["m2"] or (None if match["y2"] else match["m1"]),
        match["d2"],
    )
    return Deadline(match[0], _iso(year, month, day), "during")


def _point(words: str) -> Deadline | None:
    for match in _POINT.finditer(words):
        if words.startswith(("基础", "的基础", "水平", "版"), match.end()):
            continue
        after, before = match["after"] or "", match["before"] or ""
        starts = before in ("自", "从") or after.strip() in ("起", "开始", "以来")
        bounded = (
            before in ("到", "至", "截至", "截止到") or after or match["part"] or match["month"] or before
        )
        if bounded or not words[: match.start()].strip("-*•· 　"):
            iso = _iso(match["year"], _month(match), match["day"])
            return Deadline(match[0].strip(), iso, "from" if starts else "by")
    return None


def _month(match: re.Match[str]) -> str | None:
    if match["month"]:
        return match["month"]
    part, after = match["part"] or "", (match["after"] or "").strip()
    if part in _ENDS:
        return _ENDS[part]
    return "12" if part.endswith(("底", "末")) or after.startswith("底") else None


def _relative(words: str, issued: str | None) -> Deadline | None:
    for match in _RELATIVE.finditer(words) if _LASTING.search(words) else ():
        raw = match["raw"]
        if (match["more"] == "近" or raw.endswith("内")) and _BEFORE_NOW.match(words, match.end()):
            continue
        if not (raw.endswith(("内", "左右", "时间")) or match["more"] or match["effort"]):
            continue
        count = read_value(match["high"] or match["low"])
        if count is None:
            continue
        months = int(count) * (1 if match["months"] == "个月" else 12)
        iso = _later(issued, months)
        return Deadline(raw, iso, "by", derived=iso is not None)
    return None


def _recurring(words: str) -> Deadline | None:
    """每年4月底前, 每周五16:00前: a limit that comes again has no date."""
    match = _YEARLY.search(words) if "每" in words else None
    return Deadline(match[0], None, "by") if match else None


def _month_day(words: str, issued: str | None) -> Deadline | None:
    """9月30日前: the year is that of the date of issue."""
    match = _MONTH_DAY.search(words) if "月" in words else None
    if match is None or match["before"] == "每年" or not (match["after"] or match["day"] or match["part"]):
        return None
    if not 1 <= int(match["month"]) <= 12:
        return None
    year = _year_of(match, issued)
    if last := _TO_DAY.match(words, match.end()):
        return _dated(match[0] + last[0], year, (last["month"] or match["month"], last["day"]), "during")
    starts = match["before"] in ("自", "从") or match["after"] == "起"
    return _dated(match[0], year, (match["month"], match["day"]), "from" if starts else "by")


def _year_of(match: re.Match[str], issued: str | None) -> int | None:
    """The year of issue, or the next where its month has passed by then."""
    if issued is None or not issued[:4].isdecimal():
        return None
    passed = len(issued) >= 7 and int(match["month"]) < int(issued[5:7])
    return int(issued[:4]) + passed


def _dated(raw: str, year: int | None, day: tuple[str | None, str | None], sort: DeadlineType) -> Deadline:
    iso = _iso(str(year), *day) if year else None
    return Deadline(raw, iso, sort, derived=iso is not None)


def _part_of_year(words: str, issued: str | None) -> Deadline | None:
    """到年底, 上半年, 一季度, 秋季学期开学前: of the year of issue."""
    year = int(issued[:4]) if issued and issued[:4].isdecimal() else None
    if ("底" in words or "末" in words) and (match := _YEAR_END.search(words)):
        return _dated(match[0], year, ("12", None), "by")
    if match := _PART.search(words):
        part = match["part"].removeprefix("第").removesuffix("季度")
        return _dated(match[0], year, (_ENDS[part], None), "by")
    match = _TERM.search(words) if "前" in words else None
    return _dated(match[0], year, (None, None), "by") if match else None


def _later(issued: str | None, months: int) -> str | None:
    """The month that is *months* after *issued*, or the year where only that is known."""
    if issued is None or not issued[:4].isdecimal():
        return None
    year, rest = int(issued[:4]), issued[5:7]
    if not rest:
        return str(year + months // 12)
    count = year * 12 + int(rest) - 1 + months
    return f"{count // 12}-{count % 12 + 1:02}"


def _iso(year: str, month: str | None, day: str | None) -> str:
    parts = [year, *([f"{int(month):02}"] if month else []), *([f"{int(day):02}"] if month and day else [])]
    return "-".join(parts)
