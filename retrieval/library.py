"""The library: every document, version, clause and passage, and the file each came from. The store of record."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from ingest.layout import Layout
from ingest.model import Clause, Document, Metadata, Receipt
from retrieval.commitment_table import CommitmentTable
from retrieval.conversations import ConversationTable
from retrieval.database import Database
from retrieval.errors import UnknownClause, UnknownDocument, UnknownVersion
from retrieval.force import marked
from retrieval.hits import DocumentSummary
from retrieval.indexing import Floats, Progress
from retrieval.interaction.table import TokenTable
from retrieval.ledger_filling import fill_ledgers
from retrieval.marks import MarkTable
from retrieval.pair_table import PairTable
from retrieval.passage_table import PassageTable, encoded
from retrieval.records import load_clause, load_layout, load_metadata, load_receipt
from retrieval.versions import (
    StoredVersion,
    insert_version,
    load_document,
    load_summary,
    load_version,
    replace_reading,
)

TEXTS_KEPT = 64  # canonical texts held in memory


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause of a current version, with its document and that document's canonical text."""

    document: DocumentSummary
    clause: Clause
    position: int
    text: str


class Library:
    """Reads and writes documents; implements Catalogue. Safe to use from several threads.

    Every write is one transaction and raises the generation by one. Unknown ids raise UnknownDocument, UnknownVersion
    or UnknownClause; a damaged file LibraryDamaged; a failed write StorageFailed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._current: Mapping[str, tuple[int, DocumentSummary]] = {}
        self._text = lru_cache(maxsize=TEXTS_KEPT)(self._read_text)
        self.passages = PassageTable(database)
        self.pairs = PairTable(database)
        self.tokens = TokenTable(database)
        self.commitments = CommitmentTable(database)
        self.marks = MarkTable(database)
        self.conversations = ConversationTable(database)
        self._refresh()

    @classmethod
    def open(cls, path: Path, progress: Progress | None = None) -> Self:
        """Open the library in the file *path*, or begin a new one. Raises LibraryDamaged.

        An older one gets the ledgers it lacks; raises StorageFailed where they can't be written.
        """
        database = Database.open(path)
        try:
            fill_ledgers(database, progress or _ignore)
            return cls(database)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        self._database.close()

    @property
    def id(self) -> str:
        """A random name given when the library was made."""
        return self._meta("library") or ""

    @property
    def generation(self) -> int:
        """How many writes it has seen."""
        return int(self._meta("generation") or 0)

    @property
    def model(self) -> str | None:
        """The fingerprint of the model that made the vectors; None before the first one."""
        return self._meta("model")

    def summaries(self) -> Sequence[DocumentSummary]:
        return [summary for _, summary in self._current.values()]

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
        return self._text(self._number(document_id, version))

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
        if row is None:
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
        return load_document(self._database, self._number(document_id, version))

    def find(self, content_hash: str) -> Document | None:
        """The document whose current version has this content; None when there is none."""
        row = self._database.row(
            "SELECT v.number FROM versions v JOIN documents d ON d.current = v.number WHERE v.content_hash = ?",
            content_hash,
        )
        return load_document(self._database, row["number"]) if row else None

    def found(self, numbers: Sequence[int]) -> dict[int, FoundClause]:
        """Clauses by their numbers; those that a write has just replaced are left out."""
        current = dict(self._current.values())
        blanks = ", ".join("?" * len(numbers))
        rows = self._database.rows(f"SELECT * FROM clauses WHERE number IN ({blanks})", *numbers)
        return {
            row["number"]: FoundClause(
                current[row["version"]],
                load_clause(row, current[row["version"]].id),
                row["position"],
                self._text(row["version"]),
            )
            for row in rows
            if row["version"] in current
        }

    def put(self, document: Document, data: bytes, vectors: Floats) -> Document:
        """Store *document* with one vector (n, d) per passage as its next version; return it with that version."""
        with self._database.transaction() as connection:
            stored = insert_version(connection, document, data=data, vectors=vectors)
            connection.execute(_NEXT)
        self._refresh()
        return stored

    def replace(self, document: Document, vectors: Floats) -> None:
        """Store anew what was read out of a version that is there, with one vector (n, d) per passage.

        Text, file and version number stay; where *document* isn't the current version it has no passages.
        """
        number = self._number(document.id, document.version)
        with self._database.transaction() as connection:
            replace_reading(connection, number, document=document, vectors=vectors)
            connection.execute(_NEXT)
        self._refresh(stale=number)

    def delete(self, document_id: str) -> None:
        """Remove a document, all its versions and their files."""
        self._of(document_id)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            connection.execute(_NEXT)
        self._refresh()

    def adopt(self, model: str, vectors: Mapping[int, Floats]) -> None:
        """Record *model* as the one that makes the vectors, and replace those of the passages by number."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE passages SET vector = ? WHERE number = ?",
                ((encoded(vector), number) for number, vector in vectors.items()),
            )
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('model', ?)", (model,))
            connection.execute(_NEXT)

    def _meta(self, key: str) -> str | None:
        row = self._database.row("SELECT value FROM meta WHERE key = ?", key)
        return row["value"] if row else None

    def _of(self, document_id: str) -> tuple[int, DocumentSummary]:
        try:
            return self._current[document_id]
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

    def _read_text(self, number: int) -> str:
        (row,) = self._database.rows("SELECT text FROM versions WHERE number = ?", number)
        return str(row["text"])

    def _refresh(self, *, stale: int | None = None) -> None:
        """Read the list of documents again, but parse only what is new to it and the version numbered *stale*."""
        with self._lock:
            known = {number: summary for number, summary in self._current.values() if number != stale}
            numbers = self._database.rows("SELECT id, current FROM documents ORDER BY number")
            current = [row["current"] for row in numbers]
            summaries = marked([known.get(number) or self._read_summary(number) for number in current])
            self._current = {
                summary.id: (number, summary) for number, summary in zip(current, summaries, strict=True)
            }

    def _read_summary(self, number: int) -> DocumentSummary:
        (row,) = self._database.rows(
            "SELECT document_id, v.version, file_name, title, metadata, receipt, warnings, l.rows AS commitments, "
            "layout FROM versions v JOIN ledgers l ON l.version = v.number "
            "LEFT JOIN layouts p ON p.version = v.number WHERE v.number = ?",
            number,
        )
        return load_summary(row)


def _ignore(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


_NEXT = "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
