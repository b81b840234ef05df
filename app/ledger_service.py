"""The ledger's part of the service: rows of commitments, with their place."""

from app.replies import Page, PlacedCommitment, page_of
from retrieval.ledger import Ledger, LedgerFilter
from retrieval.library import Library


class LedgerService:
    """What the doors can ask of the ledger of one open library; reached as ``service.ledger``."""

    def __init__(self, library: Library, ledger: Ledger) -> None:
        self._library, self._ledger = library, ledger

    def commitments(self, wanted: LedgerFilter, *, limit: int, offset: int = 0) -> Page[PlacedCommitment]:
        """Rows in document order. Raises UnknownDocument where *wanted* names a document that isn't there."""
        if wanted.document is not None:
            self._library.summary(wanted.document)
        page = page_of(list(self._ledger.select(wanted)), limit, offset)
        placed = (
            PlacedCommitment(document, self._library.clause(row.clause_id), row)
            for document, row in page.items
        )
        return Page(tuple(placed), page.total)
