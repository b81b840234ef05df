"""What to search for: each part of a question, in each group of documents that is due a share of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.question import Part, Question

_MOST_GROUPS = 6
_MOST_QUERIES = 8


@dataclass(frozen=True, slots=True)
class Query:
    """One search: the words, the part of the question they ask, and the documents to look in."""

    text: str
    part: Part
    documents: frozenset[str]


def queries(question: Question) -> tuple[Query, ...]:
    """The searches that a question needs, first those of its first part; at most eight."""
    groups = _groups(question)
    asked = [(part, group) for part in question.parts if not part.metadata for group in groups]
    return tuple(Query(_words(question, part), part, group) for part, group in asked[:_MOST_QUERIES])


def _groups(question: Question) -> Sequence[frozenset[str]]:
    """Documents that were called by one name belong together; each name gets its share."""
    scope = question.scope
    if len(scope.words) > 1:
        return [frozenset(i for i, word in scope.by_document if word == name) for name in scope.words]
    if question.asks_documents and 1 < len(scope.documents) <= _MOST_GROUPS:
        return [frozenset({document_id}) for document_id in scope.documents]
    return [frozenset(scope.documents)]


def _words(question: Question, part: Part) -> str:
    """The part without the names that already limit the documents: they would draw every clause of the plan."""
    words = f"{question.previous} {part.text}" if question.previous else part.text
    for name in question.scope.words:
        words = words.replace(name, "")
    return words.strip() or part.text
