"""Asks every question, and says what was asked of what: versions, models, documents."""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.corpus import Corpus, Reply
from eval.errors import CorpusChanged
from eval.questions import Question
from eval.recording import Record, Run, record_of
from ingest.pipeline import read_document

Ask = Callable[[str, Sequence[str]], Reply]  # question, the user's earlier questions
Progress = Callable[[str, int, int], None]  # stage, done, total


def asked(
    questions: Sequence[Question], ask: Ask, texts: Mapping[str, str], progress: Progress | None = None
) -> Iterator[Record]:
    """The questions one by one with their replies; *texts* maps file names to canonical texts.

    Raises BadQuestion when a gold quote doesn't stand in its text, before anything is asked.
    """
    for question in questions:
        question.places(texts)
    for done, question in enumerate(questions, start=1):
        yield record_of(question, ask(question.question, question.context))
        if progress:
            progress("ask", done, len(questions))


def settings_of(corpus: Corpus, folder: Path, *, chat_model: str | None) -> dict[str, Any]:
    """What a reader needs to know to judge the figures of a run, or to make it again."""
    return {
        "when": datetime.now().astimezone().isoformat(timespec="seconds"),
        "wence": version("wence"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核",
        "command": " ".join(sys.argv[1:]),
        "embedding_model": corpus.shelf.fingerprint,
        "chat_model": chat_model,
        "corpus": str(folder.resolve()),
        "documents": {document.file_name: document.content_hash for document in corpus.documents},
    }


def texts_of(run: Run, folder: Path | None) -> dict[str, str]:
    """File name → canonical text of the documents a run was asked of, from *folder* or where they lay then.

    Raises CorpusChanged when they are not there or not the same.
    """
    where = folder or run.corpus
    paths = {name: where / name for name in run.settings["documents"]}
    found = {n: read_document(path.read_bytes(), n) for n, path in paths.items() if path.is_file()}
    hashes = {name: document.content_hash for name, document in found.items()}
    changed = [name for name, hashed in run.settings["documents"].items() if hashes.get(name) != hashed]
    if changed:
        raise CorpusChanged(where, changed)
    return {name: document.text for name, document in found.items()}
