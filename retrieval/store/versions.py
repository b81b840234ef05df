"""Rows of one version of one document: written whole, read back as values."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest.commitment_model import Commitment
from ingest.layout import PLAIN
from ingest.model import Document, Passage
from retrieval.hits import DocumentSummary
from retrieval.indexing import Floats
from retrieval.interaction.kept import carry_tokens, kept_tokens
from retrieval.store.commitment_records import insert_commitments, load_commitment
from retrieval.store.database import Database
from retrieval.store.passage_table import insert_passages
from retrieval.store.readings import carry_readings
from retrieval.store.records import (
    CLAUSE_COLUMNS,
    clause_values,
    dump,
    dump_layout,
    dump_metadata,
    dump_receipt,
    dump_spans,
    load_clause,
    load_layout,
    load_metadata,
    load_receipt,
    load_spans,
    load_warnings,
)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version of a document without its text. ``added_at`` is ISO 8601 in UTC, to the second."""

    version: int
    content_hash: str
    file_name: str
    title: str
    added_at: str
    clauses: int
    characters: int
    warnings: tuple[str, ...]


_COLUMNS = ", ".join(f'"{name}"' for name in CLAUSE_COLUMNS)
_BLANKS = ", ".join("?" * len(CLAUSE_COLUMNS))


def insert_version(
    connection: sqlite3.Connection, document: Document, *, data: bytes, vectors: Floats
) -> Document:
    """Store *document* as its next version, make that the current one, and return it with its version.

    Passages of the version before go: only current ones are searched.
    """
    row = connection.execute(
        "SELECT max(version) AS last FROM versions WHERE document_id = ?", (document.id,)
    ).fetchone()
    document = replace(document, version=(row["last"] or 0) + 1)
    number = _insert_row(connection, document)
    connection.execute(
        "INSERT INTO files (version, data, sha256) VALUES (?1, ?2, sha256_of(?2))", (number, data)
    )
    if document.layout != PLAIN:
        layout = dump_layout(document.layout)
        connection.execute("INSERT INTO layouts (version, layout) VALUES (?, ?)", (number, layout))
    _insert_clauses(connection, number, document)
    insert_commitments(connection, number, document.commitments)
    kept = kept_tokens(connection, document.id)
    connection.execute(
        "DELETE FROM passages WHERE version IN (SELECT number FROM versions WHERE document_id = ?)",
        (document.id,),
    )
    insert_passages(connection, version=number, passages=document.passages, vectors=vectors)
    carry_tokens(connection, number, kept)
    carry_readings(connection, number, document)
    connection.execute(
        "INSERT INTO documents (id, current) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET current = excluded.current",
        (document.id, number),
    )
    return document


def replace_reading(
    connection: sqlite3.Connection, number: int, *, document: Document, vectors: Floats
) -> None:
    """Store what was read out of the version with this number anew: its text, file and time stay."""
    values = _reading(document) | {"number": number}
    assignments = ", ".join(f"{name} = :{name}" for name in _reading(document))
    connection.execute(f"UPDATE versions SET {assignments} WHERE number = :number", values)
    kept = kept_tokens(connection, document.id)
    connection.execute("DELETE FROM clauses WHERE version = ?", (number,))
    _insert_clauses(connection, number, document)
    insert_commitments(connection, number, document.commitments)
    insert_passages(connection, version=number, passages=document.passages, vectors=vectors)
    carry_tokens(connection, number, kept)


def _insert_clauses(connection: sqlite3.Connection, number: int, document: Document) -> None:
    connection.executemany(
        f"INSERT INTO clauses (version, position, {_COLUMNS}) VALUES (?, ?, {_BLANKS})",
        ((number, position, *clause_values(clause)) for position, clause in enumerate(document.clauses)),
    )


def _reading(document: Document) -> dict[str, str]:
    """The columns that hold what was read out of the text."""
    return {
        "title": document.title,
        "metadata": dump_metadata(document.metadata),
        "noise": dump_spans(document.noise),
        "receipt": dump_receipt(document.receipt),
        "warnings": dump(document.warnings),
    }


def _insert_row(connection: sqlite3.Connection, document: Document) -> int:
    values = _reading(document) | {
        "document_id": document.id,
        "version": document.version,
        "file_name": document.file_name,
        "content_hash": document.content_hash,
        "text": document.text,
        "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    columns, blanks = ", ".join(values), ", ".join(f":{name}" for name in values)
    number = connection.execute(f"INSERT INTO versions ({columns}) VALUES ({blanks})", values).lastrowid
    assert number is not None
    return number


def load_summary(row: sqlite3.Row) -> DocumentSummary:
    """A row of `versions`, its text left out, with the number of ``commitments`` and its ``layout``."""
    receipt = load_receipt(row["receipt"])
    return DocumentSummary(
        id=row["document_id"],
        file_name=row["file_name"],
        title=row["title"],
        version=row["version"],
        metadata=load_metadata(row["metadata"]),
        clauses=receipt.clauses,
        characters=receipt.characters,
        warnings=load_warnings(row["warnings"]),
        commitments=row["commitments"],
        pages=load_layout(row["layout"]).pages,
    )


def load_version(row: sqlite3.Row) -> StoredVersion:
    """A row of `versions`, its text left out."""
    receipt = load_receipt(row["receipt"])
    return StoredVersion(
        version=row["version"],
        content_hash=row["content_hash"],
        file_name=row["file_name"],
        title=row["title"],
        added_at=row["added_at"],
        clauses=receipt.clauses,
        characters=receipt.characters,
        warnings=load_warnings(row["warnings"]),
    )


def load_document(database: Database, number: int) -> Document | None:
    """The version with this number, whole; None where it is gone. One that isn't current has no passages."""
    row = database.row(
        "SELECT v.*, l.layout FROM versions v LEFT JOIN layouts l ON l.version = v.number WHERE v.number = ?",
        number,
    )
    if row is None:
        return None
    clauses = database.rows("SELECT * FROM clauses WHERE version = ? ORDER BY position", number)
    return Document(
        id=row["document_id"],
        file_name=row["file_name"],
        content_hash=row["content_hash"],
        text=row["text"],
        metadata=load_metadata(row["metadata"]),
        clauses=tuple(load_clause(clause, row["document_id"]) for clause in clauses),
        noise=load_spans(row["noise"]),
        passages=_passages(database, number),
        commitments=_commitments(database, number),
        receipt=load_receipt(row["receipt"]),
        version=row["version"],
        warnings=load_warnings(row["warnings"]),
        layout=load_layout(row["layout"]),
    )


def _passages(database: Database, number: int) -> tuple[Passage, ...]:
    rows = database.rows(
        'SELECT c.id, p.unit, p.start, p."end", p.text FROM passages p JOIN clauses c ON c.number = p.clause '
        "WHERE p.version = ? ORDER BY p.number",
        number,
    )
    return tuple(Passage(*row) for row in rows)


def _commitments(database: Database, number: int) -> tuple[Commitment, ...]:
    rows = database.rows("SELECT row FROM commitments WHERE version = ? ORDER BY position", number)
    return tuple(load_commitment(row["row"]) for row in rows)
