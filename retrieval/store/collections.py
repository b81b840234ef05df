"""Collections of documents: each document is in one; who may see one sees its documents."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ingest.identity import document_id
from ingest.model import Document
from retrieval.errors import (
    AlreadyThere,
    BadCollection,
    CollectionInUse,
    StorageFailed,
    UnknownCollection,
    UnknownDocument,
)
from retrieval.hits import DEFAULT_COLLECTION
from retrieval.store.database import Database

LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; ``may_leave``: its documents' words may be sent to a chat model."""

    name: str
    may_leave: bool = True


class CollectionTable:
    """The collections of a library and what is in them. *changed* is called after every write.

    Raises UnknownCollection, LibraryDamaged, StorageFailed.
    """

    def __init__(self, database: Database, changed: Callable[[], None]) -> None:
        self._database, self._changed = database, changed

    def all(self) -> Sequence[Collection]:
        """All collections: the default one, then by name."""
        rows = self._database.rows("SELECT * FROM collections ORDER BY name != ?, name", DEFAULT_COLLECTION)
        return [_load(row) for row in rows]

    def collection(self, name: str) -> Collection:
        row = self._database.row("SELECT * FROM collections WHERE name = ?", name)
        if row is None:
            raise UnknownCollection(name)
        return _load(row)

    def put(self, collection: Collection) -> None:
        """Make a collection, or change what is there of this name. Raises BadCollection."""
        name = collection.name
        if (
            not name
            or len(name) > LONGEST_NAME
            or name != name.strip()
            or not name.isprintable()
            or "/" in name
        ):
            raise BadCollection(name)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO collections (name, may_leave) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET may_leave = excluded.may_leave",
                (name, collection.may_leave),
            )
        self._changed()

    def remove(self, name: str) -> None:
        """Remove an empty collection. Raises CollectionInUse for one with documents and for the default one."""
        self.collection(name)
        with self._database.transaction() as connection:
            held = connection.execute("SELECT 1 FROM placements WHERE collection = ?", (name,)).fetchone()
            if held or name == DEFAULT_COLLECTION:
                raise CollectionInUse(name)
            connection.execute("DELETE FROM collections WHERE name = ?", (name,))
        self._changed()

    def move(self, document: str, name: str) -> None:
        """Put a document into another collection. Raises UnknownDocument, and AlreadyThere where it has its like."""
        self.collection(name)
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT identity, collection FROM placements WHERE document_id = ?", (document,)
            ).fetchone()
            if row is None:
                raise UnknownDocument(document)
            like = self.named(row["identity"], name)
            if like is not None and like != document:
                raise AlreadyThere(name)
            connection.execute("UPDATE placements SET collection = ? WHERE document_id = ?", (name, document))
        self._changed()

    def named(self, identity: str, collection: str) -> str | None:
        """The id of the document of this collection that has this identity (ingest.identity); None where none has."""
        row = self._database.row(
            "SELECT document_id FROM placements WHERE identity = ? AND collection = ?", identity, collection
        )
        return str(row["document_id"]) if row else None

    def id_of(self, identity: str, collection: str) -> str:
        """The id that a document of this identity has in a collection, or would get.

        The same plan in two collections is two documents: neither tells of the other, not even by its id.
        """
        return self.named(identity, collection) or next(
            ident for ident in _ids(identity, collection) if not self._is_taken(ident)
        )

    def _is_taken(self, ident: str) -> bool:
        return self._database.row("SELECT 1 FROM placements WHERE document_id = ?", ident) is not None


def place(connection: sqlite3.Connection, document: Document, collection: str) -> None:
    """Put a document into *collection* unless it is there. Raises UnknownCollection, StorageFailed."""
    if not connection.execute("SELECT 1 FROM collections WHERE name = ?", (collection,)).fetchone():
        raise UnknownCollection(collection)
    connection.execute(
        "INSERT INTO placements (document_id, collection, identity) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (document.id, collection, document_id(document.metadata, document.text)),
    )
    row = connection.execute(
        "SELECT collection FROM placements WHERE document_id = ?", (document.id,)
    ).fetchone()
    if row["collection"] != collection:
        raise StorageFailed(collection, "文件在导入时被移到了别的集合")


def _ids(identity: str, collection: str) -> Iterator[str]:
    if collection == DEFAULT_COLLECTION:
        yield identity
    for n in count():
        yield hashlib.sha256(f"{identity}\n{collection}\n{n}".encode()).hexdigest()[:16]


def _load(row: sqlite3.Row) -> Collection:
    return Collection(row["name"], bool(row["may_leave"]))
