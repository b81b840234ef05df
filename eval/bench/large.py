"""Libraries of a given size, generated once and kept: what searches are timed on."""

import shutil
import sys
from pathlib import Path

from eval.bench.generated import documents
from eval.bench.replayed import Replayed
from ingest.pipeline import read_document
from retrieval.embedder import Embedder
from retrieval.shelf import Shelf

MADE = 1  # raised when what is generated changes
_DONE = "complete"


def large_library(folder: Path, clauses: int, embedder: Embedder) -> Path:
    """The data folder of a library of *clauses* clauses under *folder*, made when it isn't there."""
    home = folder / f"{clauses}-{MADE}-{embedder.fingerprint.replace('/', '-')}"
    if not (home / _DONE).exists():
        shutil.rmtree(home, ignore_errors=True)
        _fill(home, clauses, Replayed(embedder))
        (home / _DONE).touch()
    return home


def _fill(home: Path, clauses: int, encoder: Replayed) -> None:
    """Into the store of record first; the indices are then made in one go."""
    with Shelf.open(home, encoder) as shelf:
        for done, (name, text) in enumerate(documents(clauses), start=1):
            document = read_document(text.encode(), name)
            vectors = encoder.encode_passages([passage.text for passage in document.passages])
            shelf.library.put(document, text.encode(), vectors)
            _tell("documents", done, clauses // 100)
    Shelf.open(home, encoder, progress=_tell).close()


def _tell(stage: str, done: int, total: int) -> None:
    end = "\n" if done >= total else ""
    print(f"\r生成 {stage}：{done}/{total}", end=end, file=sys.stderr, flush=True)
