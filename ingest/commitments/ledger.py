"""Clause by clause: sentences, table lines and the notes on who and when → rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline
from ingest.commitments.attributions import Attribution, attributed, attributions, merged, noted, without
from ingest.commitments.candidates import is_date
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.rows import Context, noted_row, phase_row, read_rows
from ingest.commitments.statements import Statement, is_alone, is_phase, statements
from ingest.commitments.tables import Line, duty, headings, table_line, widened
from ingest.model import Clause

_WHEN = re.compile(r"时间|日期|期限|时限")


@dataclass
class _Reading:
    """What one document has said so far: row numbers, and the notes that stand in headings by clause."""

    text: str
    by_id: Mapping[str, Clause]
    issued: str | None
    counts: dict[str, int] = field(default_factory=dict)
    headed: dict[str, Attribution] = field(default_factory=dict)


def read_ledger(text: str, clauses: Sequence[Clause], issued: str | None) -> Iterator[Commitment]:
    """The rows of *text*, clause by clause."""
    reading = _Reading(text, {clause.id: clause for clause in clauses}, issued)
    for _, group in groupby(statements(text, clauses), key=lambda statement: statement.clause.id):
        yield from _clause_rows(reading, list(group))


def _clause_rows(reading: _Reading, group: Sequence[Statement]) -> list[Commitment]:
    clause = group[0].clause
    phase = _phase(clause, reading.by_id)
    context = Context(issued=reading.issued, phase=phase, counts=reading.counts)
    rows: list[Commitment] = []
    notes: list[Attribution] = []
    columns: tuple[str, ...] | None = None
    for statement in group:
        if statement.standing != "binding":
            continue
        if line := table_line(reading.text, statement.span):
            columns = headings(reading.text, line) or columns
            rows += _table_rows(reading, statement, line, columns=columns, context=context)
            continue
        found = attributions(reading.text, statement.span, reading.issued)
        if found and statement.is_heading:
            reading.headed[clause.id] = found[-1]
        else:
            notes += found
        pieces = (
            (replace(statement, span=span) for span in without(statement.span, found))
            if found
            else (statement,)
        )
        for piece in pieces:
            rows += _sentence_rows(reading, piece, context)
    noted_rows = attributed(reading.text, rows, merged(reading.text, notes))
    above = _headed(clause, reading)
    return [noted(row, above) if above and row in rows else row for row in noted_rows]


def _sentence_rows(reading: _Reading, statement: Statement, context: Context) -> Iterator[Commitment]:
    if not statement.is_heading or is_alone(reading.text, statement.clause):
        yield from read_rows(reading.text, statement, context)
        if _WHEN.search(statement.clause.heading) and is_date(statement.span.of(reading.text)):
            yield from phase_row(reading.text, statement, context)
    elif is_phase(statement.clause.heading):
        yield from phase_row(reading.text, statement, context)


def _table_rows(
    reading: _Reading,
    statement: Statement,
    line: Line,
    *,
    columns: tuple[str, ...] | None,
    context: Context,
) -> list[Commitment]:
    """The rows of one line of a table: under known headings one, else each cell by itself."""
    if columns is None:
        cells = (replace(statement, span=cell) for cell in line.cells)
        return [row for cell in cells for row in read_rows(reading.text, cell, context)]
    found = duty(reading.text, statement, line, columns, issued=reading.issued)
    if found is None or headings(reading.text, line):
        return []
    task, note = found
    rows = list(read_rows(reading.text, task, context))
    if not rows:
        rows = [noted_row(task, task.span.of(reading.text), task.span.start, context)]
        rows = [replace(row, kind="deadline") if note.deadline.raw else row for row in rows]
    rows = [noted(row, note) for row in rows]
    return [widened(reading.text, rows[0], line)] if len(rows) == 1 else rows


def _headed(clause: Clause, reading: _Reading) -> Attribution | None:
    """The note in the nearest heading above *clause*."""
    at: Clause | None = clause
    while at is not None:
        if at.id in reading.headed:
            return reading.headed[at.id]
        at = reading.by_id.get(at.parent or "")
    return None


def _phase(clause: Clause, by_id: Mapping[str, Clause]) -> Deadline:
    """The dates that the nearest heading gives: （2024年9月—12月）."""
    at: Clause | None = clause
    while at is not None:
        deadline = read_deadline(at.heading, issued=None)
        if deadline.raw and is_phase(at.heading):
            return deadline
        at = by_id.get(at.parent or "")
    return NO_DEADLINE
