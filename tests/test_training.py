"""The training of the interaction encoder, in small: what it reads, what it makes smaller, what it writes."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval.interaction.encoder import InteractionEncoder
from retrieval.interaction.graph import build_interaction
from retrieval.interaction.layers import read_layers
from retrieval.models.e5_convert import MODEL_FILE, converted_model, installed_weights, trusted_weights
from retrieval.models.e5_tokenizer import E5Tokenizer, save_tokenizer
from retrieval.models.e5_weights import Weights
from retrieval.models.lower_half import LowerHalf as EmbeddedLower
from retrieval.training.encoder import LowerHalf, UpperHalf
from retrieval.training.lessons import Lesson, answering, lesson_of
from retrieval.training.loop import DIMENSION, start_projection, train
from retrieval.training.losses import maxsim
from retrieval.training.measure import Recall, compared, recall
from retrieval.training.notices import held_out_notices, training_notices
from retrieval.training.writing import write_upper_half

QUESTIONS = 12  # of one notice: enough to see the loss fall


@pytest.fixture(scope="module")
def weights() -> Weights:
    return trusted_weights(installed_weights())


@pytest.fixture(scope="module")
def folder(weights: Weights, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    save_tokenizer(weights, folder)
    return folder


@pytest.fixture(scope="module")
def lesson(weights: Weights, folder: Path) -> Lesson:
    whole = lesson_of(training_notices()[0], E5Tokenizer(folder), LowerHalf(weights))
    return Lesson(whole.units[:6], whole.questions[:QUESTIONS], whole.states[:QUESTIONS])


def test_no_notice_is_both_learned_and_measured():
    """The notices held out are others than those trained on, and every field has some."""
    learned, measured = training_notices(), held_out_notices()

    assert not {n.document.id for n in learned} & {n.document.id for n in measured}
    assert len({n.document.file_name[0] for n in measured}) == 6
    assert len(learned) > 3 * len(measured)


def test_every_quote_stands_in_its_clause():
    """A question's answer is a run of the clause it was written for; a near miss has none."""
    questions = [(n.document.text, q) for n in held_out_notices() for q in n.questions]

    assert all(
        q.clause.start <= q.answer.start < q.answer.end <= q.clause.end for _, q in questions if q.answer
    )
    assert sum(q.answer is None for _, q in questions) == pytest.approx(len(questions) / 4, rel=0.05)


def test_maxsim_as_the_product_reckons_it():
    """Segments of the text are met together with title and headings (0), never with start and end (-1)."""
    units = torch.tensor([[[1.0, 0], [0, 1], [0.6, 0.8], [1, 0]]])
    questions = (torch.tensor([[[1.0, 0.0]]]), torch.ones(1, 1))

    clauses, sentences = maxsim(questions, units, torch.tensor([[-1, 0, 1, 2]]), 2)

    assert clauses.tolist() == [[1]]
    assert sentences[0, 0].tolist() == pytest.approx([0.6, 1])


def test_training_ranks_better_what_it_was_shown(weights: Weights, lesson: Lesson):
    """A few steps on one notice bring its own answers further up."""
    random.seed(1)
    torch.manual_seed(1)
    model = UpperHalf(weights, DIMENSION)
    start_projection(model, [lesson])
    before = recall(model, [lesson])

    train(model, [lesson], epochs=3)

    after = recall(model, [lesson])
    assert np.mean(after.ranks) < np.mean(before.ranks)
    assert all(answering(lesson, q).any() for q in lesson.questions if q.answer)


def test_what_is_written_is_what_was_trained(weights: Weights, models: Path, lesson: Lesson, tmp_path: Path):
    """The product's int8 encoder gives nearly the vectors of the trained torch model."""
    torch.manual_seed(2)
    model = UpperHalf(weights, DIMENSION)
    write_upper_half(tmp_path / "layers.npz", model)
    graph = build_interaction(weights, read_layers(tmp_path / "layers.npz"))
    (tmp_path / MODEL_FILE).write_bytes(graph.SerializeToString())
    words = lesson.questions[0].words

    with torch.no_grad():
        expected, shares = model(
            lesson.states[0][None], torch.ones(1, len(lesson.states[0]), dtype=torch.bool)
        )
    tokens = InteractionEncoder(tmp_path, EmbeddedLower(converted_model(models))).encode_query(words)

    assert (tokens.vectors * expected[0].numpy()).sum(axis=1).min() > 0.95
    assert tokens.weights == pytest.approx(shares[0].numpy(), abs=0.01)


def test_gains_are_told_with_their_interval():
    """The comparison shows both recalls and the interval of the gain at each cut."""
    told = compared(Recall((1, 2, 9, 9)), Recall((1, 1, 1, 1)))

    assert "4 个问题" in told
    assert "@1  训练前 0.250  训练后 1.000" in told
