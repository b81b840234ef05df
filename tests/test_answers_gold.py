"""Answers measured on gold questions: those over the examples, and those over the development corpus where it is."""

from pathlib import Path

import pytest

from eval.corpus import open_corpus
from eval.questions import DEFAULT_QUESTIONS, read_questions
from eval.runner import asked
from eval.scoring import scored
from retrieval.embedder import Embedder

ROOT = Path(__file__).parent.parent

Figures = dict[str, float | None]


def measured(questions: list[Path], corpus: Path, embedder: Embedder) -> Figures:
    with open_corpus(corpus, embedder) as library:
        replies = asked(read_questions(questions), library.reply, library.texts)
        return scored(replies, library.texts).figures()


@pytest.fixture(scope="module")
def examples(embedder: Embedder) -> Figures:
    return measured([DEFAULT_QUESTIONS], ROOT / "examples", embedder)


@pytest.fixture(scope="module")
def plans(embedder: Embedder, shared: Path) -> Figures:
    return measured(sorted((shared / "gold").glob("questions-*.jsonl")), shared / "corpus", embedder)


FLOORS = [
    pytest.param("exact_citations", 1.0, id="exact"),
    pytest.param("evidence_recall", 0.86, id="recall"),
    pytest.param("first_citation_hit", 0.80, id="first"),
    pytest.param("citation_precision", 0.77, id="precision"),
    pytest.param("answer_has_facts", 0.87, id="facts"),
    pytest.param("refused_when_unanswerable", 0.80, id="refusals"),
]
CEILINGS = [
    pytest.param("refused_when_answerable", 0.03, id="false-refusals"),
    pytest.param("cited_characters", 140, id="brevity"),
]


@pytest.mark.parametrize(("figure", "floor"), FLOORS)
def test_examples_are_answered_well_enough(examples: Figures, figure: str, floor: float):
    """On the example notices no figure falls below its floor."""
    assert (examples[figure] or 0) >= floor


@pytest.mark.parametrize(("figure", "ceiling"), CEILINGS)
def test_examples_are_answered_shortly_and_seldom_refused(examples: Figures, figure: str, ceiling: float):
    """On the example notices answers are short and given where there are any."""
    assert (examples[figure] or 0) <= ceiling


@pytest.mark.parametrize(("figure", "floor"), FLOORS)
def test_plans_are_answered_well_enough(plans: Figures, figure: str, floor: float):
    """On real plans no figure falls below its floor."""
    assert (plans[figure] or 0) >= floor


@pytest.mark.parametrize(("figure", "ceiling"), CEILINGS)
def test_plans_are_answered_shortly_and_seldom_refused(plans: Figures, figure: str, ceiling: float):
    """On real plans answers are short and given where there are any."""
    assert (plans[figure] or 0) <= ceiling
