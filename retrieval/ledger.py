"""The commitment ledger of a whole library: rows of each current version, read once and kept, and filtered."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

from ingest.commitment_model import Commitment
from ingest.commitments import extract_commitments
from retrieval.errors import UnknownCommitment
from retrieval.hits import Catalogue, DocumentSummary
from retrieval.ledger_filter import LedgerFilter, order_of
from retrieval.ledger_summary import LedgerSummary, summarise
from retrieval.naming import names_of
from retrieval.scope import ScopeRequest, requested

__all__ = ["Ledger", "LedgerFilter", "Placed"]

Placed = tuple[DocumentSummary, Commitment]


class Ledger:
    """The rows of the documents of *catalogue*. May be read from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._lock = catalogue, Lock()
        self._read: dict[str, tuple[DocumentSummary, tuple[Commitment, ...]]] = {}

    def rows(self, document: DocumentSummary) -> tuple[Commitment, ...]:
        """All rows of *document* in its order."""
        with self._lock:
            kept = self._read.get(document.id)
            if kept is None or kept[0] is not document:
                text, clauses = self._catalogue.text(document.id), self._catalogue.clauses(document.id)
                kept = (document, extract_commitments(text, clauses, document.metadata))
                self._read[document.id] = kept
        return kept[1]

    def counted(self, document: DocumentSummary) -> DocumentSummary:
        """*document* with the number of its rows."""
        return replace(document, commitments=len(self.rows(document)))

    def row(self, commitment_id: str) -> Placed:
        """One row by its id. Raises UnknownCommitment."""
        found = next(self.select(LedgerFilter(ids=(commitment_id,))), None)
        if found is None:
            raise UnknownCommitment(commitment_id)
        return found

    def select(self, wanted: LedgerFilter) -> Iterator[Placed]:
        """The rows that *wanted* lets pass, in its order; by itself that of the library and of each text.

        An unknown document has none.
        """
        found = self._in_order(wanted)
        if wanted.sort == "document":
            return found
        return iter(sorted(found, key=lambda placed: order_of(placed[1], wanted.sort)))

    def page(self, wanted: LedgerFilter, limit: int, offset: int) -> tuple[tuple[Placed, ...], int]:
        """*limit* of the rows that *wanted* lets pass from *offset* on, and how many there are."""
        found = list(self.select(wanted))
        return tuple(found[offset : offset + limit]), len(found)

    def summary(self, wanted: LedgerFilter) -> LedgerSummary:
        """Counts over the rows that *wanted* lets pass, and a profile of each document in question."""
        return summarise(self._documents(wanted), (row for _, row in self._in_order(wanted)))

    def forget(self, document_id: str) -> None:
        """Let go of the rows of a document that is gone."""
        with self._lock:
            self._read.pop(document_id, None)

    def _in_order(self, wanted: LedgerFilter) -> Iterator[Placed]:
        documents = self._documents(wanted)
        return (
            (document, row) for document in documents for row in self.rows(document) if wanted.lets_pass(row)
        )

    def _documents(self, wanted: LedgerFilter) -> list[DocumentSummary]:
        summaries = self._catalogue.summaries()
        scope = ScopeRequest(documents=wanted.documents, regions=wanted.regions)
        if scope.is_empty:
            return list(summaries)
        left = {one.document_id for one in requested([names_of(document) for document in summaries], scope)}
        return [document for document in summaries if document.id in left]
