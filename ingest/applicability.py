"""适用范围: to whom or what a document, or one chapter of it, applies."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Clause, Span
from ingest.own_words import heading_end
from ingest.owners import Owners
from ingest.sentences import split_sentences

_STATED = re.compile(
    r"(?:适用于|适用(?:范围|对象)(?:为|是|包括|：|:)|实施(?:范围|对象)(?:为|是|包括|：|:))(?P<after>[^。；;！\n]{2,80}?)(?=[。；;！\n]|$)"
    r"|(?P<before>[^。；;！，,\n]{2,60})[，,]?(?:均|都|也|一律)?适用本(?:计划|方案|办法|细则|规定|意见|制度|规程|条例|章程|规则|通知|[章节条款])"
)
_PART = re.compile(
    r"本(?P<unit>[编章节条款])(?:的?(?:规定|要求))?(?:只|仅)?适用|适用本(?P<other>[编章节条款])"
)
_DENIED = re.compile(r"(?:不|未必|不再|参照)适用|参照(?:本|执行)")
_HEADINGS = re.compile(r"(?:适用|实施)(?:范围|对象)$")
_ANNEX = ("附件", "附表", "附录")


@dataclass(frozen=True, slots=True)
class Scope:
    """A sentence that says what applies to whom; ``within`` is the clause whose parts it speaks of, None for all."""

    quote: Span
    clause_id: str
    within: str | None


def scopes_in(text: str, owners: Owners, clauses: Sequence[Clause]) -> tuple[Scope, ...]:
    """All statements of scope, in order."""
    by_id = {clause.id: clause for clause in clauses}
    found = [
        Scope(quote, clause.id, _within(text, quote, clause, by_id=by_id))
        for clause in clauses
        for run in owners.of_clause[clause.id]
        for quote in _quotes(text, run, clause)
    ]
    return tuple(sorted(found, key=lambda scope: scope.quote.start))


def _quotes(text: str, run: Span, clause: Clause) -> Iterator[Span]:
    """The sentences of *run* that state a scope; under the heading 适用范围 the first one does."""
    border = heading_end(text, clause)
    titled = bool(_HEADINGS.search(clause.heading)) and run.start == clause.start
    for sentence in split_sentences(text, min(max(border, run.start), run.end), run.end):
        match = _STATED.search(text, sentence.start, sentence.end)
        if titled or (match and not _DENIED.search(text, sentence.start, sentence.end)):
            yield sentence
            titled = False


def _within(text: str, quote: Span, clause: Clause, *, by_id: Mapping[str, Clause]) -> str | None:
    """The part that is spoken of: 本章 the chapter around it, 本条 the article; in an annex the annex; else all."""
    named = _PART.search(text, quote.start, quote.end)
    unit = (named["unit"] or named["other"]) if named else ""
    at: Clause | None = clause
    while at is not None:
        label = at.label.strip()
        if label.startswith(_ANNEX) or (unit and label.endswith(unit)):
            return at.id
        at = by_id.get(at.parent or "")
    return (clause.parent if unit in ("章", "节") else clause.id) if unit else None
