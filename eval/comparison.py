"""Two runs over the same questions: how much each metric changed, and which questions were gained and lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.intervals import Estimate, difference
from eval.scoring import PER_QUESTION, REFUSED, Report, Row
from eval.table_of_rankings import NAMES as RANKS

METRICS = (*PER_QUESTION, *REFUSED, *(f"found_{name}" for name in RANKS), "milliseconds")


@dataclass(frozen=True, slots=True)
class Change:
    """One metric before and after, over the questions that both runs have, and the paired difference."""

    metric: str
    before: float
    after: float
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes, and the pairs of rows of which only the later or only the earlier is right.

    ``alone`` are ids of questions that only one of the runs has; they count nowhere.
    """

    changes: tuple[Change, ...]
    gained: tuple[tuple[Row, Row], ...]
    lost: tuple[tuple[Row, Row], ...]
    both: int
    alone: tuple[str, ...]


def compared(before: Report, after: Report) -> Comparison:
    """*after* beside *before*, question by question (those of one id and one wording)."""
    old = {_key(row): row for row in before.rows}
    new = {_key(row): row for row in after.rows}
    pairs = [(old[key], new[key]) for key in old if key in new]
    return Comparison(
        changes=tuple(change for metric in METRICS if (change := _change(metric, pairs))),
        gained=tuple((a, b) for a, b in pairs if a.missed and not b.missed),
        lost=tuple((a, b) for a, b in pairs if b.missed and not a.missed),
        both=len(pairs),
        alone=tuple(dict.fromkeys(key[0] for key in (*old, *new) if key not in old or key not in new)),
    )


def as_plain(comparison: Comparison) -> dict[str, Any]:
    """The comparison for programs."""
    return {
        "questions": comparison.both,
        "only_in_one": list(comparison.alone),
        "changes": {
            change.metric: {
                "before": round(change.before, 4),
                "after": round(change.after, 4),
                "difference": change.difference.to_dict(),
            }
            for change in comparison.changes
        },
        "gained": [after.question.id for _, after in comparison.gained],
        "lost": [after.question.id for _, after in comparison.lost],
    }


def _change(metric: str, pairs: Sequence[tuple[Row, Row]]) -> Change | None:
    values = [(_value(a, metric), _value(b, metric)) for a, b in pairs]
    both = [(a, b) for a, b in values if a is not None and b is not None]
    found = difference([a for a, _ in both], [b for _, b in both])
    if found is None:
        return None
    return Change(metric, sum(a for a, _ in both) / found.n, sum(b for _, b in both) / found.n, found)


def _value(row: Row, metric: str) -> float | None:
    return row.milliseconds if metric == "milliseconds" else row.values.get(metric)


def _key(row: Row) -> tuple[str, str]:
    return row.question.id, row.question.question
