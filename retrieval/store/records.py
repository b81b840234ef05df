"""Rows of the store of record to values and back. Nested values lie in columns as JSON."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from ingest.layout import PLAIN, Layout, layout_of, plain_layout
from ingest.model import UNSTATED, Clause, Fact, Metadata, Receipt, Span

CLAUSE_COLUMNS = ("id", "label", "heading", "path", "labels", "level", "start", "end", "parent", "unit")


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dump_metadata(metadata: Metadata) -> str:
    """Only what the text states."""
    facts = {f.name: getattr(metadata, f.name) for f in fields(Metadata)}
    return dump({name: asdict(fact) for name, fact in facts.items() if fact != UNSTATED})


def load_metadata(column: str) -> Metadata:
    return Metadata(**{name: _fact(fact) for name, fact in json.loads(column).items()})


def dump_receipt(receipt: Receipt) -> str:
    return dump(asdict(receipt))


def load_receipt(column: str) -> Receipt:
    values: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(column).items()
    }
    return Receipt(**values)


def dump_layout(layout: Layout) -> str:
    return dump(plain_layout(layout))


def load_layout(column: str | None) -> Layout:
    """PLAIN where the version has none."""
    return layout_of(json.loads(column)) if column is not None else PLAIN


def dump_spans(spans: Sequence[Span]) -> str:
    return dump([(span.start, span.end) for span in spans])


def load_spans(column: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(column))


def load_warnings(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def clause_values(clause: Clause) -> tuple[Any, ...]:
    """The columns of CLAUSE_COLUMNS."""
    values = asdict(clause) | {"path": dump(clause.path), "labels": dump(clause.labels)}
    return tuple(values[name] for name in CLAUSE_COLUMNS)


def load_clause(row: sqlite3.Row, document_id: str) -> Clause:
    values = {name: row[name] for name in CLAUSE_COLUMNS}
    values["path"] = tuple(json.loads(row["path"]))
    values["labels"] = tuple(json.loads(row["labels"]))
    return Clause(document_id=document_id, **values)


def _fact(fact: Mapping[str, Any]) -> Fact:
    value = fact["value"]
    return Fact(
        value=tuple(value) if isinstance(value, list) else value,
        quote=fact["quote"],
        start=fact["start"],
        end=fact["end"],
        alternatives=tuple(_fact(other) for other in fact["alternatives"]),
    )
