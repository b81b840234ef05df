"""The account of a document's figures, dates, bans and bodies: in a row, or set aside with the reason."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.commitment_model import Commitment
from ingest.commitments.acts import is_past
from ingest.commitments.candidates import NO_ACT
from ingest.commitments.kinds import BAN
from ingest.commitments.metrics import FIGURE
from ingest.commitments.phrases import Phrase, split_phrases
from ingest.commitments.responsible import BODY
from ingest.commitments.statements import Statement, statements
from ingest.model import Clause, Span

Sort = Literal["date", "ban", "number", "body"]

_DATE = re.compile(
    r"(?:19|20)\d\d[ ]*(?:学年度?|年)(?:[ ]*\d{1,2}[ ]*月)?(?:[ ]*\d{1,2}[ ]*日)?|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)|(?<!\d)\d{1,2}月(?:\d{1,2}日)?"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*[%％]?")
_NUMBER_OF_DOCUMENT = re.compile(r"[〔\[（(][ ]*(?:19|20)\d\d[ ]*[〕\]）)][ ]*(?:第?[ ]*\d+[ ]*号)?")
_NAME = re.compile(r"“[^”\n]{0,80}”|‘[^’\n]{0,80}’|《[^》\n]{0,120}》|[A-Za-z][\w-]*\d[\w-]*")
_LISTED = re.compile(r"(?:如|例如|比如|其中包括|包括)")
_AIM = re.compile(
    r"^(?:以便|从而|进而|为了|为|让|使|促进|推动|提升|提高|保障|满足|努力|营造|助推|引导|带动|达到|实现|不断|切实|充分|加快|增强|缓解|解决|打造|形成)"
)
_MEANS = re.compile(
    r"^(?:按照|按|根据|依据|结合|围绕|通过|以|依托|参照|对照|针对|在|从|由|经|落实|贯彻|坚持|利用|采取|采用|发挥)"
)
_NOT_BINDING = {
    "guiding": "指导思想、现状等，不是承诺",
    "past": "讲话中对既往工作的回顾",
    "question": "检查清单的提问",
    "purpose": "制定文件的目的和依据",
    "definition": "名词定义",
}
_OUTSIDE = {
    "signature": "落款",
    "header": "页头",
    "title": "标题",
    "plan_title": "标题",
    "salutation": "主送机关",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure, date, ban or body as printed. ``row`` is the id of the row that holds it, else ``reason`` says why
    none does (Chinese), None where no reason was found.
    """

    span: Span
    sort: Sort
    row: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All entries in order of their start; none overlaps another."""

    entries: tuple[Entry, ...]

    @property
    def in_rows(self) -> int:
        return sum(entry.row is not None for entry in self.entries)

    @property
    def set_aside(self) -> tuple[Entry, ...]:
        """Those with a reason for standing in no row."""
        return tuple(entry for entry in self.entries if entry.reason is not None)

    @property
    def unexplained(self) -> tuple[Entry, ...]:
        """Those that a reader should look at: in no row, and nothing tells why."""
        return tuple(entry for entry in self.entries if entry.row is None and entry.reason is None)

    @property
    def share(self) -> float:
        """Share of the entries that are in a row or set aside with a reason, 0 to 1."""
        return 1 - len(self.unexplained) / len(self.entries) if self.entries else 1.0


def account(text: str, clauses: Sequence[Clause], rows: Sequence[Commitment]) -> Account:
    """Account for every figure, date, ban and body of *text*, each once. *rows* are those of extract_commitments."""
    places = sorted(statements(text, clauses), key=lambda s: s.span.start)
    starts = [place.span.start for place in places]
    ordered = sorted(rows, key=lambda row: row.start)
    row_starts = [row.start for row in ordered]
    entries = []
    for span, sort in _findings(text):
        row = _holder(span, ordered, row_starts)
        at = bisect_right(starts, span.start) - 1
        place = places[at] if at >= 0 and places[at].span.end > span.start else None
        reason = None if row else _reason(text, span, place)
        entries.append(Entry(span, sort, row, reason))
    return Account(tuple(entries))


def _holder(span: Span, rows: Sequence[Commitment], starts: Sequence[int]) -> str | None:
    at = bisect_right(starts, span.start) - 1
    near = (row for row in rows[max(at - 2, 0) : at + 1] if row.start <= span.start and span.end <= row.end)
    return next((row.id for row in near), None)


def _findings(text: str) -> list[tuple[Span, Sort]]:
    """All that has to be accounted for, in order; what one finds is hidden from the next."""
    found: list[tuple[Span, Sort]] = []
    taken = bytearray(len(text))
    patterns: tuple[tuple[re.Pattern[str], Sort], ...] = (
        (_DATE, "date"),
        (BAN, "ban"),
        (FIGURE, "number"),
        (_DIGITS, "number"),
        (BODY, "body"),
    )
    for pattern, sort in patterns:
        for span in _free(text, pattern, taken):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            found.append((span, sort))
    return sorted(found, key=lambda pair: pair[0].start)


def _free(text: str, pattern: re.Pattern[str], taken: bytearray) -> Iterator[Span]:
    """The matches of *pattern* among what isn't taken; one that runs into what is taken is cut short there."""
    at = 0
    while match := pattern.search(text, at):
        hidden = taken.find(1, match.start(), match.end())
        whole = match if hidden < 0 else pattern.match(text, match.start(), hidden)
        if whole and whole.end() > whole.start():
            yield Span(whole.start(), whole.end())
            at = whole.end()
        else:
            at = max(hidden, match.start()) + 1


