"""Answers to questions about a document itself, from the facts read out of it, with the words that support each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.header_fields import fields_in
from ingest.model import Clause, Span
from ingest.normalise import fold
from ingest.outer_lines import lines_in
from ingest.sentences import split_sentences
from retrieval.evidence import Pick
from retrieval.hits import Catalogue, DocumentSummary, Hit
from retrieval.question import Question
from retrieval.questions.metadata_questions import MetadataKey

NAMES: dict[MetadataKey, str] = {
    "title": "标题",
    "document_number": "文号",
    "index_number": "索引号",
    "issuer": "发文机关",
    "date_issued": "成文日期",
    "date_published": "发布时间",
    "event_date": "会议时间",
    "source": "来源",
    "period": "期限",
    "basis": "制定依据",
    "attachments": "附件",
    "addressees": "主送机关",
}
MOST_DOCUMENTS = 50  # whose facts one answer lists
_MOST_VALUES = 2  # of one fact: a signature and a page may give different dates
_FIELD = re.compile(r"[^:：\n]{1,12}[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """What one document says of itself: the key, and the words that say it; no pick where it doesn't."""

    document: DocumentSummary
    key: MetadataKey
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document with its text and clauses."""

    document: DocumentSummary
    text: str
    clauses: Sequence[Clause]


def fact_answers(question: Question, catalogue: Catalogue) -> tuple[FactAnswer, ...]:
    """For each document in scope and each fact asked for, the exact words that state it."""
    papers = [
        _Paper(document, catalogue.text(document.id), catalogue.clauses(document.id))
        for document in catalogue.summaries()
        if document.id in question.scope.documents[:MOST_DOCUMENTS]
    ]
    words = fold(question.original)
    return tuple(_answer(paper, key, words=words) for paper in papers for key in question.metadata)


def _answer(paper: _Paper, key: MetadataKey, *, words: str) -> FactAnswer:
    labelled, stated = _labelled(paper, key, words=words), _stated(paper, key)
    # A page's field that differs from what the document itself says never stands alone.
    agrees = not labelled or not stated or not any(_overlap(labelled[0], span) for span in stated[1:])
    spans = (labelled or stated[:1]) if agrees else stated
    picks = [pick for span in spans[:_MOST_VALUES] if (pick := _pick(paper, span))]
    return FactAnswer(paper.document, key, tuple(picks))


def _labelled(paper: _Paper, key: MetadataKey, *, words: str) -> list[Span]:
    """The field of the page header whose label is the very word the question uses: 公文生成日期:2024-09-02."""
    text = paper.text
    frame = [Span(c.start, c.end) for c in paper.clauses if c.is_frame]
    fields = [field for span in frame for field in fields_in(lines_in(text, span)) if field.key == key]
    printed = [f for f in fields if fold(re.split(r"[:：]", f.quote.of(text), maxsplit=1)[0]) in words]
    return [field.quote for field in printed[:1]]


def _stated(paper: _Paper, key: MetadataKey) -> list[Span]:
    """Where the fact stands, then where the document states other values of it."""
    fact = getattr(paper.document.metadata, key)
    every = (fact, *(other for other in fact.alternatives if other.value != fact.value))
    bounds = [(f.start, f.end) for f in every if f.start is not None and f.end is not None]
    return [_whole(paper.text, start, end) for start, end in bounds]


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _whole(text: str, start: int, end: int) -> Span:
    """The sentence or line that a fact stands in; its own words where that is one field of several."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    sentences = split_sentences(text, line_start, len(text) if line_end < 0 else line_end)
    around = [s for s in sentences if s.start < end and s.end > start]
    if not around:
        return Span(start, end)
    whole = Span(min(s.start for s in around), max(s.end for s in around))
    return Span(start, end) if _FIELD.match(whole.of(text)) else whole


def _pick(paper: _Paper, span: Span) -> Pick | None:
    """The run as a pick of the innermost clause around it; None where it lies in noise."""
    around = [c for c in paper.clauses if c.start <= span.start and span.end <= c.end]
    if not around:
        return None
    clause = min(around, key=lambda c: c.end - c.start)
    hit = Hit(paper.document, clause, paper.text[clause.start : clause.end], 0.0)
    return Pick(hit, span.start, span.end, 0.0)
