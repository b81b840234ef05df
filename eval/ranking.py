"""Metrics of a ranking of units, each of them the places that it shows. Gold spans and units are of characters."""

from collections.abc import Sequence
from math import log2
from statistics import mean

from eval.metrics import COVERED, Place, cited_characters, covered

Unit = tuple[Place, ...]  # a chunk is one place; a clause shows its own words, sentence by sentence


def covers(unit: Unit, gold: Place) -> bool:
    """Does one unit alone cover the gold span to 80 %?"""
    return covered(gold, unit) >= COVERED


def recall_at(gold: Sequence[Place], ranking: Sequence[Unit], k: int) -> float | None:
    """Share of the gold spans that the first *k* units together cover to 80 %; None when there are none."""
    shown = [place for unit in ranking[:k] for place in unit]
    return mean(float(covered(g, shown) >= COVERED) for g in gold) if gold else None


def reciprocal_rank(gold: Sequence[Place], ranking: Sequence[Unit]) -> float | None:
    """1 / rank of the first unit that alone covers some gold span; 0 where none does."""
    if not gold:
        return None
    ranks = (n for n, unit in enumerate(ranking, start=1) if any(covers(unit, g) for g in gold))
    return 1 / next(ranks, float("inf"))


def ndcg_at(gold: Sequence[Place], ranking: Sequence[Unit], k: int) -> float | None:
    """Gold spans first covered at rank r count 1 / log2(r + 1), divided by what one new span at each rank would give.

    A unit that covers two spans counts twice; at most 1.
    """
    if not gold:
        return None
    left, gained = list(gold), 0.0
    for rank, unit in enumerate(ranking[:k], start=1):
        missed = [g for g in left if not covers(unit, g)]
        gained += (len(left) - len(missed)) / log2(rank + 1)
        left = missed
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(len(gold), k) + 1))
    return min(1.0, gained / ideal)


def characters_at(ranking: Sequence[Unit], k: int) -> int:
    """Characters that a reader of the first *k* units is shown."""
    return sum(cited_characters(unit) for unit in ranking[:k])
