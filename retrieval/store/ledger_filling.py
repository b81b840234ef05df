"""Ledgers for versions that have none: those of a library that an earlier program wrote."""

from collections.abc import Callable

from ingest.commitments import extract_commitments
from retrieval.store.commitment_records import insert_commitments
from retrieval.store.database import Database
from retrieval.store.records import load_clause, load_metadata

_LACKING = "SELECT number FROM versions WHERE number NOT IN (SELECT version FROM ledgers) ORDER BY number"


def fill_ledgers(database: Database, report: Callable[[str, int, int], None]) -> None:
    """Read the commitments of every version that lacks them; *report* gets "ledger", done and total.

    Each version is one transaction, so that a start that is broken off goes on where it was. Raises StorageFailed.
    """
    lacking = [row["number"] for row in database.rows(_LACKING)]
    for done, number in enumerate(lacking, start=1):
        (version,) = database.rows(
            "SELECT document_id, text, metadata FROM versions WHERE number = ?", number
        )
        clauses = database.rows("SELECT * FROM clauses WHERE version = ? ORDER BY position", number)
        rows = extract_commitments(
            version["text"],
            [load_clause(clause, version["document_id"]) for clause in clauses],
            load_metadata(version["metadata"]),
        )
        with database.transaction() as connection:
            insert_commitments(connection, number, rows)
        report("ledger", done, len(lacking))
