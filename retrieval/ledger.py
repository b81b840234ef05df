"""The commitment ledger of a whole library: rows of each current version, read once and kept, and filtered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Lock

from ingest.commitment_model import Commitment, Kind, Strength
from ingest.commitments import extract_commitments
from ingest.normalise import fold
from retrieval.hits import Catalogue, DocumentSummary


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which rows are wanted; None sets no limit. ``body`` is part of a responsible body's name, ``text`` of the row."""

    document: str | None = None
    kind: Kind | None = None
    strength: Strength | None = None
    body: str | None = None
    text: str | None = None

    def lets_pass(self, row: Commitment) -> bool:
        """Whether *row* is wanted; ``document`` is not looked at."""
        return (
            (self.kind is None or row.kind == self.kind)
            and (self.strength is None or row.strength == self.strength)
            and (self.body is None or any(fold(self.body) in fold(name) for name in row.responsible))
            and (self.text is None or fold(self.text) in fold(row.quote))
        )


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

    def select(self, wanted: LedgerFilter) -> Iterator[tuple[DocumentSummary, Commitment]]:
        """The rows that *wanted* lets pass, documents in the order they were added. An unknown document has none."""
        for document in self._catalogue.summaries():
            if wanted.document in (None, document.id):
                yield from ((document, row) for row in self.rows(document) if wanted.lets_pass(row))

    def forget(self, document_id: str) -> None:
        """Let go of the rows of a document that is gone."""
        with self._lock:
            self._read.pop(document_id, None)
