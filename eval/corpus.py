"""A library of its own, in a temporary folder, over a folder of documents: what an evaluation asks."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import CorpusMissing
from ingest.model import Document
from ingest.pipeline import ingest
from ingest.readers import SUPPORTED
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.ledger import Ledger
from retrieval.shelf import Shelf

DEFAULT_CORPUS = Path(__file__).parent.parent / "examples"


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
        return self.chain.ask(question, history=history).to_dict()


def files_of(folder: Path) -> list[Path]:
    """The files of *folder* that can be read, by name. Raises CorpusMissing when there are none."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [path for path in found if path.suffix.lower() in SUPPORTED]
    if not files:
        raise CorpusMissing(folder, SUPPORTED)
    return files


@contextmanager
def temporary_shelf(embedder: Embedder) -> Iterator[Shelf]:
    """An empty library that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="wence-eval-", ignore_cleanup_errors=True) as home,
        Shelf.open(Path(home), embedder) as shelf,
    ):
        yield shelf


def fill(shelf: Shelf, folder: Path) -> tuple[Document, ...]:
    """Ingest the files of *folder*. Raises CorpusMissing, and what ingest raises."""
    return tuple(ingest(path.read_bytes(), path.name, shelf=shelf).document for path in files_of(folder))


@contextmanager
def open_corpus(folder: Path, embedder: Embedder) -> Iterator[Corpus]:
    """*folder* in a library of its own. Raises CorpusMissing, and what ingest raises."""
    files_of(folder)  # a folder that isn't there is told before a library is opened
    with temporary_shelf(embedder) as shelf:
        documents = fill(shelf, folder)
        yield Corpus(
            shelf, AnswerChain(shelf.retriever, shelf.library, ledger=Ledger(shelf.library)), documents
        )
