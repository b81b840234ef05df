"""One row of a table of duties or figures → rows of the ledger, with who and when as its other cells say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline, Kind, Metric
from ingest.commitments.attributions import Attribution, noted
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.fields import BODIES, Field
from ingest.commitments.indicators import Sum, nature_of, sums_of, targets_of
from ingest.commitments.names import split_names
from ingest.commitments.rows import Context, named_row, read_rows
from ingest.commitments.statements import Statement
from ingest.dates import dates_in
from ingest.model import Span
from ingest.sentences import split_sentences

_ITEM = re.compile(r"(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])\s*")
_MONTH = re.compile(r"\d{1,2}月份?$")


def duty_rows(text: str, statement: Statement, fields: Sequence[Field], context: Context) -> list[Commitment]:
    """What the row with *fields* commits to: its figures by year, its sums of money, else what its task says."""
    note = note_of(text, fields, context.issued)
    targets = list(targets_of(text, fields, context.issued))
    rows = list(_figures(text, statement, fields, context, targets=targets))
    if not targets:
        tasks = [field for field in fields if field.sort == "task"]
        acts = [row for task in tasks for row in _acts(text, statement, task.value, context)]
        rows = [*(acts or _named(text, statement, tasks, note, context)), *rows]
    return [noted(row, note) for row in rows]


def note_of(text: str, fields: Sequence[Field], issued: str | None) -> Attribution:
    """Bodies by role and the time limit that the other cells give."""
    roles: dict[str, tuple[str, ...]] = {}
    for field in fields:
        match = BODIES.match(field.name) if field.sort == "body" else None
        if match and (names := split_names(field.value.of(text).replace("\n", "、").replace(" ", "、"))):
            role = match["role"] or "责任"
            roles[role] = (*roles.get(role, ()), *names)
    limits = (due(field.value.of(text), issued) for field in fields if field.sort == "due")
    limit = next((found for found in limits if found.raw), NO_DEADLINE)
    return Attribution(Span(fields[0].start, fields[-1].value.end), roles, limit)


def due(words: str, issued: str | None) -> Deadline:
    """The limit that a cell under 完成时限 gives: 2024年12月, 8月底前, 12月, 2024.3—2025.10."""
    found = read_deadline(words, issued=issued)
    if found.raw:
        return found
    if _MONTH.fullmatch(words):
        return replace(read_deadline(words.removesuffix("份") + "底", issued=issued), raw=words)
    dates = dates_in(words)
    return Deadline(words, dates[-1].iso, "during" if len(dates) > 1 else "by") if dates else NO_DEADLINE


def _acts(text: str, statement: Statement, value: Span, context: Context) -> Iterator[Commitment]:
    for sentence in split_sentences(text, value.start, value.end):
        item = _ITEM.match(text, sentence.start, sentence.end)
        span = Span(item.end(), sentence.end) if item else sentence
        yield from read_rows(text, replace(statement, span=span), context)


def _named(
    text: str, statement: Statement, tasks: Sequence[Field], note: Attribution, context: Context
) -> Iterator[Commitment]:
    """The task that a row only names, where somebody answers for it or it has a date."""
    if tasks and (note.roles or note.deadline.raw):
        span = tasks[-1].value
        row = named_row(statement, span.of(text), span.start, context)
        yield replace(row, kind="deadline") if note.deadline.raw else row


def _figures(
    text: str, statement: Statement, fields: Sequence[Field], context: Context, *, targets: Sequence[Sum]
) -> Iterator[Commitment]:
    nature = nature_of(text, fields)
    for metric, limit, span in (*targets, *sums_of(text, fields)):
        row = _figure(text, statement, metric, span, context)
        row = replace(row, deadline=limit) if limit.raw else row
        yield replace(row, strength=nature[0], strength_cue=nature[1]) if nature else row


def _figure(text: str, statement: Statement, metric: Metric, span: Span, context: Context) -> Commitment:
    row = named_row(statement, span.of(text), span.start, context)
    money = bool(metric.unit and metric.unit.endswith("元"))
    kind: Kind = "funding" if money else "target_number"
    return replace(row, kind=kind, metrics=(metric,), subject=metric.indicator, action=None)
