"""A library of its own, in a temporary folder, over a folder of documents: what an evaluation asks."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from eval.errors import CorpusMissing
from eval.metrics import Place
from eval.ranking import Unit
from ingest.model import Document
from ingest.pipeline import Progress, ingest
from ingest.readers import SUPPORTED
from retrieval.answers.events import Done, Retrieval
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.hits import Hit
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.questions.spelling import Speller
from retrieval.shelf import Shelf

DEFAULT_CORPUS = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer contract as plain data, the clauses that were found for it, best first, and how long it took."""

    answer: dict[str, Any]
    found: tuple[Hit, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in a library, and the chain that answers from them."""

    shelf: Shelf
    chain: AnswerChain
    documents: tuple[Document, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """File name → canonical text."""
        return {document.file_name: document.text for document in self.documents}

    def ask(self, question: str, history: Sequence[str] = ()) -> dict[str, Any]:
        """The answer contract as plain data; *history* holds the user's earlier questions."""
        return self.reply(question, history).answer

    def reply(self, question: str, history: Sequence[str] = ()) -> Reply:
        """The whole reply to *question*, asked after those in *history*."""
        begin = time.perf_counter()
        found: tuple[Hit, ...] = ()
        for event in self.chain.stream(question, history):
            if isinstance(event, Retrieval):
                found = event.hits
            if isinstance(event, Done):
                return Reply(event.answer.to_dict(), found, (time.perf_counter() - begin) * 1000)
        raise AssertionError("a stream ends with Done")


def unit_of(hit: Hit) -> Unit:
    """What a hit shows: the sentences of its own words, none of its children's."""
    name = hit.document.file_name
    places = [Place(name, sentence.start, sentence.end) for sentence in hit.sentences]
    return tuple(places) or (Place(name, hit.clause.start, hit.clause.end),)


def files_of(folder: Path) -> list[Path]:
    """The files of *folder* that can be read, by name. Raises CorpusMissing when there are none."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [path for path in found if path.suffix.lower() in SUPPORTED]
    if not files:
        raise CorpusMissing(folder, SUPPORTED)
    return files


@contextmanager
def temporary_shelf(embedder: Embedder, *, chroma_url: str | None = None) -> Iterator[Shelf]:
    """An empty library that is gone afterwards, its vectors on the Chroma server at *chroma_url* where given."""
    with (
        tempfile.TemporaryDirectory(prefix="wence-eval-", ignore_cleanup_errors=True) as home,
        Shelf.open(Path(home), embedder, chroma_url=chroma_url) as shelf,
    ):
        yield shelf


def fill(shelf: Shelf, folder: Path, progress: Progress | None = None) -> tuple[Document, ...]:
    """Ingest the files of *folder*. Raises CorpusMissing, and what ingest raises."""
    return tuple(
        ingest(path.read_bytes(), path.name, shelf=shelf, progress=progress).document
        for path in files_of(folder)
    )


@contextmanager
def open_corpus(
    folder: Path,
    embedder: Embedder,
    *,
    chat_model: BaseChatModel | None = None,
    progress: Progress | None = None,
) -> Iterator[Corpus]:
    """*folder* in a library of its own. Raises CorpusMissing, and what ingest raises."""
    files_of(folder)  # a folder that isn't there is told before a library is opened
    with temporary_shelf(embedder) as shelf:
        documents = fill(shelf, folder, progress)
        yield Corpus(shelf, chain_over(shelf, chat_model), documents)


def chain_over(shelf: Shelf, chat_model: BaseChatModel | None = None) -> AnswerChain:
    """What answers from *shelf*, as the service puts it together."""
    return AnswerChain(
        shelf.retriever,
        shelf.library,
        chat_model=chat_model,
        ledger=Ledger(shelf.library),
        speller=Speller(shelf.frequency),
    )
