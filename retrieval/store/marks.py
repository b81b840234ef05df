"""What people noted on rows of the ledger: kept for ever beside the documents, the last entry of a row counts."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

from ingest.commitment_model import Commitment
from ingest.model import Span
from retrieval.errors import UnknownDocument
from retrieval.hits import Visible
from retrieval.ledger.filter import MarkFilter
from retrieval.store.database import Database

State = Literal["done", "doing", "todo"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How far someone found a row to be, and the words it was made on: ``text[start:end]`` of *version*.

    ``state`` None takes the mark back. ``made_at`` is ISO 8601 in UTC, to the second. ``follows`` is the row whose
    mark this one takes up, where the words had changed in between.
    """

    document_id: str
    row_id: str
    clause_id: str
    version: int
    quote: str
    start: int
    end: int
    state: State | None
    note: str
    who: str
    made_at: str
    follows: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Carried:
    """A mark, and the row of the current version that it stands on; None where no row is left for it.

    ``changed``: that row's words are not those it was made on.
    """

    mark: Mark
    row: Commitment | None
    changed: bool = False

    def suits(self, wanted: MarkFilter) -> bool:
        """Whether it is among the marks that *wanted* names; "none" names all of them, since it wants none."""
        return wanted == "none" or (self.changed if wanted == "changed" else self.mark.state == wanted)


_NAMES = [field.name for field in fields(Mark)]
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)


class MarkTable:
    """The marks of a library, or those on *visible* documents. Raises LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database, visible: Visible | None = None) -> None:
        self._database, self._visible = database, visible

    def add(self, mark: Mark) -> None:
        """Store one more entry. Raises UnknownDocument."""
        if not self._is_visible(mark.document_id):
            raise UnknownDocument(mark.document_id)
        blanks = ", ".join("?" * len(_NAMES))
        with self._database.transaction() as connection:
            values = [getattr(mark, name) for name in _NAMES]
            connection.execute(f"INSERT INTO marks ({_COLUMNS}) VALUES ({blanks})", values)

    def entries(self, document_id: str) -> Sequence[Mark]:
        """Everything noted on one document, oldest first."""
        if not self._is_visible(document_id):
            return []
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM marks WHERE document_id = ? ORDER BY number", document_id
        )
        return [_load(row) for row in rows]

    def documents(self) -> frozenset[str]:
        """The documents that something was noted on."""
        noted = frozenset(
            r["id"] for r in self._database.rows("SELECT DISTINCT document_id AS id FROM marks")
        )
        return noted if self._visible is None else noted & self._visible()

    def _is_visible(self, document_id: str) -> bool:
        return self._visible is None or document_id in self._visible()


def standing(entries: Sequence[Mark]) -> Sequence[Mark]:
    """The marks that count: of each row the last, without those taken back or taken up by another row's."""
    last: dict[str, Mark] = {}
    for entry in entries:
        last.pop(entry.row_id, None)  # so that they come in the order in which they were made
        last[entry.row_id] = entry
        if entry.follows is not None and entry.follows != entry.row_id:
            last.pop(entry.follows, None)
    return [mark for mark in last.values() if mark.state is not None]


def history(entries: Sequence[Mark], row_id: str) -> Sequence[Mark]:
    """The entries that led to the mark of one row, oldest first: its own and those of the rows it takes up."""
    rows = {row_id}
    told = []
    for entry in reversed(entries):
        if entry.row_id in rows:
            told.append(entry)
            rows |= {entry.follows} if entry.follows is not None else set()
    return told[::-1]


def _load(row: sqlite3.Row) -> Mark:
    return Mark(**{name: row[name] for name in _NAMES})