def _reason(text: str, span: Span, place: Statement | None) -> str | None:
    """Why what stands at *span* is in no row; None where it should perhaps be in one."""
    if place is None:
        return "序号或网页杂项"
    if any(
        m.start() <= span.start and span.end <= m.end()
        for m in _NUMBER_OF_DOCUMENT.finditer(text, place.span.start, place.span.end)
    ):
        return "文号"
    if place.standing != "binding":
        return _of_part(place)
    if place.is_heading:
        return "标题，内容见其下条文"
    return _of_phrase(text, span, place)


def _of_part(place: Statement) -> str:
    if place.standing in _NOT_BINDING:
        return _NOT_BINDING[place.standing]
    return _OUTSIDE.get(place.clause.unit, "条款以外的部分")


def _of_phrase(text: str, span: Span, place: Statement) -> str | None:
    phrase = _phrase_of(text, span, place)
    if phrase is None:
        return "序号或网页杂项"
    if any(
        m.start() <= span.start - phrase.start and span.end - phrase.start <= m.end()
        for m in _NAME.finditer(phrase.words)
    ):
        return "只是名称"
    if is_past(phrase):
        return "既往成绩"
    if phrase.bare.endswith("的"):
        return "适用条件"
    if NO_ACT.search(phrase.bare):
        return "目的、施行日期或核查项"
    if _LISTED.match(phrase.bare):
        return "举例"
    if phrase.bare[span.start - phrase.start] == "□":
        return "括注或名称"
    if _MEANS.match(phrase.bare):
        return "方式或依据"
    return "目的或效果" if _AIM.match(phrase.bare) else _of_words(span.of(text))


def _of_words(words: str) -> str | None:
    """Words that only look like a figure or a body: 一个, 学校 without a duty."""
    if re.match(r"[一二三四五六七八九十两]", words) and not re.search(r"\d|百分", words):
        return "泛指或结构用语"
    return None if re.search(r"\d|百分|严禁|不得|禁止|不准", words) else "提及而未承担职责"


def _phrase_of(text: str, span: Span, place: Statement) -> Phrase | None:
    phrases = split_phrases(text, place.span)
    return next((p for p in phrases if p.start <= span.start < p.end), None)
