"""The ledger's part of the service: rows of commitments, with their place."""

from collections.abc import Iterator, Sequence

from app.services.replies import Page, PlacedCommitment, PlacedEntry, page_of
from ingest.commitments.account import State, account
from retrieval.ledger.commitment_ledger import Ledger, Placed
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.summary import LedgerSummary
from retrieval.store.library_reader import LibraryReader


class LedgerService:
    """What the doors can ask of the ledger of one open library; reached as ``service.ledger``.

    A filter that names a document or a version that isn't there raises UnknownDocument or UnknownVersion.
    """

    def __init__(self, library: LibraryReader, ledger: Ledger) -> None:
        self._library, self._ledger = library, ledger

    def commitments(self, wanted: LedgerFilter, *, limit: int, offset: int = 0) -> Page[PlacedCommitment]:
        """The rows that *wanted* lets pass, in its order."""
        self._check(wanted)
        rows, total = self._ledger.page(wanted, limit, offset)
        return Page(tuple(self._noted(rows)), total)

    def commitment(self, commitment_id: str, version: int | None = None) -> PlacedCommitment:
        """One row, as it is now or was in *version*. Raises UnknownCommitment."""
        return next(self._noted([self._ledger.row(commitment_id, version)]))

    def summary(self, wanted: LedgerFilter) -> LedgerSummary:
        """Counts over the rows that *wanted* lets pass, and how specific each plan is."""
        self._check(wanted)
        return self._ledger.summary(wanted)

    def account(
        self, document_id: str, *, state: State | None = None, limit: int, offset: int = 0
    ) -> Page[PlacedEntry]:
        """What became of each figure, date, ban and body of a document, in its order; only those in *state*."""
        document = self._library.document(document_id)
        clauses = {clause.id: clause for clause in document.clauses}
        entries = account(document.text, document.clauses, document.commitments).entries
        wanted = [entry for entry in entries if state in (None, entry.state)]
        page = page_of(wanted, limit, offset)
        placed = (
            PlacedEntry(entry, entry.span.of(document.text), clauses.get(entry.clause_id or ""))
            for entry in page.items
        )
        return Page(tuple(placed), page.total)

    def _check(self, wanted: LedgerFilter) -> None:
        for document_id in wanted.documents:
            self._library.text(document_id, wanted.version)

    def _noted(self, rows: Sequence[Placed]) -> Iterator[PlacedCommitment]:
        """Rows with their place and their marks; those of an older version have none."""
        documents = {document.id for document, _ in rows}
        marks = {
            (one.row.id, document.version): one
            for document in self._ledger.marked()
            if document.id in documents
            for one in self._ledger.marks(document)
            if one.row is not None
        }
        for document, row in rows:
            clause = self._library.clause(row.clause_id, document.version)
            yield PlacedCommitment(document, clause, row, marks.get((row.id, document.version)))
