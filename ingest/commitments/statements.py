"""Which sentences of a document can commit to anything, clause by clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from ingest.model import Clause, Span
from ingest.own_words import clause_sentences, heading_end, own_words

Standing = Literal["binding", "guiding", "past", "frame", "question", "purpose", "definition", "condition"]
_GUIDING = re.compile(
    r"指导思想|总体思路|总体要求|指导原则|重要意义|重大意义|工作背景|现状|形势|适用范围|基本情况|编制依据|基本思路|主要成效|工作回顾|取得的成绩|存在(?:的)?(?:主要)?问题|发展(?:基础|成就|回顾|环境)|面临的"
)
_AIMS = re.compile(r"目标|任务|指标|举措|措施")  # what binds also inside a chapter 总体要求
_WHOM = re.compile(
    r"^[\u4e00-\u9fff]{0,6}对象$|^[\u4e00-\u9fff]{0,4}(?:申报|申请|报名|入学|招生|招聘|评选|参评|认定|资助|补助|奖励|享受)(?:条件|资格)$"
)
_ENTRY = re.compile(  # what an applicant must be is no promise: 申报学校应满足以下条件
    r"(?:申报|申请|报名|报考|参评|参选|评选|推荐|候选|应聘|竞聘|认定)[^,，。：:]{0,16}(?:满足|具备|符合|达到)(?:以下|下列|如下)[^,，。：:]{0,6}(?:条件|要求|标准|资格)"
)
_LONGEST_LEAD_IN = 60  # characters of a clause that its children go on with
_GOES_ON = ";；:："
_OBLIGES = re.compile(r"应|须|不得|一律|要(?!求)")
_TELLS = ("指出", "表示", "认为", "介绍", "回顾", "分析", "总结", "通报", "肯定")
_PHASE = re.compile(r"阶段|步骤|(?:19|20)\d\d年|\d+月")
_SENTENCES: tuple[tuple[re.Pattern[str], Standing], ...] = (  # what a sentence is, whatever part it stands in
    (re.compile(r"^[^,，。将把对不就按]{0,12}是否"), "question"),
    (
        re.compile(
            r"制[定订](?:本|如下|以下)[\u4e00-\u9fff]{2,6}[。：:]?$|制[定订]本[\u4e00-\u9fff]{2,4}[,，]"
        ),
        "purpose",
    ),
    (re.compile(r"^(?:截至|截止)[^,，]{2,14}[,，]"), "past"),
    (
        re.compile(
            r"^(?:过去[\d一两三四五]*年|去年|上一年|“?十[一二三四]五”?(?:期间|时期|以来))[^,，]{0,4}[,，][^。]*(?:累计|新增|达到|完成|建成|提高|新建)"
        ),
        "past",
    ),
    (re.compile(r"本[\u4e00-\u9fff]{2,6}(?:中)?所?称(?:的)?[^,，。]{2,20}[,，]?(?:是)?指"), "definition"),
    (_ENTRY, "condition"),
)
_MAYBE_SENTENCE = re.compile("是否|制[定订]|称|以下|下列|如下|截[至止]|过去|去年|上一年|十[一二三四]五")
_DATED_AIM = re.compile(r"(?<!截)[到至](?:19|20)\d\d年[^。]*?\d+(?:\.\d+)?[ ]*(?:[%％个所名项]|万)")
_SAYS = {  # what binds outside the clauses
    "report_body": re.compile(r"(?:要求|强调|共识|部署|宣布|决定|议定|明确)[:：,，]"),
    "notice_body": re.compile(r"[月日]底?前[^。]{0,24}(?:报|送|交|反馈|备案|完成)"),
}
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff”\"’）)])\.(?=[ 　]?[\u4e00-\u9fff“\"《\d])")  # typed for 。
_BULLET = re.compile(r"(?:[-*+—–](?=\s)|[•·▪◆■●○◇□➢])\s*")
_SPEAKING = frozenset(
    ("body", "report_body", "preamble", "notice_body")
)  # where a document without numbered clauses speaks


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, the clause it stands in, and whether that part of the document can bind anyone."""

    clause: Clause
    span: Span
    standing: Standing
    is_heading: bool = False


def statements(text: str, clauses: Sequence[Clause]) -> Iterator[Statement]:
    """Every sentence of every clause and frame part, in document order within each clause."""
    return chain.from_iterable(by_clause(text, clauses))


