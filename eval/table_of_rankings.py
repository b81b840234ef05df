"""Several ways of ranking over the same questions: recall, rank and characters shown, side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from eval.intervals import Estimate, estimate
from eval.metrics import Place
from eval.ranking import Unit, characters_at, ndcg_at, recall_at, reciprocal_rank

DEPTHS = (1, 3, 5)
DEEPEST = 10  # units asked of a ranking; the depth of MRR and nDCG
NAMES = {
    **{f"recall@{k}": f"前 {k} 条证据召回" for k in DEPTHS},
    "mrr": "MRR",
    "ndcg@10": "nDCG@10",
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one way of ranking achieves: the value of each metric a question, and the characters of its first five."""

    name: str
    values: Mapping[str, Sequence[float]]
    characters: Sequence[int]

    def estimate(self, metric: str) -> Estimate | None:
        """The mean with its interval; None where there are no questions with an answer."""
        return estimate(self.values[metric])

    @property
    def mean_characters(self) -> float | None:
        return fmean(self.characters) if self.characters else None


Rank = Callable[[int], Sequence[Unit]]  # number of the question (from 0) → its units, best first


def measured(name: str, golds: Sequence[Sequence[Place]], rank: Rank) -> Ranked:
    """The metrics of *rank* over the questions whose gold spans are *golds*; those without any are passed over."""
    asked = [(gold, rank(n)) for n, gold in enumerate(golds) if gold]
    rows = [one_ranking(gold, units) for gold, units in asked]
    values = {metric: [row[metric] for row in rows] for metric in NAMES}
    return Ranked(name, values, [characters_at(units, max(DEPTHS)) for _, units in asked])


def one_ranking(gold: Sequence[Place], units: Sequence[Unit]) -> dict[str, float]:
    """The metrics of one question's ranking, by name; *gold* is not empty."""
    values = {f"recall@{k}": recall_at(gold, units, k) for k in DEPTHS}
    values |= {
        "mrr": reciprocal_rank(gold, units[:DEEPEST]),
        "ndcg@10": ndcg_at(gold, units, DEEPEST),
    }
    return {name: value for name, value in values.items() if value is not None}


def as_rows(rankings: Sequence[Ranked]) -> list[list[str]]:
    """The table for people: a heading, then a row a ranking, with 95 % intervals."""
    rows = [["检索方式", *NAMES.values(), "前 5 条字数"]]
    for ranked in rankings:
        shown = [_cell(ranked.estimate(metric)) for metric in NAMES]
        characters = ranked.mean_characters
        rows.append([ranked.name, *shown, "—" if characters is None else f"{characters:.0f}"])
    return rows


def as_plain(rankings: Sequence[Ranked]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "name": ranked.name,
            "questions": len(ranked.characters),
            "characters@5": None if ranked.mean_characters is None else round(ranked.mean_characters),
            **{metric: found.to_dict() if (found := ranked.estimate(metric)) else None for metric in NAMES},
        }
        for ranked in rankings
    ]


def _cell(found: Estimate | None) -> str:
    return "—" if found is None else f"{found.mean:.3f} ({found.low:.3f}–{found.high:.3f})"
