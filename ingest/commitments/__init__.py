"""The commitment ledger: what a document commits to, as rows that each stand on an exact slice of a clause."""

from collections.abc import Sequence

from ingest.commitment_model import Commitment
from ingest.commitments.joins import joined
from ingest.commitments.ledger import read_ledger
from ingest.commitments.since import reckoned_from
from ingest.model import Clause, Metadata

__all__ = ["extract_commitments"]


def extract_commitments(text: str, clauses: Sequence[Clause], metadata: Metadata) -> tuple[Commitment, ...]:
    """Every commitment of *text*, in its order. Pure: the same text and clauses give the same rows.

    Relative deadlines are reckoned from the date of issue of *metadata*, else from what the document says of its
    year (see ``reckoned_from``); without either they have no ``iso``.
    """
    issued = reckoned_from(text, clauses, metadata)
    rows = sorted(read_ledger(text, clauses, issued), key=lambda row: (row.start, row.end))
    return joined(text, clauses, rows)
