"""Rows of the ledger to columns and back: what is filtered and sorted by has a column, the whole row lies in JSON."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from ingest.commitment_model import Commitment, Deadline, Link, Metric
from ingest.normalise import fold
from retrieval.ledger.filter import due_day, spellings
from retrieval.store.records import dump

COLUMNS = (
    "id",
    "clause_id",
    "kind",
    "strength",
    "due",
    "has_number",
    "has_deadline",
    "has_body",
    "words",
    "bodies",
    "units",
    "row",
)
_NAMES = ", ".join(COLUMNS)
_BLANKS = ", ".join("?" * len(COLUMNS))
_FIELDS = frozenset(field.name for field in fields(Commitment))


def insert_commitments(connection: sqlite3.Connection, version: int, rows: Sequence[Commitment]) -> None:
    """Store *rows* as the ledger of the version with this number, in place of the one it may have."""
    connection.execute("DELETE FROM commitments WHERE version = ?", (version,))
    connection.executemany(
        f"INSERT INTO commitments (version, position, {_NAMES}) VALUES (?, ?, {_BLANKS})",
        ((version, position, *_columns(row)) for position, row in enumerate(rows)),
    )
    connection.execute("INSERT OR REPLACE INTO ledgers (version, rows) VALUES (?, ?)", (version, len(rows)))


def load_commitment(column: str) -> Commitment:
    """A row from its JSON. A field that was not yet read when it was stored has its default."""
    values: dict[str, Any] = {k: v for k, v in json.loads(column).items() if k in _FIELDS}
    values["metrics"] = tuple(Metric(**metric) for metric in values["metrics"])
    values["deadline"] = Deadline(**values["deadline"])
    values["linked"] = tuple(Link(**link) for link in values["linked"])
    values["responsible"] = tuple(values["responsible"])
    values["roles"] = {role: tuple(names) for role, names in values["roles"].items()}
    return Commitment(**values)


def _columns(row: Commitment) -> tuple[Any, ...]:
    """The columns of COLUMNS."""
    units = dict.fromkeys(unit for metric in row.metrics for unit in spellings(metric.unit))
    return (
        row.id,
        row.clause_id,
        row.kind,
        row.strength,
        due_day(row),
        bool(row.metrics),
        bool(row.deadline.raw),
        bool(row.responsible),
        fold(row.quote),
        "\n".join(map(fold, row.responsible)),
        "".join(f"\n{unit}\n" for unit in units),
        dump(asdict(row)),
    )
