"""Rows of two or more plans aligned by topic: one row of a plan stands in one topic at most. Pure.

Two plans are matched as well as all their rows together allow (an optimal assignment, not each row's best). Of more
than two, every two are matched so; then topics grow from the surest pair down, each plan having one row in a topic.
So no plan is the measure of the others, and a topic that only the second and third share is found as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp
from typing import Literal

import numpy as np

from retrieval.indexing import Floats

Level = Literal["high", "medium", "low"]
Basis = Literal["computed", "confirmed"]

# Log odds. Measured with every pair of plans left out of the fit in turn: of the pairs assigned above HIGH 88 % were
# right, of those between MEDIUM and HIGH 52 %, of those below 30 %; the last are shown because a person separates a
# wrong pair faster than they find a missing one.
THRESHOLD = -2.25
MEDIUM, HIGH = -1.25, 0.0
CERTAIN = 50.0  # a pair that somebody confirmed
# The share of right pairs among those assigned at some log odds: a logistic curve through the same measurements.
_SLOPE, _MIDDLE = 0.60, 0.57

Key = tuple[int, int]  # plan, row of it


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people decided: pairs of row ids that are one topic, and pairs that are not. Order doesn't matter."""

    together: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure it is that rows are one topic: ``value`` is the probability, 0 to 1."""

    value: float
    level: Level
    basis: Basis = "computed"


@dataclass(frozen=True, slots=True)
class Topic:
    """Rows of one topic: for each plan the position of its row, or None. At least two are rows."""

    rows: tuple[int | None, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    left: Key
    right: Key


def align(
    ids: Sequence[Sequence[str]], scores: Mapping[tuple[int, int], Floats], corrections: Corrections
) -> tuple[Topic, ...]:
    """The topics that the plans with these row *ids* share, in the order of the first plan, then of the second….

    *scores* has the log odds (rows of a, rows of b) for every two plans a < b.
    """
    pairs = [
        pair
        for a, b in combinations(range(len(ids)), 2)
        for pair in _matched(ids, (a, b), scores[a, b], corrections)
    ]
    topics = _grown(pairs, ids, corrections.apart)
    return tuple(sorted(topics, key=lambda topic: _place(topic.rows)))


def confidence_of(score: float) -> Confidence:
    """What a log odds means to a reader."""
    if score >= CERTAIN:
        return Confidence(1.0, "high", "confirmed")
    level: Level = "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"
    return Confidence(round(1 / (1 + exp(-(_SLOPE * score + _MIDDLE))), 2), level)


def assigned(scores: Floats, threshold: float) -> list[tuple[int, int]]:
    """The pairs (row, column) of the best one-to-one assignment that score above *threshold*."""
    from scipy.optimize import linear_sum_assignment  # half a second: only who compares pays for it

    gain = np.maximum(scores - threshold, 0)
    rows, columns = linear_sum_assignment(-gain)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def _matched(
    ids: Sequence[Sequence[str]], plans: tuple[int, int], scores: Floats, corrections: Corrections
) -> Iterator[_Pair]:
    corrected = _corrected(ids[plans[0]], ids[plans[1]], scores, corrections)
    for i, j in assigned(corrected, THRESHOLD):
        yield _Pair(float(corrected[i, j]), (plans[0], i), (plans[1], j))


def _corrected(left: Sequence[str], right: Sequence[str], scores: Floats, corrections: Corrections) -> Floats:
    """*scores* with what people decided put in place of what was computed."""
    corrected = scores.copy()
    places = {ident: (0, at) for at, ident in enumerate(left)} | {
        ident: (1, at) for at, ident in enumerate(right)
    }
    for pairs, score in ((corrections.apart, -CERTAIN), (corrections.together, CERTAIN)):
        for pair in pairs:
            found = sorted(places[ident] for ident in pair if ident in places)
            if [side for side, _ in found] == [0, 1]:
                corrected[found[0][1], found[1][1]] = score
    return corrected


def _grown(
    pairs: Iterable[_Pair], ids: Sequence[Sequence[str]], apart: frozenset[frozenset[str]]
) -> Iterator[Topic]:
    """Topics joined pair by pair, the surest first; a topic is as sure as the weakest pair that it took."""
    topic_of: dict[Key, dict[int, int]] = {}
    weakest: dict[int, float] = {}
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        one = topic_of.setdefault(pair.left, dict([pair.left]))
        other = topic_of.setdefault(pair.right, dict([pair.right]))
        if one is other or one.keys() & other.keys() or _kept_apart(one, other, ids, apart):
            continue
        score = min(pair.score, weakest.get(id(one), CERTAIN), weakest.get(id(other), CERTAIN))
        one |= other
        weakest[id(one)] = score
        topic_of |= dict.fromkeys(other.items(), one)
    for topic in {id(topic): topic for topic in topic_of.values() if len(topic) > 1}.values():
        rows = tuple(topic.get(plan) for plan in range(len(ids)))
        yield Topic(rows, confidence_of(weakest[id(topic)]))


def _kept_apart(
    one: Mapping[int, int],
    other: Mapping[int, int],
    ids: Sequence[Sequence[str]],
    apart: frozenset[frozenset[str]],
) -> bool:
    return any(frozenset((ids[a][i], ids[b][j])) in apart for a, i in one.items() for b, j in other.items())


def _place(rows: Sequence[int | None]) -> tuple[int, int]:
    return next((plan, row) for plan, row in enumerate(rows) if row is not None)
