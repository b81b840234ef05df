"""Questions that go on from an answer: what the ledger's rows of the clauses cited hold and nobody asked. No model."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.commitment_model import Commitment
from ingest.normalise import fold
from retrieval.answer import Answer
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.store.library_reader import LibraryReader

MOST, TRIED = 3, 8  # suggested, and tried for them
# A subject that is someone, not something: nobody asks who is responsible for a bureau.
_WHO = re.compile(r"(?:[局厅委部办科处室校园]|机构|部门|单位|人员|教师|校长|政府|小组|学生|家长)$")
SHORTEST_TOPIC, LONGEST_TOPIC = 3, 16  # characters


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question and the one document that answers it."""

    question: str
    document_id: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """What may be asked of a row: the slots that ask it, the words, and whether the row can tell."""

    slots: frozenset[str]
    words: str
    told: Callable[[Commitment], bool]


_KINDS = (
    _Kind(frozenset({"body", "person"}), "{topic}由谁负责？", lambda row: bool(row.responsible or row.roles)),
    _Kind(
        frozenset({"date", "deadline"}),
        "{topic}什么时候完成？",
        lambda row: row.deadline.type in ("by", "during"),  # not what begins then
    ),
    _Kind(frozenset({"source"}), "{topic}的经费从哪里来？", lambda row: row.source is not None),
    _Kind(
        frozenset({"amount", "percentage", "count", "frequency"}),
        "{topic}有什么数量要求？",
        lambda row: bool(row.metrics),
    ),
)


def suggestions(
    answer: Mapping[str, Any], ledger: Ledger, library: LibraryReader, ask: Callable[[Suggestion], Answer]
) -> tuple[Suggestion, ...]:
    """At most three questions on the clauses that *answer* (the contract) cites; *ask* answers each of them, citing its
    clause: others are left out."""
    found: dict[str, Suggestion] = {}  # one of a kind
    for kind, suggestion, clause_id in list(_candidates(answer, ledger, library))[:TRIED]:
        if kind.words in found or len(found) == MOST:
            continue
        told = ask(suggestion)
        if told.status == "answered" and any(c.clause_id == clause_id for c in told.citations):
            found[kind.words] = suggestion
    return tuple(found.values())


def _candidates(
    answer: Mapping[str, Any], ledger: Ledger, library: LibraryReader
) -> Iterator[tuple[_Kind, Suggestion, str]]:
    """Questions with the clause that answers them, each once, of different kinds first."""
    asked, said = set(answer["understood"]["asked"]), fold(answer["question"])
    rows = _rows(answer, ledger, library)
    kinds = [kind for kind in _KINDS if not kind.slots & asked]
    made: set[str] = set()
    for turn in range(len(rows)):
        for at, kind in enumerate(kinds):
            row = rows[(turn + at) % len(rows)]
            question = kind.words.format(topic=row.subject)
            if kind.told(row) and question not in made and fold(question) != said:
                made.add(question)
                yield kind, Suggestion(question, row.document_id), row.clause_id


def _rows(answer: Mapping[str, Any], ledger: Ledger, library: LibraryReader) -> Sequence[Commitment]:
    """The rows of the clauses cited that have a topic one can name, of documents that still are in the version cited."""
    cited = {(c["document_id"], c["version"], c["clause_id"]) for c in answer["citations"]}
    documents = {ident for ident, _, _ in cited}
    return [
        row
        for document in library.summaries()
        if document.id in documents
        for row in ledger.rows(document)
        if (document.id, document.version, row.clause_id) in cited
        and row.subject
        and SHORTEST_TOPIC <= len(row.subject) <= LONGEST_TOPIC
        and not _WHO.search(row.subject)
    ]
