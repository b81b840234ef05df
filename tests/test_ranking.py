"""The arithmetic of ranking metrics, in cases that can be worked out by hand."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import ranking
from eval.intervals import difference, estimate
from eval.metrics import Place
from eval.ranking import Unit
from eval.table_of_rankings import as_rows, measured

A, B = Place("甲.txt", 0, 10), Place("甲.txt", 20, 30)
NOTHING: Unit = (Place("乙.txt", 0, 10),)
BOTH: Unit = (A, B)


@pytest.mark.parametrize(
    ("units", "k", "recall"),
    [
        pytest.param([(A,), (B,)], 1, 0.5, id="one-of-two"),
        pytest.param([(A,), (B,)], 3, 1.0, id="both-within-depth"),
        pytest.param([NOTHING, (A,)], 1, 0.0, id="too-deep"),
        pytest.param([BOTH], 1, 1.0, id="one-unit-of-two-places"),
        pytest.param([(Place("甲.txt", 0, 5),), (Place("甲.txt", 5, 30),)], 2, 1.0, id="joined-over-units"),
    ],
)
def test_recall_at_k(units: list[Unit], k: int, recall: float):
    """The share of the gold spans that the first k units together cover."""
    assert ranking.recall_at([A, B], units, k) == recall


def test_reciprocal_rank_is_that_of_the_first_unit_that_covers_a_span():
    """Second place is a half; a unit that covers too little does not count; nothing found is 0."""
    seven_tenths: Unit = (Place("甲.txt", 0, 7),)

    assert ranking.reciprocal_rank([A], [NOTHING, (A,)]) == 0.5
    assert ranking.reciprocal_rank([A, B], [(B,)]) == 1.0
    assert ranking.reciprocal_rank([A], [seven_tenths]) == 0.0
    assert ranking.reciprocal_rank([], [(A,)]) is None


def test_ndcg_discounts_by_rank_and_counts_a_span_once():
    """A span at rank 2 is worth 1/log2(3); the same span again is worth nothing; both at once are at most all."""
    assert ranking.ndcg_at([A], [(A,), (A,)], 10) == 1.0
    assert ranking.ndcg_at([A], [NOTHING, (A,)], 10) == pytest.approx(1 / log2(3))
    assert ranking.ndcg_at([A, B], [(A,), NOTHING, (B,)], 10) == pytest.approx(
        (1 + 1 / log2(4)) / (1 + 1 / log2(3))
    )
    assert ranking.ndcg_at([A, B], [BOTH], 10) == 1.0
    assert ranking.ndcg_at([A], [NOTHING, (A,)], 1) == 0.0
    assert ranking.ndcg_at([], [(A,)], 10) is None


def test_characters_at_counts_what_is_shown():
    """Two places of ten characters in the first unit, ten more in the second."""
    assert ranking.characters_at([BOTH, NOTHING], 1) == 20
    assert ranking.characters_at([BOTH, NOTHING], 5) == 30


UNITS = st.lists(st.sampled_from([(A,), (B,), BOTH, NOTHING]), max_size=6)


@given(UNITS, st.integers(1, 6))
def test_ranking_metrics_are_shares_and_recall_grows_with_depth(units: list[Unit], k: int):
    """Every metric lies in 0 to 1, and a deeper look never finds less."""
    recall, deeper = (ranking.recall_at([A, B], units, depth) or 0 for depth in (k, k + 1))

    assert 0 <= recall <= deeper <= 1
    assert 0 <= (ranking.ndcg_at([A, B], units, k) or 0) <= 1
    assert 0 <= (ranking.reciprocal_rank([A, B], units) or 0) <= 1


def test_estimate_is_the_mean_with_its_interval():
    """Ten right of twenty: one half, with an interval around it; nothing measured is no estimate."""
    found = estimate([0.0, 1.0] * 10)

    assert found is not None
    assert (found.mean, found.n) == (0.5, 20)
    assert found.low < 0.5 < found.high
    assert estimate([]) is None


def test_difference_is_paired():
    """Every question a little better is a certain gain, however unlike the questions are; gaps are left out."""
    before = [0.1, 0.9, 0.3, 0.7, None]
    gain = difference(before, [None if b is None else b + 0.1 for b in before])
    noise = difference([0.0, 1.0] * 10, [1.0, 0.0] * 10)

    assert gain is not None
    assert noise is not None
    assert gain.mean == pytest.approx(0.1)
    assert gain.n == 4
    assert gain.excludes_zero
    assert not noise.excludes_zero


def test_table_leaves_out_questions_without_evidence():
    """A question that no document answers has no rank; the table says so many questions were measured."""
    found = measured("甲法", [(A,), ()], lambda n: [(A,)] if n == 0 else [NOTHING])

    assert len(found.characters) == 1
    assert as_rows([found])[1][:2] == ["甲法", "1.000 (1.000–1.000)"]
    assert as_rows([measured("空", [()], lambda _: [])])[1][1:] == ["—"] * 6
