"""The training corpus: invented notices whose clauses carry questions, the quotes that answer them, and near misses."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.model import Document, Span
from ingest.pipeline import read_document

FOLDER = Path(__file__).with_name("notices")
HELD_OUT = 2  # notices of each file, its last, that are never trained on: every field has some


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one clause of a notice. ``answer`` is the span of the quote; None for a near miss, which
    the clause at ``clause`` does not answer."""

    words: str
    clause: Span
    answer: Span | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the product reads it, and its questions."""

    document: Document
    questions: tuple[Asked, ...]


def training_notices(folder: Path = FOLDER) -> list[Notice]:
    """The notices to train on."""
    return [notice for notices in _files(folder) for notice in notices[:-HELD_OUT]]


def held_out_notices(folder: Path = FOLDER) -> list[Notice]:
    """The notices to measure on."""
    return [notice for notices in _files(folder) for notice in notices[-HELD_OUT:]]


def text_of(notice: Mapping[str, Any]) -> str:
    """One notice of the corpus as a text: title, number, headings, clauses, issuer and date, each on a line."""
    lines = [notice["title"], notice["doc_number"] or ""]
    above: list[str] = []
    for clause in notice["clauses"]:
        for depth, heading in enumerate(clause["path"][:-1], start=1):
            if above[:depth] != clause["path"][:depth]:
                lines.append(heading)
                above = clause["path"][:depth]
        lines.append(clause["text"])
        above = clause["path"]
    return "\n".join([*lines, "", notice["issuer"] or "", notice["date"] or ""])


def _files(folder: Path) -> Iterator[list[Notice]]:
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield [_notice(json.loads(line), f"{path.stem}{n:02d}.txt") for n, line in enumerate(lines)]


def _notice(notice: Mapping[str, Any], name: str) -> Notice:
    text = text_of(notice)
    document = read_document(text.encode(), name)
    return Notice(document, tuple(_questions(text, notice["clauses"])))


def _questions(text: str, clauses: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
    at = 0
    for clause in clauses:
        at = text.index(clause["text"], at)
        span = Span(at, at + len(clause["text"]))
        for question in clause["questions"]:
            start = text.index(question["quote"], at)
            yield Asked(question["q"], span, Span(start, start + len(question["quote"])))
        for words in clause["near_miss"]:
            yield Asked(words, span, None)
