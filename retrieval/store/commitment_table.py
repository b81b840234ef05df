"""The ledger in the store of record: selected, ordered and counted by SQLite, read a batch at a time."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from ingest.commitment_model import Commitment, Kind, Strength
from retrieval.hits import DocumentSummary, Visible
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.sql import FROM, IN_LIST, WALK, order, where
from retrieval.ledger.summary import TOP_BODIES, LedgerSummary, Profile
from retrieval.store.commitment_records import load_commitment
from retrieval.store.database import Database

BATCH = 1000  # rows held in memory at a time

Numbered = tuple[int, Commitment]


class CommitmentTable:
    """Rows of the ledger by filter. *documents* are the ids to look in; None: all that are *visible*."""

    def __init__(self, database: Database, visible: Visible | None = None) -> None:
        self._database, self._visible = database, visible

    def numbers(self, wanted: LedgerFilter, documents: tuple[str, ...] | None = None) -> list[int]:
        """The numbers of the rows that *wanted* lets pass, in its order."""
        condition, values = self._where(wanted, documents)
        sql = f"SELECT c.number {FROM} WHERE {condition} ORDER BY {order(wanted.sort)}"
        return [row["number"] for row in self._database.rows(sql, *values)]

    def first(
        self, wanted: LedgerFilter, documents: tuple[str, ...] | None = None, *, limit: int, offset: int = 0
    ) -> list[int]:
        """The numbers of *limit* of these rows from *offset* on."""
        condition, values = self._where(wanted, documents)
        source = FROM if wanted.ids else WALK
        sql = f"SELECT c.number {source} WHERE {condition} ORDER BY {order(wanted.sort)} LIMIT ? OFFSET ?"
        return [row["number"] for row in self._database.rows(sql, *values, limit, offset)]

    def count(self, wanted: LedgerFilter, documents: tuple[str, ...] | None = None) -> int:
        """How many rows *wanted* lets pass."""
        condition, values = self._where(wanted, documents)
        row = self._database.row(f"SELECT count(*) AS n {FROM} WHERE {condition}", *values)
        return int(row["n"]) if row else 0

    def read(self, numbers: Sequence[int]) -> Iterator[Numbered]:
        """The rows with these numbers, in this order, each after the version it is of.

        Rows that a write has replaced since they were selected are left out.
        """
        sql = f"SELECT c.number, v.version, c.row {FROM} WHERE c.number {IN_LIST}"
        for at in range(0, len(numbers), BATCH):
            batch = numbers[at : at + BATCH]
            rows = {row["number"]: row for row in self._database.rows(sql, json.dumps(batch))}
            there = (rows[number] for number in batch if number in rows)
            yield from ((row["version"], load_commitment(row["row"])) for row in there)

    def bodies(self, wanted: LedgerFilter, documents: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Every body that is responsible for a row which *wanted* lets pass, those of most rows first."""
        condition, values = self._where(wanted, documents)
        return tuple(name for name, _ in self._bodies(condition, values, most=-1))

    def per_document(self, wanted: LedgerFilter, documents: tuple[str, ...] | None = None) -> dict[str, int]:
        """How many rows of each document *wanted* lets pass, by id; those without any are left out."""
        condition, values = self._where(wanted, documents)
        return dict(self._count("d.id", condition, values))

    def summary(
        self, wanted: LedgerFilter, documents: Sequence[DocumentSummary], *, within: tuple[str, ...] | None
    ) -> LedgerSummary:
        """Counts over the rows that *wanted* lets pass in the documents *within*; a profile of each of *documents*."""
        condition, values = self._where(wanted, within)
        kinds = dict(self._count("c.kind", condition, values))
        strengths = dict(self._count("c.strength", condition, values))
        return LedgerSummary(
            total=sum(kinds.values()),
            kinds=tuple((kind, kinds[kind]) for kind in get_args(Kind) if kind in kinds),
            strengths=tuple((strength, strengths.get(strength, 0)) for strength in get_args(Strength)),
            bodies=self._bodies(condition, values, most=TOP_BODIES),
            years=tuple(
                (year, n) for year, n in self._count("substr(c.due, 1, 4)", condition, values) if year
            ),
            profiles=self._profiles(documents, condition, values),
        )

    def _where(self, wanted: LedgerFilter, documents: tuple[str, ...] | None) -> tuple[str, list[Any]]:
        if self._visible is None:
            return where(wanted, documents)
        seen = self._visible()
        return where(wanted, tuple(seen if documents is None else seen.intersection(documents)))

    def _count(self, column: str, condition: str, values: Sequence[Any]) -> list[tuple[str, int]]:
        sql = f"SELECT {column} AS name, count(*) AS n {FROM} WHERE {condition} GROUP BY name ORDER BY name"
        return [(row["name"], row["n"]) for row in self._database.rows(sql, *values)]

    def _bodies(self, condition: str, values: Sequence[Any], *, most: int) -> tuple[tuple[str, int], ...]:
        """At most so many, -1: all. A body that one row names twice is counted once."""
        rows = self._database.rows(
            f"SELECT j.value AS name, count(DISTINCT c.number) AS n {FROM}, json_each(c.row, '$.responsible') j "
            f"WHERE c.has_body AND {condition} GROUP BY name ORDER BY n DESC, name LIMIT {most}",
            *values,
        )
        return tuple((row["name"], row["n"]) for row in rows)

    def _profiles(
        self, documents: Sequence[DocumentSummary], condition: str, values: Sequence[Any]
    ) -> tuple[Profile, ...]:
        rows = self._database.rows(
            "SELECT d.id, count(*), sum(c.has_number), sum(c.has_deadline), sum(c.has_body), sum(c.strength = 'hard') "
            f"{FROM} WHERE {condition} GROUP BY d.id",
            *values,
        )
        counts: dict[str, Sequence[int]] = {row["id"]: tuple(row)[1:] for row in rows}
        return tuple(Profile(document, *counts.get(document.id, (0,) * 5)) for document in documents)
