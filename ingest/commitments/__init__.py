"""The commitment ledger: what a document commits to, as rows that each stand on an exact slice of a clause."""

from collections.abc import Sequence

from ingest.commitment_model import Commitment
from ingest.commitments.joins import joined
from ingest.commitments.ledger import read_ledger
from ingest.model import Clause, Metadata

__all__ = ["extract_commitments"]


def extract_commitments(text: str, clauses: Sequence[Clause], metadata: Metadata) -> tuple[Commitment, ...]:
    """Every commitment of *text*, in its order. Pure: the same text and clauses give the same rows.

    Relative deadlines are reckoned from the date of issue of *metadata*, else they have no ``iso``.
    """
    rows = sorted(read_ledger(text, clauses, issued(metadata)), key=lambda row: (row.start, row.end))
    return joined(text, clauses, rows)


def issued(metadata: Metadata) -> str | None:
    """The date that relative deadlines are reckoned from, as ISO; None where the document has none."""
    for fact in (metadata.date_issued, metadata.date_published):
        if isinstance(fact.value, str):
            return fact.value
    return None
