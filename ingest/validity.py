"""有效期: from when and until when a document says it is in force; and what its page says of that."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.dates import DATE, dates_in
from ingest.facts import fact_at
from ingest.intervals import interval_at
from ingest.model import UNSTATED, Fact, Span
from ingest.numerals import read_number

_SENTENCE = re.compile(r"[^。\n]+")
_SPEAKS = re.compile(r"有\s*效\s*期|施行|生效|实施|执行|试行")
_OWN = re.compile(
    r"本(?:\w{0,6})(?:办法|细则|规定|方案|计划|意见|通知|文件|制度|规程|措施|要点|规划|条例|章程|规范|标准|指南|预案|规则)"
    r"|自(?:[^，,。；;]{0,4})?(?:发布|印发|公布|颁布|下发|签发|发文)(?:之日|后)|施行|^\W*有\s*效\s*期"
)
_FROM_DAY = re.compile(
    r"自(?P<day>[^，,。；;自]{6,16}?)(?:起|开始)[^。；;，,]{0,6}?(?:施行|实施|执行|生效|试行|有效)"
)
_FROM_ISSUE = re.compile(
    r"(?:自|从)?(?:本\w{2,6})?(?:发布|印发|公布|颁布|下发|签发|发文)之日起(?!\d|[一二三四五六七八九十]+)"
)
OF_OTHERS = re.compile(  # 资格证书有效期五年 is no term of the document
    r"(?:证书?|资格|合同|协议|许可|聘期|成绩|牌照|评估结果|称号|名单|结果)[^，,。；;]{0,4}$"
)
_TERM = re.compile(
    r"(?:有效期|试行期|有效期限|试行期限|执行期|执行期限)(?:限)?(?:暂定)?(?:为|是|：|:|\s)*(?P<n>[\d一二两三四五六七八九十]{1,3})\s*(?P<unit>年|个月)(?!\d)"
    r"|试行(?P<m>[\d一二两三四五六七八九十]{1,3})(?P<per>年|个月)"
)
_UNTIL = re.compile(r"(?:有效期|有效|执行|施行|试行|实施)(?:限)?(?:截止|截至|延长|延续|顺延)?[到至]")
_BETWEEN = re.compile(r"有\s*效\s*期(?:限)?[：:为是自从|\s]*(?=\d|二)")
_STATUS = re.compile(
    r"(?:有效性|时效性|效力状态|文件状态|文件时效|是否有效|效力)[ \t\u3000]*[：:|\s][ \t\u3000|]*(?P<state>[^\s|：:，,。；;]{2,6})"
)
_STATES = ("废止", "失效", "有效")


def read_validity(text: str, issued: Fact, published: Fact) -> Fact:
    """ISO interval "from/until", an unknown end as ".."; UNSTATED where the text gives no end.

    自发布之日起 counts from the day it was issued, else published; 有效期五年 ends on the day before.
    """
    known = next((f.value for f in (issued, published) if isinstance(f.value, str)), None)
    for match in _SENTENCE.finditer(text):
        if not _SPEAKS.search(match[0]) or not _OWN.search(match[0]):
            continue
        start = _start(text, match, known)
        for end, span in _ends(text, match, start):
            return fact_at(text, span, f"{start or '..'}/{end}")
    return UNSTATED


def read_status(text: str, head: int) -> Fact:
    """What the page above the text (its first *head* characters) says: 有效, 失效 or 废止."""
    match = _STATUS.search(text, 0, head)
    state = next((s for s in _STATES if match and match["state"].endswith(s)), None)
    if match is None or state is None or match["state"].startswith(("无", "未", "非")):
        return UNSTATED
    return fact_at(text, Span(match.start(), match.end()), state)


def _start(text: str, sentence: re.Match[str], known: str | None) -> str | None:
    for match in _FROM_DAY.finditer(text, sentence.start(), sentence.end()):
        if dates := dates_in(text, *match.span("day")):
            return dates[0].iso
    return known if _FROM_ISSUE.search(sentence[0]) else None


def _ends(text: str, sentence: re.Match[str], start: str | None) -> Iterator[tuple[str, Span]]:
    for match in _BETWEEN.finditer(text, sentence.start(), sentence.end()):
        stretch = interval_at(text, match.end(), sentence.end())
        if stretch and stretch.end and stretch.end != stretch.start:
            yield stretch.end, Span(match.start(), stretch.span.end)
    for match in _UNTIL.finditer(text, sentence.start(), sentence.end()):
        day = DATE.match(text, match.end(), sentence.end())
        if day and (dates := dates_in(text, day.start(), day.end())):
            yield dates[0].iso, Span(match.start(), day.end())
    for match in _TERM.finditer(text, sentence.start(), sentence.end()):
        before = text[sentence.start() : match.start()]
        length = read_number(match["n"] or match["m"])
        if start and length and not OF_OTHERS.search(before):
            months = length * (12 if (match["unit"] or match["per"]) == "年" else 1)
            yield _last_of(start, months), Span(match.start(), match.end())


def _last_of(start: str, months: int) -> str:
    """The end of so many months from *start*, as precise as that: 2016-09-01 and 60 → 2021-08-31."""
    parts = [int(part) for part in start.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + -(-months // 12) - 1}"
    count = parts[0] * 12 + parts[1] - 1 + months
    year, month = divmod(count - (len(parts) == 2), 12)
    if len(parts) == 2:
        return f"{year}-{month + 1:02}"
    last = calendar.monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(parts[2], last)) - timedelta(days=1)).isoformat()
