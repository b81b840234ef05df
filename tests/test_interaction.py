"""Late interaction: layers in 8 bits, tokens with their places, MaxSim, and the table that fills itself."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedder import Embedder
from retrieval.interaction.encoder import InteractionEncoder, QueryTokens
from retrieval.interaction.layers import LAYERS_FILE, RowScaled, read_layers, write_layers
from retrieval.interaction.maxsim import Spans, meet
from retrieval.interaction.scoring import standardised
from retrieval.interaction.table import StoredTokens, TokenTable
from retrieval.shelf import Shelf
from retrieval.store.database import Database
from tests.small_plans import BOARDING, READING, SPORTS, plan

CHECKS = plan(
    "柏川县教育督导办法",
    [
        "督导组到校督查采用随机方式，事前不通知被查学校。",
        "每所学校每学期至少组织两次应急疏散演练。",
        "校长每周深入课堂不少于两节。",
    ],
)


@pytest.fixture(scope="module")
def encoder(embedder: Embedder) -> InteractionEncoder:
    return embedder.interaction


def test_layers_lose_no_more_than_half_a_level(tmp_path: Path):
    """A matrix comes back from 8 bits within half a level of its row's largest weight; vectors come back exactly."""
    matrix = np.random.default_rng(1).normal(size=(5, 40)).astype(np.float32)
    bias = np.arange(3, dtype=np.float32)

    write_layers(tmp_path / "layers.npz", {"l6.q.w": matrix}, {"projection.b": bias})
    layers = read_layers(tmp_path / "layers.npz")

    error = np.abs(layers.matrices["l6.q.w"].dequantise() - matrix)
    assert (error <= np.abs(matrix).max(axis=1, keepdims=True) / 254 + 1e-6).all()
    assert layers.vectors["projection.b"].tolist() == bias.tolist()
    assert layers.dimension == 3


def test_same_layers_same_bytes(tmp_path: Path):
    """Training twice to the same weights writes the same file, whatever the time of day."""
    for name in ("a.npz", "b.npz"):
        write_layers(tmp_path / name, {"l6.q.w": np.eye(4, dtype=np.float32)}, {"projection.b": np.ones(2)})

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_zero_rows_stay_zero():
    assert RowScaled.of(np.zeros((2, 3), np.float32)).dequantise().tolist() == [[0, 0, 0], [0, 0, 0]]


def test_shipped_layers_are_small():
    """All that training adds to the repository stays far under 40 MB."""
    assert LAYERS_FILE.stat().st_size < 12_000_000


def test_question_tokens(encoder: InteractionEncoder):
    """Every token has a unit vector, and the weights share out one; telling words weigh more than the rest."""
    tokens = encoder.encode_query("督导组来之前会不会先打招呼")

    assert np.linalg.norm(tokens.vectors, axis=1) == pytest.approx(1, abs=1e-3)
    assert tokens.weights.sum() == pytest.approx(1, abs=1e-5)
    assert tokens.weights.max() > 2 * tokens.weights.min() > 0


@given(text=st.text(alphabet="督导组到校２０２４年，。ABC é①㈠ﬁ½\u3000", min_size=1, max_size=40))
def test_places_follow_the_text(encoder: InteractionEncoder, text: str):
    """Tokens stand in the order of the text and inside it, full width and ligatures included."""
    (tokens,) = encoder.encode_passages([text])
    places = tokens.places.tolist()

    assert places == sorted(places)
    assert all(-len("passage: ") <= place < len(text) for place in places)
    assert len(tokens.vectors) == len(places)


def test_maxsim_is_a_weighted_mean_of_best_cosines():
    """A sentence is met by its own words and those of its headings; a passage by all of its words."""
    query = QueryTokens(np.eye(2, 3, dtype=np.float32), np.array([0.75, 0.25], np.float32))
    vectors = np.array([[0.3, 0.3, 0], [0, 0.5, 0], [1, 0, 0], [0.2, 0.9, 0]], np.float32)
    tokens = StoredTokens(np.array([1, 2]), np.array([0, 1, 4]), vectors, np.array([5, -1, 10, 20], np.int32))

    met = meet(query, tokens, Spans(np.array([1, 1, 0, 1]), *np.array([[10, 20, 5, 30], [15, 25, 9, 40]])))

    assert met.passages.tolist() == pytest.approx([0.3, 0.75 * 1 + 0.25 * 0.9])
    heading_alone = 0.25 * 0.5
    assert met.sentences.tolist() == pytest.approx(
        [0.75 + heading_alone, 0.75 * 0.2 + 0.25 * 0.9, 0.3, heading_alone]
    )


def test_nothing_to_meet():
    """Passages that have no tokens yet are no error."""
    query = QueryTokens(np.eye(2, 3, dtype=np.float32), np.array([0.5, 0.5], np.float32))
    none = np.zeros(0, np.int64)
    tokens = StoredTokens(none, np.zeros(1, np.int64), np.zeros((0, 3), np.float32), none.astype(np.int32))

    met = meet(query, tokens, Spans(none, none, none))

    assert met.passages.size == met.sentences.size == 0


def test_what_was_not_looked_at_comes_last():
    assert standardised(np.array([1.0, np.nan, 3.0])).tolist() == [-1, -1, 1]
    assert standardised(np.array([np.nan, np.nan])).tolist() == [0, 0]


def test_spoken_question_finds_its_clause(tmp_path: Path, embedder: Embedder):
    """A question in everyday words finds the official sentence though the two share no telling word."""
    with Shelf.open(tmp_path, embedder) as shelf:
        for document in (CHECKS, SPORTS, READING, BOARDING):
            shelf.add(document, document.text.encode())
        best = shelf.retriever.retrieve("上面派人来学校看之前会先打声招呼吗", 1)[0]

    assert "事前不通知" in best.text


def test_tokens_come_and_go_with_their_passages(tmp_path: Path, embedder: Embedder):
    """Every clause passage has tokens; a deleted document leaves none; lost ones are made again at the next start."""
    with Shelf.open(tmp_path, embedder) as shelf:
        for document in (CHECKS, SPORTS):
            shelf.add(document, document.text.encode())
        assert shelf.library.tokens.count_missing() == 0
        shelf.delete(SPORTS.id)
    kept = stored(tmp_path)
    database = Database.open(tmp_path / "library.sqlite")
    with database.transaction() as connection:
        connection.execute("DELETE FROM tokens")
    database.close()

    Shelf.open(tmp_path, embedder).close()

    assert stored(tmp_path) == kept > 0


def test_tokens_of_another_encoder_are_let_go(tmp_path: Path, embedder: Embedder):
    """Token vectors of two encoders can't be compared: a new one starts from none."""
    with Shelf.open(tmp_path, embedder) as shelf:
        shelf.add(CHECKS, CHECKS.text.encode())
        table: TokenTable = shelf.library.tokens
        table.adopt(embedder.interaction.fingerprint)
        assert table.count_missing() == 0

        table.adopt("another")

        assert table.count_missing() > 0


def stored(home: Path) -> int:
    database = Database.open(home / "library.sqlite")
    row = database.row("SELECT count(*) AS n FROM tokens")
    database.close()
    assert row is not None
    return int(row["n"])
