"""The chain over real stores and search, with and without the scripted chat model."""

from collections.abc import Iterator

import pytest

from ingest.pipeline import ingest
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.models.chat_endpoint import open_chat_model
from retrieval.shelf import Shelf
from tests.answer_notices import TEXTS
from tests.openai_stub import Endpoint, endpoint


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Shelf]:
    with Shelf.open(tmp_path_factory.mktemp("home"), embedder) as shelf:
        for name, text in TEXTS.items():
            ingest(text.encode(), name, shelf=shelf)
        yield shelf


@pytest.fixture(scope="module")
def chain(shelf: Shelf) -> AnswerChain:
    return AnswerChain(shelf.retriever, shelf.library)


@pytest.fixture(scope="module")
def model() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


@pytest.fixture
def worded(shelf: Shelf, model: Endpoint) -> AnswerChain:
    """A chain whose answers the scripted model puts into words."""
    chat_model = open_chat_model(model.base_url, "scripted", None, timeout=2, longest=3)
    return AnswerChain(shelf.retriever, shelf.library, chat_model=chat_model)