def by_clause(text: str, clauses: Sequence[Clause]) -> Iterator[list[Statement]]:
    """The sentences of each clause and frame part that has any."""
    runs = own_words(text, clauses)
    by_id = {clause.id: clause for clause in clauses}
    entries = {ident for ident, words in runs.items() if words and _leads_in(text, words[0])}
    plain = not any(clause.unit == "clause" for clause in clauses)
    for clause in clauses:
        standing = _standing(clause, by_id, plain=plain)
        if entries and any(parent in entries for parent in _above(clause, by_id)):
            standing = "condition"
        sentences = clause_sentences(text, clause, runs[clause.id])
        if text.find(".", clause.start, clause.end) >= 0:
            sentences = list(_at_full_stops(text, sentences))
        if sentences:
            yield _statements(text, clause, sentences, standing)


def _statements(text: str, clause: Clause, sentences: Sequence[Span], standing: Standing) -> list[Statement]:
    border = heading_end(text, clause) if clause.heading else clause.start
    if not clause.heading and sentences[0].start == clause.start:
        first = sentences[0]
        if _GUIDING.match(text, first.start + len(clause.label), first.end):
            standing = "guiding"
    found, listing = [], False
    for span in sentences:
        heading = bool(clause.heading) and span.end <= border
        span = _without_label(text, clause, span)
        sort = "condition" if listing else _of_sentence(text, span, clause, standing)
        listing = sort == "condition" and text[span.end - 1] in _GOES_ON
        found.append(Statement(clause, span, sort, heading))
    return found


def _at_full_stops(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, cut also at half-width full stops between Chinese words."""
    for span in spans:
        begin = span.start
        if text.find(".", begin, span.end) < 0:
            yield span
            continue
        for stop in _FULL_STOP.finditer(text, span.start, span.end):
            yield Span(begin, stop.end())
            begin = stop.end()
        yield Span(begin, span.end)


def _of_sentence(text: str, span: Span, clause: Clause, standing: Standing) -> Standing:
    """What one sentence is: a question, a purpose or a definition binds nobody; a demand in a report does."""
    demands = _SAYS.get(clause.unit) if standing == "frame" else None
    if demands and demands.search(text, span.start, span.end):
        return "binding"
    if standing == "guiding" and _DATED_AIM.search(text, span.start, span.end):
        return "binding"
    if standing == "definition" and _OBLIGES.search(text, span.start, span.end):
        return "binding"
    if standing != "binding":
        return standing
    if not _MAYBE_SENTENCE.search(text, span.start, span.end):
        return standing
    words = span.of(text)
    return next((sort for pattern, sort in _SENTENCES if pattern.search(words)), standing)


def is_phase(heading: str) -> bool:
    """Whether *heading* names a phase or gives its dates."""
    return bool(_PHASE.search(heading))


def _without_label(text: str, clause: Clause, span: Span) -> Span:
    """*span* behind the printed label, or behind the bullet of a list without numbers."""
    if span.start == clause.start:
        return Span(clause.start + len(clause.label), span.end)
    bullet = _BULLET.match(text, span.start, span.end)
    return Span(bullet.end(), span.end) if bullet else span


@lru_cache(maxsize=1024)
def _of_heading(heading: str) -> Literal["guiding", "aims", "definition"] | None:
    """What a heading says of all that stands under it."""
    if _GUIDING.search(heading):
        return "guiding"
    if _AIMS.search(heading):
        return "aims"
    return "definition" if _WHOM.match(heading) else None


def _above(clause: Clause, by_id: Mapping[str, Clause]) -> Iterator[str]:
    while above := by_id.get(clause.parent or ""):
        yield above.id
        clause = above


def _leads_in(text: str, words: Span) -> bool:
    """Whether *words*, which the children of a clause go on with, say that conditions of entry follow."""
    begin = max(words.end - _LONGEST_LEAD_IN, words.start)
    return text[words.end - 1] in ":：" and bool(_ENTRY.search(text, begin, words.end))


def _standing(clause: Clause, by_id: Mapping[str, Clause], *, plain: bool) -> Standing:
    if clause.is_frame:
        return "binding" if plain and clause.unit in _SPEAKING else "frame"
    above: Clause | None = clause
    aims = False
    while above is not None:
        sort = _of_heading(above.heading) if not aims and above.heading else None
        if sort == "guiding" or sort == "definition":
            return sort
        aims = aims or sort == "aims"
        if above.label.endswith(_TELLS) and "要求" not in above.label and "强调" not in above.label:
            return "past"
        above = by_id.get(above.parent or "")
    return "binding"
