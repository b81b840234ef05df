"""The library: every document, version, clause and passage, and the file each came from. The store of record."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from ingest.model import Clause, Document
from ingest.pipeline import Known
from ingest.readers.fingerprint import Fingerprint
from retrieval.answers.force import marked
from retrieval.hits import DEFAULT_COLLECTION, DocumentSummary
from retrieval.indexing import Floats, Progress
from retrieval.interaction.table import TokenTable
from retrieval.store.collections import CollectionTable, place
from retrieval.store.database import Database
from retrieval.store.known_versions import find_version, recognise_version
from retrieval.store.ledger_filling import fill_ledgers
from retrieval.store.library_reader import Current, LibraryReader
from retrieval.store.passage_table import PassageTable, encoded
from retrieval.store.readings import insert_reading
from retrieval.store.records import load_clause
from retrieval.store.versions import insert_version, load_summary, replace_reading


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause of a current version, with its document and that document's canonical text."""

    document: DocumentSummary
    clause: Clause
    position: int
    text: str


class Library(LibraryReader):
    """Reads and writes documents, all that there are. Safe to use from several threads.

    Every write is one transaction and raises the generation by one; one that fails raises StorageFailed.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._lock = threading.Lock()
        self._current: Current = {}
        self.passages = PassageTable(database)
        self.tokens = TokenTable(database)
        self.collections = CollectionTable(database, self._refresh)
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
    def model(self) -> str | None:
        """The fingerprint of the model that made the vectors; None before the first one."""
        return self._meta("model")

    @property
    def current(self) -> Current:
        return self._current

    def find(self, content_hash: str, collection: str = DEFAULT_COLLECTION) -> Known | None:
        """The version in this collection that has this content: see ingest.pipeline.Shelf."""
        return find_version(self._database, content_hash, collection)

    def recognise(self, file: Fingerprint, collection: str = DEFAULT_COLLECTION) -> Known | None:
        """The version in this collection that such a file gave: see ingest.pipeline.Shelf."""
        return recognise_version(self._database, file, collection)

    def remember(self, key: str, document: Document) -> None:
        """A file with this key gave this version of *document*, if that is still there."""
        with self._database.transaction() as connection:
            insert_reading(connection, key, document)

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
                text,
            )
            for row in rows
            if row["version"] in current and (text := self._text(row["version"])) is not None
        }

    def put(
        self, document: Document, data: bytes, vectors: Floats, *, collection: str = DEFAULT_COLLECTION
    ) -> Document:
        """Store *document* with one vector (n, d) per passage as its next version; return it with that version.

        A new one goes into *collection*. Raises UnknownCollection.
        """
        with self._database.transaction() as connection:
            stored = insert_version(connection, document, data=data, vectors=vectors)
            place(connection, document, collection)
            connection.execute(_NEXT)
        self._refresh()
        return stored

    @contextmanager
    def encoding(self, document_id: str) -> Iterator[None]:
        """The words of a document are encoded inside, which its summary tells; and goes on to tell where it fails."""
        self._tell(document_id, being_encoded=True)
        yield
        self._tell(document_id, being_encoded=False)

    def _tell(self, document_id: str, *, being_encoded: bool) -> None:
        with self._lock:
            number, summary = self._of(document_id)
            told = replace(summary, being_encoded=being_encoded)
            self._current = {**self._current, document_id: (number, told)}

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

    def _refresh(self, *, stale: int | None = None) -> None:
        """Read the list of documents again, but parse only what is new to it and the version numbered *stale*."""
        with self._lock:
            known = {number: summary for number, summary in self._current.values() if number != stale}
            rows = self._database.rows(_CURRENT)
            summaries = marked(
                [_in_place(known.get(r["current"]) or self._read_summary(r["current"]), r) for r in rows]
            )
            self._current = {s.id: (row["current"], s) for row, s in zip(rows, summaries, strict=True)}

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


def _in_place(summary: DocumentSummary, row: sqlite3.Row) -> DocumentSummary:
    """*summary* where it is now; the very same one where nothing has changed."""
    where = row["collection"], bool(row["may_leave"])
    if (summary.collection, summary.may_leave) == where:
        return summary
    return replace(summary, collection=where[0], may_leave=where[1])


_CURRENT = """
    SELECT d.current, p.collection, c.may_leave FROM documents d
    JOIN placements p ON p.document_id = d.id JOIN collections c ON c.name = p.collection ORDER BY d.number
"""
_NEXT = "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
