"""Generated libraries for the bench: all different, the same every time, read as documents are."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from eval.bench.generated import CLAUSES, documents
from eval.bench.replayed import NOISE, Replayed
from eval.bench.sizes import figures_by_size
from ingest.pipeline import read_document
from retrieval.embedder import Embedder


def test_generated_documents_differ_and_repeat():
    """As many documents as the clauses need, no two alike, and the same at each run."""
    made = list(documents(5 * CLAUSES))

    assert len(made) == len({text for _, text in made}) == len({name for name, _ in made}) == 5
    assert made == list(documents(5 * CLAUSES))


def test_generated_documents_read_as_plans():
    """The reader finds the clauses that were meant, a title, a number and an issuer."""
    for name, text in islice(documents(3 * CLAUSES), 3):
        document = read_document(text.encode(), name)
        numbered = [clause for clause in document.clauses if clause.level]

        assert len(numbered) >= CLAUSES
        assert document.metadata.document_number
        assert document.metadata.issuer
        assert not document.receipt.warnings


def test_replayed_vectors_lie_near_those_of_the_model(embedder: Embedder):
    """A replayed vector has unit length and differs by the noise that was added; each passage gets its own."""
    words = "学校每学期组织两次应急演练。"
    encoder = Replayed(embedder)

    vectors = encoder.encode_passages([f"甲市方案\n（一）{words}", f"乙市方案\n（二）{words}"])

    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    expected = 1 / np.hypot(1, NOISE)
    assert vectors @ embedder.encode_passages([f"甲市方案\n（一）{words}"])[0] == pytest.approx(
        expected, abs=0.05
    )
    assert not np.array_equal(*vectors)


@pytest.mark.soak
def test_libraries_of_two_sizes_are_measured(tmp_path: Path, embedder: Embedder, models: Path):
    """Every row has a figure; the generated libraries are kept for the next run."""
    rows = figures_by_size(tmp_path, embedder, models, (100, 200))

    assert all(row.value > 0 and row.baseline > 0 for row in rows)
    assert len(list(tmp_path.iterdir())) == 2
