"""The commitment ledger: what a document commits to, as rows that each stand on an exact slice of a clause."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.rows import Context, phase_row, read_rows
from ingest.commitments.statements import is_alone, is_phase, statements
from ingest.model import Clause, Metadata

__all__ = ["extract_commitments"]


def extract_commitments(text: str, clauses: Sequence[Clause], metadata: Metadata) -> tuple[Commitment, ...]:
    """Every commitment of *text*, in its order. Pure: the same text and clauses give the same rows.

    Relative deadlines are reckoned from the date of issue of *metadata*, else they have no ``iso``.
    """
    rows = sorted(_rows(text, clauses, _issued(metadata)), key=lambda row: (row.start, row.end))
    return tuple(rows)


def _rows(text: str, clauses: Sequence[Clause], issued: str | None) -> Iterator[Commitment]:
    by_id = {clause.id: clause for clause in clauses}
    context, clause_id = Context(issued=issued), ""
    counts: dict[str, int] = {}
    for statement in statements(text, clauses):
        if statement.clause.id != clause_id:
            clause_id = statement.clause.id
            phase = _phase(statement.clause, by_id)
            context = Context(issued=issued, phase=phase, counts=counts)
        if statement.standing != "binding":
            continue
        if not statement.is_heading or is_alone(text, statement.clause):
            yield from read_rows(text, statement, context)
        elif is_phase(statement.clause.heading):
            yield from phase_row(text, statement, context)


def _phase(clause: Clause, by_id: Mapping[str, Clause]) -> Deadline:
    """The dates that the nearest heading gives: （2024年9月—12月）."""
    at: Clause | None = clause
    while at is not None:
        deadline = read_deadline(at.heading, issued=None)
        if deadline.raw and is_phase(at.heading):
            return deadline
        at = by_id.get(at.parent or "")
    return NO_DEADLINE


def _issued(metadata: Metadata) -> str | None:
    for fact in (metadata.date_issued, metadata.date_published):
        if isinstance(fact.value, str):
            return fact.value
    return None
