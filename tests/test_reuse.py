"""A document that changed a little is encoded a little: the rest is taken over, as if it had been encoded anew."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.model import Document
from retrieval.embedder import Embedder
from retrieval.interaction.encoder import InteractionEncoder
from retrieval.shelf import Shelf
from tests.small_plans import plan
from tests.test_shelf import add, check_in_step

TITLE = "临溪县中小学体育提升方案"
BEFORE = [
    "每天安排一节体育课。大课间活动不少于30分钟。",
    "县财政每年安排专项经费120万元。",
    "学校不得挤占体育课。",
]


class Watched:
    """The real encoder, and the texts that it was given."""

    def __init__(self, real: Embedder) -> None:
        self._real, self.fingerprint, self.texts = real, real.fingerprint, list[str]()
        self.interaction = WatchedWords(real.interaction)
        self.encode_query = real.encode_query

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        self.texts += texts
        return self._real.encode_passages(texts, progress)


class WatchedWords:
    """As Watched, of single words."""

    def __init__(self, real: InteractionEncoder) -> None:
        self._real, self.fingerprint, self.texts = real, real.fingerprint, list[str]()
        self.encode_query = real.encode_query

    def encode_passages(self, texts: Sequence[str]):
        self.texts += texts
        return self._real.encode_passages(texts)


def tokens(shelf: Shelf, document: Document) -> dict[str, tuple]:
    """What is stored of a document's words, by the text of the passage."""
    entries = [e for e in shelf.library.passages.of_document(document.id) if e.unit == "clause"]
    stored = {entry.text: shelf.library.tokens.of([entry.number]) for entry in entries}
    return {text: (one.vectors.tobytes(), one.places.tolist()) for text, one in stored.items()}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param([*BEFORE[:2], "学校不得以任何理由挤占体育课。"], id="one-reworded"),
        pytest.param(
            [BEFORE[0], "县财政每年安排专项经费1200000元，逐年增加。", BEFORE[2]], id="others-moved"
        ),
        pytest.param(BEFORE[:2], id="one-dropped"),
    ],
)
def test_only_what_changed_is_encoded(tmp_path: Path, embedder: Embedder, after: Sequence[str]):
    """Vectors and words of the other clauses are what a new library would have, their places moved with them."""
    old, new = plan(TITLE, BEFORE), plan(TITLE, after)
    watched = Watched(embedder)
    with Shelf.open(tmp_path / "kept", watched) as shelf:
        add(shelf, old)
        watched.texts.clear()
        watched.interaction.texts.clear()
        add(shelf, new)
        kept = tokens(shelf, new)
    with Shelf.open(tmp_path / "anew", embedder) as shelf:
        add(shelf, new)
        anew = tokens(shelf, new)
    check_in_step(tmp_path / "kept", [new])

    unknown = {p.text for p in new.passages} - {p.text for p in old.passages}
    assert set(watched.texts) == unknown
    assert set(watched.interaction.texts) == {p.text for p in new.passages if p.unit == "clause"} & unknown
    assert kept == anew
