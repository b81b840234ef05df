"""What to search for: each part of a question, in each group of documents that is due a share of the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.question import Part, Question
from retrieval.questions.quantities import Quantity, quantities
from retrieval.questions.terms import content_runs, without_names

_MOST_QUERIES = 8
_FEW, _MANY = 10, 40  # clauses found for a question; for one that asks for all, or across all documents
_ALL = re.compile(r"所有|全部|逐[项一条]|一一|哪些|列出|列举|梳理")


@dataclass(frozen=True, slots=True)
class Query:
    """One search: the words, the part of the question they ask, the documents to look in, and how many clauses.

    ``figures`` are those that every answer must state: 列出所有以2016年为节点的目标.
    """

    text: str
    part: Part
    documents: frozenset[str]
    k: int = _FEW
    figures: tuple[Quantity, ...] = ()


def queries(question: Question) -> tuple[Query, ...]:
    """The searches that a question needs, first those of its first part; at most eight."""
    groups = _groups(question)
    asked = [(part, group) for part in question.parts if not part.metadata for group in groups]
    return tuple(_query(question, part, group) for part, group in asked[:_MOST_QUERIES])


def _query(question: Question, part: Part, group: frozenset[str]) -> Query:
    figures = _set_by(part) if _ALL.search(part.text) and part.asked.slot != "count" else ()
    k = _MANY if figures or question.asks_documents or question.clause else _FEW
    return Query(_words(question, part), part, group, k=k, figures=figures)


def _set_by(part: Part) -> tuple[Quantity, ...]:
    """The dates, shares and sums by which a question limits what it wants listed."""
    return tuple(q for q in quantities(part.text) if q.kind in ("date", "percent", "元"))


def _groups(question: Question) -> Sequence[frozenset[str]]:
    """Documents that were called by one name belong together; each name gets its share."""
    scope = question.scope
    if len(scope.words) > 1:
        return [frozenset(i for i, word in scope.by_document if word == name) for name in scope.words]
    return [frozenset(scope.documents)]


def _words(question: Question, part: Part) -> str:
    """The part without the names that already limit the documents: they would draw every clause of the plan.

    Where nothing else is said of one document, it is asked for as a whole: by its title.
    """
    # Own words after others weigh twice: else what answered the earlier question would answer this one again.
    before = [question.previous, part.text] if question.previous and not question.repeats else []
    if part.text != question.parts[0].text:
        before += [
            question.parts[0].text,
            part.text,
        ]  # 资金从哪里来？ asks on about what the first part named
    words = without_names(" ".join([*before, part.text]), question.scope.words, "")
    if not any(len(run) > 1 for run in content_runs(words)) and len(question.scope.documents) == 1:
        return next(n.titles[0] for n in question.names if n.document_id in question.scope.documents)
    return words.strip() or part.text
