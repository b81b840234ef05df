"""Reading a library, or the part of it that somebody may see."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.layout import Layout
from ingest.model import Clause, Document, Metadata, Receipt
from retrieval.errors import UnknownClause, UnknownDocument, UnknownVersion
from retrieval.hits import DocumentSummary, Visible
from retrieval.store.commitment_table import CommitmentTable
from retrieval.store.conversations import ConversationTable
from retrieval.store.database import Database
from retrieval.store.feedback import FeedbackTable
from retrieval.store.marks import MarkTable
from retrieval.store.pair_table import PairTable
from retrieval.store.records import load_clause, load_layout, load_metadata, load_receipt
from retrieval.store.versions import StoredVersion, load_document, load_version

TEXTS_KEPT = 64  # canonical texts held in memory

Current = Mapping[
    str, tuple[int, DocumentSummary]
]  # document id → number of its current version, and what it is


class LibraryReader(ABC):
    """What can be read of a library; implements Catalogue. Safe to use from several threads.

    A document that is not in ``current`` does not exist for its methods, nor for its tables (*visible*). Unknown ids
    raise UnknownDocument, UnknownVersion or UnknownClause; a damaged file LibraryDamaged.
    """

    def __init__(self, database: Database, visible: Visible | None = None) -> None:
        self._database = database
        self._text = lru_cache(maxsize=TEXTS_KEPT)(self._read_text)
        self.pairs = PairTable(database, visible)
        self.commitments = CommitmentTable(database, visible)
        self.marks = MarkTable(database, visible)
        self.conversations = ConversationTable(database)
        self.feedback = FeedbackTable(database)

    @property
    @abstractmethod
    def current(self) -> Current:
        """The documents there are, in the order in which they were added; a new value after every change."""

    @property
    def generation(self) -> int:
        """How many writes it has seen."""
        return int(self._meta("generation") or 0)

    def summaries(self) -> Sequence[DocumentSummary]:
        return [summary for _, summary in self.current.values()]

    def summary(self, document_id: str) -> DocumentSummary:
        """One document without its text."""
        return self._of(document_id)[1]

    def versions(self, document_id: str) -> Sequence[StoredVersion]:
        """All versions of a document, oldest first."""
        self._of(document_id)
        rows = self._database.rows(
            "SELECT version, content_hash, file_name, title, added_at, receipt, warnings FROM versions "
            "WHERE document_id = ? ORDER BY version",
            document_id,
        )
        return [load_version(row) for row in rows]

    def text(self, document_id: str, version: int | None = None) -> str:
        found = self._text(self._number(document_id, version))
        if found is None:
            raise UnknownDocument(document_id)
        return found

    def clauses(self, document_id: str, version: int | None = None) -> Sequence[Clause]:
        number = self._number(document_id, version)
        rows = self._database.rows("SELECT * FROM clauses WHERE version = ? ORDER BY position", number)
        return [load_clause(row, document_id) for row in rows]

    def clause(self, clause_id: str, version: int | None = None) -> Clause:
        row = self._database.row(
            "SELECT c.*, v.document_id FROM clauses c JOIN versions v ON v.number = c.version "
            "JOIN documents d ON d.id = v.document_id "
            "WHERE c.id = ? AND CASE WHEN ? IS NULL THEN d.current = v.number ELSE v.version = ? END",
            clause_id,
            version,
            version,
        )
        if row is None or row["document_id"] not in self.current:
            raise UnknownClause(clause_id)
        return load_clause(row, row["document_id"])

    def metadata(self, document_id: str, version: int | None = None) -> Metadata:
        """What the document says of itself, each value with its quote."""
        return load_metadata(self._column("metadata", document_id, version))

    def receipt(self, document_id: str, version: int | None = None) -> Receipt:
        """What became of its file."""
        return load_receipt(self._column("receipt", document_id, version))

    def layout(self, document_id: str, version: int | None = None) -> Layout:
        """Where the text stood in its file: pages and tables; PLAIN for plain text."""
        number = self._number(document_id, version)
        row = self._database.row("SELECT layout FROM layouts WHERE version = ?", number)
        return load_layout(row["layout"] if row else None)

    def file(self, document_id: str, version: int | None = None) -> bytes:
        """The bytes of the file it came from."""
        row = self._database.row(
            "SELECT data FROM files WHERE version = ?", self._number(document_id, version)
        )
        return bytes(row["data"]) if row else b""

    def document(self, document_id: str, version: int | None = None) -> Document:
        """The document whole; an older version without passages."""
        found = load_document(self._database, self._number(document_id, version))
        if found is None:
            raise UnknownDocument(document_id)
        return found

    def _meta(self, key: str) -> str | None:
        row = self._database.row("SELECT value FROM meta WHERE key = ?", key)
        return row["value"] if row else None

    def _of(self, document_id: str) -> tuple[int, DocumentSummary]:
        try:
            return self.current[document_id]
        except KeyError:
            raise UnknownDocument(document_id) from None

    def _number(self, document_id: str, version: int | None) -> int:
        current, summary = self._of(document_id)
        if version is None or version == summary.version:
            return current
        row = self._database.row(
            "SELECT number FROM versions WHERE document_id = ? AND version = ?", document_id, version
        )
        if row is None:
            raise UnknownVersion(summary.title, version, summary.version)
        return int(row["number"])

    def _column(self, name: str, document_id: str, version: int | None) -> str:
        number = self._number(document_id, version)
        row = self._database.row(f"SELECT {name} AS value FROM versions WHERE number = ?", number)
        if row is None:
            raise UnknownDocument(document_id)
        return str(row["value"])

    def _read_text(self, number: int) -> str | None:
        """None where the version has just been deleted; its number never comes again."""
        row = self._database.row("SELECT text FROM versions WHERE number = ?", number)
        return str(row["text"]) if row else None
