"""The part of the service that keeps marks on rows of the ledger: how far a commitment is, who says so, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.access.audit import Journal
from app.services.replies import Page, page_of
from app.words.marks import STATES
from retrieval.errors import UnknownCommitment
from retrieval.hits import DocumentSummary
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.store.library_reader import LibraryReader
from retrieval.store.marks import Carried, Mark, State, history


@dataclass(frozen=True, slots=True)
class RowMark:
    """The mark of one row, None where it has none, and the entries that led to it, oldest first."""

    carried: Carried | None
    history: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with the document it was made on."""

    document: DocumentSummary
    carried: Carried


class MarkService:
    """What the doors can ask of the marks of one open library; reached as ``service.marks``.

    Raises UnknownCommitment for a row that neither is there nor was once marked, UnknownDocument for a document.
    """

    def __init__(self, library: LibraryReader, ledger: Ledger, journal: Journal) -> None:
        self._library, self._ledger, self._journal = library, ledger, journal

    def mark(self, row_id: str) -> RowMark:
        """The mark of a row, or of one that is no longer there."""
        document = self._document_of(row_id)
        return RowMark(
            self._carried(document, row_id), history(self._library.marks.entries(document.id), row_id)
        )

    def put(self, row_id: str, state: State | None, *, note: str, who: str) -> RowMark:
        """Note *state* on a row; None takes its mark back. What was noted before stays in its history.

        Raises Forbidden.
        """
        self._journal.caller.require("editor")
        document = self._document_of(row_id)
        before = self._carried(document, row_id)
        if before is not None or state is not None:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            entry = replace(
                self._entry(document, row_id, before), state=state, note=note, who=who, made_at=now
            )
            words = STATES[state] if state else None
            self._journal.note(
                "mark" if state else "unmark", row_id, " ".join(filter(None, [words, who, note]))
            )
            self._library.marks.add(entry)
        return self.mark(row_id)

    def listed(
        self, document_id: str | None, *, orphaned: bool | None = None, limit: int, offset: int = 0
    ) -> Page[PlacedMark]:
        """The marks of one document or of all, those without a row too, in the order in which they were made."""
        documents = [self._library.summary(document_id)] if document_id else self._ledger.marked()
        found = (one for document in documents for one in self._all(document))
        return page_of([one for one in found if orphaned in (None, one.carried.row is None)], limit, offset)

    def _all(self, document: DocumentSummary) -> Iterator[PlacedMark]:
        for carried in self._ledger.marks(document):
            yield PlacedMark(document, carried)

    def _carried(self, document: DocumentSummary, row_id: str) -> Carried | None:
        """The mark that stands on a row, or that was made on it and has no row now."""
        for placed in self._all(document):
            row = placed.carried.row
            if row_id == (row.id if row else placed.carried.mark.row_id):
                return placed.carried
        return None

    def _document_of(self, row_id: str) -> DocumentSummary:
        # A row's id begins with its document's, but only the stores know whether there is such a row.
        for document in self._library.summaries():
            if row_id.startswith(f"{document.id}:"):
                marked = (entry.row_id for entry in self._library.marks.entries(document.id))
                rows = (row.id for row in self._ledger.rows(document))
                if row_id in {*marked, *rows}:
                    return document
        raise UnknownCommitment(row_id)

    def _entry(self, document: DocumentSummary, row_id: str, before: Carried | None) -> Mark:
        """An entry on the row as it reads now, or as it read when it was last marked."""
        row = next((row for row in self._ledger.rows(document) if row.id == row_id), None)
        if row is None:
            return self._last(document, row_id)
        follows = before.mark.row_id if before and before.mark.row_id != row_id else None
        words = (document.version, row.quote, row.start, row.end)
        return Mark(document.id, row.id, row.clause_id, *words, None, "", "", "", follows)

    def _last(self, document: DocumentSummary, row_id: str) -> Mark:
        entries = self._library.marks.entries(document.id)
        return next(entry for entry in reversed(entries) if entry.row_id == row_id)
