"""Hybrid search over the real stores with the real model."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ingest.model import Document
from retrieval import search
from retrieval.embedder import Embedder
from retrieval.fusion import best_by_group, z_scores
from retrieval.hits import Retriever
from retrieval.shelf import Shelf
from tests.retriever_contract import RetrieverContract
from tests.small_plans import BOARDING, NUMERALS, READING, SPORTS, plan


class TestHybridSearch(RetrieverContract):
    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, embedder: Embedder) -> Iterator[None]:
        with Shelf.open(tmp_path, embedder) as self.shelf:
            yield

    def build(self, documents: Sequence[Document]) -> Retriever:
        for document in documents:
            self.shelf.add(document, b"")
        return self.shelf.retriever


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Shelf]:
    with Shelf.open(tmp_path_factory.mktemp("home"), embedder) as shelf:
        for document in (SPORTS, READING, BOARDING):
            shelf.add(document, b"")
        yield shelf


def test_sentences_are_scored_by_themselves(shelf: Shelf):
    """Within a clause the sentence that answers has the higher score."""
    (hit,) = shelf.retriever.retrieve("违反了由谁约谈校长", 1)
    rule, consequence = hit.sentences

    assert consequence.text == "违反的，由县教育局约谈校长。"
    assert consequence.score > rule.score


def test_words_find_what_vectors_blur(shelf: Shelf):
    """An exact number in the question finds the clause that holds it."""
    assert shelf.retriever.retrieve("48小时", 1)[0].clause.label == "二、"
    assert shelf.retriever.retrieve("48小时", 1)[0].document.id == BOARDING.id


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param({"WIDE": 2.0}, id="all-vectors"),
        pytest.param({"SCANNED": 0, "SHARING": 5}, id="neighbours-and-words-of-everything"),
        pytest.param({"SCANNED": 0, "SHARING": 10_000}, id="neighbours-and-words-of-the-scope"),
    ],
)
def test_all_of_a_large_scope_is_searched(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float]
):
    """Scopes too large to score one by one give the same best hits by each way to the nearest vectors and words."""
    with Shelf.open(tmp_path, embedder) as shelf:
        for year in range(2003, 2009):
            provisions = [
                f"{year}年新建{label}类幼儿园{year % 7 + n}所。" for n, label in enumerate(NUMERALS)
            ]
            shelf.add(plan(f"临溪县{year}年学前教育计划", provisions), b"")
        scope = frozenset(s.id for s in shelf.library.summaries()[:5])
        exact = shelf.retriever.retrieve("2006年新建三类幼儿园几所", 3, scope)
        for name, value in {"EXACT": 10, **limits}.items():
            monkeypatch.setattr(search, name, value)
        indexed = shelf.retriever.retrieve("2006年新建三类幼儿园几所", 3, scope)

    assert [hit.clause.id for hit in indexed] == [hit.clause.id for hit in exact]
    assert exact[0].text == "三、2006年新建三类幼儿园6所。"
    assert {hit.document.id for hit in indexed} <= scope


FINITE = st.floats(-1e3, 1e3)


@given(hnp.arrays(np.float64, st.integers(0, 20), elements=FINITE))
def test_z_scores_keep_the_order(scores: np.ndarray):
    """Standardising never swaps two scores; its mean is 0."""
    scaled = z_scores(scores)

    assert np.all(np.isfinite(scaled))
    assert abs(scaled.sum()) < 1e-6 * max(1, scores.size)
    assert all(
        scaled[i] <= scaled[j]
        for i in range(scores.size)
        for j in range(scores.size)
        if scores[i] < scores[j]
    )


def test_equal_scores_tell_nothing():
    """Where all score the same, nothing is added to anyone."""
    assert z_scores(np.array([3.0, 3.0])).tolist() == [0.0, 0.0]


def test_a_group_scores_as_its_best_member():
    """A clause counts as its best passage; one without any as the worst of all."""
    assert best_by_group(np.array([1.0, 5.0, 2.0]), np.array([0, 0, 2]), 4).tolist() == [5.0, 1.0, 2.0, 1.0]
