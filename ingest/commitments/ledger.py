"""Clause by clause: sentences, table lines and the notes on who and when → rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline
from ingest.commitments.attributions import Attribution, attributed, attributions, merged, noted, without
from ingest.commitments.circumstances import is_date
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.duties import duty_rows
from ingest.commitments.fields import Field, headings, labelled, line_of, under
from ingest.commitments.headlines import commits
from ingest.commitments.reach import Block, is_block, with_reach
from ingest.commitments.rows import Context, phase_row, read_rows
from ingest.commitments.statements import Statement, by_clause, is_phase
from ingest.commitments.tables import Line, widened
from ingest.model import Clause

_LONGEST_ROW = 2000  # characters of a row of a table in words
_LONGEST_GAP = 2  # characters between a label and what it labels
_WHEN = re.compile(r"时间|日期|期限|时限")


@dataclass
class _Reading:
    """What one document has said so far: row numbers, and the notes that stand in headings by clause."""

    text: str
    by_id: Mapping[str, Clause]
    issued: str | None
    counts: dict[str, int] = field(default_factory=dict)
    headed: dict[str, Attribution] = field(default_factory=dict)
    phases: dict[str, Deadline] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)


def read_ledger(text: str, clauses: Sequence[Clause], issued: str | None) -> list[Commitment]:
    """The rows of *text*, clause by clause."""
    reading = _Reading(text, {clause.id: clause for clause in clauses}, issued)
    rows = [row for group in by_clause(text, clauses) for row in _clause_rows(reading, group)]
    return with_reach(rows, reading.blocks, clauses, reading.inner)


def _clause_rows(reading: _Reading, group: Sequence[Statement]) -> list[Commitment]:
    clause = group[0].clause
    phase = _phase(clause, reading)
    context = Context(issued=reading.issued, phase=phase, counts=reading.counts)
    rows: list[Commitment] = []
    notes: list[Attribution] = []
    columns: tuple[str, ...] | None = None
    read_until = 0
    for statement in group:
        if statement.standing != "binding" or statement.span.start < read_until:
            continue
        if line := line_of(reading.text, statement.span, columns):
            columns = headings(reading.text, line) or columns
            rows += _table_rows(reading, statement, line, columns=columns, context=context)
            continue
        if fields := _fields(reading, statement):
            rows += duty_rows(reading.text, statement, fields, context)
            read_until = fields[-1].value.end
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
    notes = merged(reading.text, notes)
    for note in notes:
        if is_block(reading.text, note):
            reading.blocks.append(Block(clause, note))
        else:
            reading.inner.append(note.span.start)
    above = _headed(clause, reading)
    pairs = zip(rows, attributed(reading.text, rows, notes), strict=True)
    return [noted(row, above) if above and row is plain else row for plain, row in pairs]


def _sentence_rows(reading: _Reading, statement: Statement, context: Context) -> Iterator[Commitment]:
    if not statement.is_heading or commits(reading.text, statement.clause, statement.span):
        yield from read_rows(reading.text, statement, context)
        heading = statement.clause.heading
        if heading and _WHEN.search(heading) and is_date(statement.span.of(reading.text).strip("。；;,， ")):
            yield from phase_row(reading.text, statement, context)
    elif is_phase(statement.clause.heading):
        yield from phase_row(reading.text, statement, context)


def _fields(reading: _Reading, statement: Statement) -> tuple[Field, ...]:
    """The fields of the row in words that *statement* begins: the whole line, also what serves it as its label."""
    text, clause, begin = reading.text, statement.clause, statement.span.start
    start = max(text.rfind("\n", clause.start, begin) + 1, clause.start)
    if begin > max(start, clause.start + len(clause.label)) + _LONGEST_GAP:
        return ()  # further on in its line
    end = text.find("\n", begin, min(clause.end, start + _LONGEST_ROW))
    return labelled(text, start, end if end >= 0 else min(clause.end, start + _LONGEST_ROW))


def _table_rows(
    reading: _Reading,
    statement: Statement,
    line: Line,
    *,
    columns: tuple[str, ...] | None,
    context: Context,
) -> list[Commitment]:
    """The rows of one line of a table: as the names of its columns say, else each cell by itself."""
    if columns is None:
        cells = (replace(statement, span=cell) for cell in line.filled)
        return [row for cell in cells for row in read_rows(reading.text, cell, context)]
    if headings(reading.text, line):
        return []
    fields = under(reading.text, line, columns)
    rows = duty_rows(reading.text, statement, fields, context) if fields else []
    return [widened(reading.text, rows[0], line)] if len(rows) == 1 else rows


def _headed(clause: Clause, reading: _Reading) -> Attribution | None:
    """The note in the nearest heading above *clause*."""
    at: Clause | None = clause
    while at is not None:
        if at.id in reading.headed:
            return reading.headed[at.id]
        at = reading.by_id.get(at.parent or "")
    return None


def _phase(clause: Clause, reading: _Reading) -> Deadline:
    """The dates that the nearest heading gives: （2024年9月—12月）."""
    if clause.id not in reading.phases:
        own = read_deadline(clause.heading, issued=reading.issued)
        above = reading.by_id.get(clause.parent or "")
        if own.raw and is_phase(clause.heading):
            reading.phases[clause.id] = own
        else:
            reading.phases[clause.id] = _phase(above, reading) if above else NO_DEADLINE
    return reading.phases[clause.id]
