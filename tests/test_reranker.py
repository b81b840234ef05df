"""Any cross-encoder can put the best hits in order anew."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from ingest.model import Document
from retrieval.embedder import Embedder
from retrieval.errors import ModelUnavailable
from retrieval.hits import Retriever
from retrieval.models.reranker import CrossEncoderScorer, Reranked, open_reranker
from retrieval.shelf import Shelf
from tests.retriever_contract import RetrieverContract
from tests.small_plans import BOARDING, READING, SPORTS

LETTERS = sorted(
    {character for plan in (SPORTS, READING, BOARDING) for character in plan.text if character.strip()}
)


class Longest:
    """Prefers long sentences, whatever is asked; remembers questions and sentences."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def score(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        self.shown += [query, *texts]
        return [float(len(text)) for text in texts]


class TestReranked(RetrieverContract):
    """A reranked search is still a search."""

    @pytest.fixture(autouse=True)
    def _embedder(self, embedder: Embedder, tmp_path: Path):
        self.home = tmp_path
        self.embedder = embedder
        yield
        self.shelf.close()

    def build(self, documents: Sequence[Document]) -> Retriever:
        self.shelf = Shelf.open(self.home, self.embedder)
        for document in documents:
            self.shelf.add(document, document.text.encode())
        return Reranked(self.shelf.retriever, Longest())

    def test_the_scorer_decides_among_the_best(self):
        """What the scorer likes moves up; it is shown whole sentences of the best hits."""
        retriever = self.build((SPORTS, READING, BOARDING))
        before = self.shelf.retriever.retrieve("体育课", 3)

        after = retriever.retrieve("体育课", 3)

        assert [hit.clause.id for hit in after] != [hit.clause.id for hit in before]
        assert all(
            after[0].text[s.start - after[0].clause.start : s.end - after[0].clause.start] == s.text
            for s in after[0].sentences
        )


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real cross-encoder with random weights, saved to a folder."""
    folder = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS]
    BertTokenizerFast(vocab={word: n for n, word in enumerate(words)}).save_pretrained(folder)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(words), num_labels=1, initializer_range=1.0, **size)
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_any_cross_encoder_by_path(small_model: Path):
    """A model folder is loaded and scores every pair; the same pair always gets the same score."""
    scorer = open_reranker(str(small_model))

    scores = scorer.score("体育课", ["每天一节体育课。", "图书馆周末开放。"])

    assert isinstance(scorer, CrossEncoderScorer)
    assert len(scores) == 2
    assert scores[0] != scores[1]
    assert scorer.score("体育课", ["每天一节体育课。"]) == pytest.approx(scores[:1], abs=1e-5)


def test_missing_model_names_its_setting(tmp_path: Path):
    with pytest.raises(ModelUnavailable, match=r"没有这个.*WENCE_RERANKER"):
        open_reranker(str(tmp_path / "没有这个"))
