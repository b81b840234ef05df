"""A filter of the ledger as SQL: the rows it means, and their order. The only place that knows the columns it reads."""

import json
from collections.abc import Iterable
from typing import Any, get_args

from ingest.commitment_model import Kind
from ingest.normalise import fold
from retrieval.ledger.filter import LedgerFilter, Sort, first_day, last_day

FROM = "FROM commitments c JOIN versions v ON v.number = c.version JOIN documents d ON d.id = v.document_id"
# The same from the first document on: rows come in the order of the library, and none after a LIMIT is looked at.
WALK = "FROM documents d CROSS JOIN versions v ON v.document_id = d.id CROSS JOIN commitments c ON c.version = v.number"
IN_LIST = "IN (SELECT value FROM json_each(?))"

# SQLite takes expressions of depth 1,000, and a library may name more bodies than that; of a few OR is twice as fast.
_MOST_ALTERNATIVES = 50

_TYPE = "json_extract(c.row, '$.deadline.type')"
_UNDER = (
    "EXISTS (SELECT 1 FROM clauses k WHERE k.version = c.version AND k.id = c.clause_id AND instr(k.path, ?))"
)
_KINDS = f",{','.join(get_args(Kind))},"
_ORDERS: dict[Sort, str] = {
    "document": "",
    "deadline": "c.due IS NULL, c.due, ",
    "kind": f"instr('{_KINDS}', ',' || c.kind || ','), ",
    "strength": "c.strength = 'soft', ",
}


def order(sort: Sort) -> str:
    """What to order by; rows that are equal stand in document order."""
    return f"{_ORDERS[sort]}d.number, c.position"


def where(wanted: LedgerFilter, documents: tuple[str, ...] | None) -> tuple[str, list[Any]]:
    """The condition on FROM and its values. *documents* are the ids to look in; None: the whole library."""
    conditions = [
        ("d.current = v.number", ()) if wanted.version is None else ("v.version = ?", (wanted.version,)),
        *([(f"d.id {IN_LIST}", (json.dumps(documents),))] if documents is not None else []),
        *([(f"c.id {IN_LIST}", (json.dumps(wanted.ids),))] if wanted.ids else []),
        *([(f"c.id NOT {IN_LIST}", (json.dumps(wanted.without),))] if wanted.without else []),
        *([(f"c.kind {IN_LIST}", (json.dumps(wanted.kinds),))] if wanted.kinds else []),
        *([(f"{_TYPE} {IN_LIST}", (json.dumps(wanted.deadline_types),))] if wanted.deadline_types else []),
        *_equal(wanted),
        *_contained(wanted),
        *_due(wanted),
    ]
    return " AND ".join(sql for sql, _ in conditions), [value for _, values in conditions for value in values]


Condition = tuple[str, tuple[Any, ...]]


def _equal(wanted: LedgerFilter) -> list[Condition]:
    values = {
        "strength": wanted.strength,
        "has_deadline": wanted.has_deadline,
        "has_number": wanted.has_number,
        "has_body": wanted.has_body,
    }
    return [(f"c.{column} = ?", (value,)) for column, value in values.items() if value is not None]


def _contained(wanted: LedgerFilter) -> list[Condition]:
    """Words are compared folded. Folded words hold no line break, so that none is found across two names."""
    found = [
        *_one_of("c.words", map(fold, wanted.texts)),
        *_one_of("c.bodies", map(fold, wanted.bodies)),
        *_one_of("c.units", (f"\n{fold(unit)}\n" for unit in wanted.units)),
    ]
    if wanted.topic:
        found.append((f"(instr(c.words, ?) OR {_UNDER})", (fold(wanted.topic), wanted.topic)))
    return found


def _one_of(column: str, parts: Iterable[str]) -> list[Condition]:
    """That the column holds one of *parts*; no condition without any."""
    values = tuple(dict.fromkeys(parts))
    if len(values) > _MOST_ALTERNATIVES:
        return [
            (f"EXISTS (SELECT 1 FROM json_each(?) j WHERE instr({column}, j.value))", (json.dumps(values),))
        ]
    return [(f"({' OR '.join([f'instr({column}, ?)'] * len(values))})", values)] if values else []


def _due(wanted: LedgerFilter) -> list[Condition]:
    bounds = ((">=", first_day(wanted.deadline_after)), ("<=", last_day(wanted.deadline_before)))
    return [(f"c.due {sign} ?", (day,)) for sign, day in bounds if day is not None]
