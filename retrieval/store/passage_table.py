"""The passages of current versions with their vectors: what the indices are built from and searches score."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from ingest.model import Passage, Unit
from retrieval.indexing import Entry, Floats
from retrieval.store.database import Database

BATCH = 1000
_NUMBER = itemgetter(0)
STORED = np.dtype("<f2")

_SCORED = """
    SELECT p.number, p.clause, p.unit = 'sentence' AS is_sentence, p.start, p."end", c.unit, p.vector
    FROM passages p JOIN clauses c ON c.number = p.clause WHERE {}
"""
_VECTORS = "SELECT p.number, p.vector FROM passages p WHERE {}"
_ENTRY = """
    SELECT p.number, v.document_id, p.unit, p.text, p.vector
    FROM passages p JOIN versions v ON v.number = p.version WHERE {} ORDER BY p.number
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages as columns of equal length, in the order in which they were stored.

    ``clause`` numbers the clause that each belongs to and ``unit`` says what that is (Clause.unit); ``vector`` is
    (n, d), unit length.
    """

    number: npt.NDArray[np.int64]
    clause: npt.NDArray[np.int64]
    is_sentence: npt.NDArray[np.bool_]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    unit: npt.NDArray[np.str_]
    vector: Floats


class Owners:
    """The documents that passages belong to: a version's are stored together, so that their numbers follow each other."""

    def __init__(self, spans: Mapping[str, tuple[int, int]]) -> None:
        """*spans*: the first and the last number of each document's passages."""
        self._spans = spans

    def count(self, documents: frozenset[str]) -> int:
        """How many passages *documents* have together."""
        return sum(last - first + 1 for first, last in self._of(documents))

    def share(self, documents: frozenset[str]) -> float:
        """The share of all passages that belong to *documents*."""
        return self.count(documents) / max(1, self.count(frozenset(self._spans)))

    def of_these(self, numbers: Sequence[int], documents: frozenset[str]) -> list[int]:
        """Those of the passages *numbers* that belong to *documents*, in their order."""
        firsts, lasts = np.array(sorted(self._of(documents)), np.int64).reshape(-1, 2).T
        wanted = np.array(numbers, np.int64)
        at = np.searchsorted(firsts, wanted, side="right") - 1
        return wanted[(at >= 0) & (wanted <= lasts[at])].tolist() if firsts.size else []

    def _of(self, documents: frozenset[str]) -> list[tuple[int, int]]:
        return [self._spans[one] for one in documents if one in self._spans]


class PassageTable:
    """Passages by document, by number and in batches. Raises LibraryDamaged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> dict[Unit, int]:
        """How many passages of each unit there are."""
        rows = self._database.rows("SELECT unit, count(*) AS n FROM passages GROUP BY unit")
        return {row["unit"]: row["n"] for row in rows}

    @property
    def last(self) -> int:
        """The greatest number of a passage; 0 when there are none."""
        row = self._database.row("SELECT max(number) AS n FROM passages")
        return int(row["n"] or 0) if row else 0

    def owners(self) -> Owners:
        """Which passages belong to which document."""
        rows = self._database.rows(
            "SELECT d.id, min(p.number), max(p.number) FROM documents d JOIN passages p ON p.version = d.current "
            "GROUP BY d.id"
        )
        return Owners({row[0]: (row[1], row[2]) for row in rows})

    def of_document(self, document_id: str) -> list[Entry]:
        """What the indices hold of a document."""
        return _entries(self._database.rows(_ENTRY.format("v.document_id = ?"), document_id))

    def batches(self) -> Iterator[list[Entry]]:
        """Every passage, BATCH at a time."""
        last = 0
        while batch := _entries(self._database.rows(_ENTRY.format("p.number > ?") + "LIMIT ?", last, BATCH)):
            yield batch
            last = batch[-1].number

    def within(self, documents: frozenset[str]) -> Candidates:
        """All passages of these documents."""
        return _columns(self._database.rows(_SCORED.format(_IN_DOCUMENTS), _json(sorted(documents))))

    def nearest(self, vector: Floats, *, n: int, documents: frozenset[str]) -> set[int]:
        """The numbers of the *n* passages nearest to *vector* among those of *documents*, which are all compared."""
        rows = self._database.rows(_VECTORS.format(_IN_DOCUMENTS), _json(sorted(documents)))
        if not rows:
            return set()
        numbers, vectors = zip(*rows, strict=True)
        best = np.argsort(-(_matrix(vectors) @ vector))[:n]
        return {numbers[at] for at in best}

    def around(self, numbers: Sequence[int]) -> Candidates:
        """All passages of the clauses that these passages belong to."""
        mine = "p.clause IN (SELECT clause FROM passages WHERE number IN (SELECT value FROM json_each(?)))"
        return _columns(self._database.rows(_SCORED.format(mine), _json(numbers)))


_IN_DOCUMENTS = """p.version IN (
    SELECT current FROM documents WHERE id IN (SELECT value FROM json_each(?)))"""


def insert_passages(
    connection: sqlite3.Connection, *, version: int, passages: Sequence[Passage], vectors: Floats
) -> None:
    """Store *passages* of a version, whose clauses are stored, with one row of *vectors* (n, d) each."""
    rows = connection.execute("SELECT id, number FROM clauses WHERE version = ?", (version,))
    clauses = {row["id"]: row["number"] for row in rows}
    connection.executemany(
        'INSERT INTO passages (version, clause, unit, start, "end", text, vector) VALUES (?, ?, ?, ?, ?, ?, ?)',
        (
            (version, clauses[p.clause_id], p.unit, p.start, p.end, p.text, encoded(vector))
            for p, vector in zip(passages, vectors, strict=True)
        ),
    )


def encoded(vector: Floats) -> bytes:
    """A vector as it is stored."""
    return vector.astype(STORED).tobytes()


def _json(values: Sequence[object]) -> str:
    return json.dumps(values)


def _entries(rows: Sequence[sqlite3.Row]) -> list[Entry]:
    vectors = _matrix([row["vector"] for row in rows])
    return [
        Entry(row["number"], row["document_id"], row["unit"], row["text"], vector)
        for row, vector in zip(rows, vectors, strict=True)
    ]


def _columns(rows: Sequence[sqlite3.Row]) -> Candidates:
    """Of rows of _SCORED, which SQLite would take longer to sort: their vectors go with them."""
    ordered = sorted(rows, key=_NUMBER)
    number, clause, is_sentence, start, end, unit, vectors = zip(*ordered, strict=True) if rows else [()] * 7
    return Candidates(
        number=np.array(number, np.int64),
        clause=np.array(clause, np.int64),
        is_sentence=np.array(is_sentence, np.bool_),
        start=np.array(start, np.int64),
        end=np.array(end, np.int64),
        unit=np.array(unit, np.str_),
        vector=_matrix(vectors),
    )


def _matrix(vectors: Sequence[bytes]) -> Floats:
    if not vectors:
        return np.zeros((0, 0), np.float32)
    return np.frombuffer(b"".join(vectors), STORED).reshape(len(vectors), -1).astype(np.float32)
