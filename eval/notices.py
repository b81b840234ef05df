"""Retrieval and answers on notices that bring their own questions, one JSON object a line, in a library of their own.

A notice: {title, doc_number, issuer, date, region, clauses: [{path, text, questions: [{q, quote}]}]}.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from eval.corpus import chain_over, temporary_shelf, unit_of
from eval.errors import BadNotice
from eval.lines import lines_of
from eval.metrics import Place
from eval.notice_answers import Answered, Asked, measure_answers
from eval.ranking import Unit
from eval.table_of_rankings import DEEPEST, Ranked, measured
from ingest.model import Document
from ingest.pipeline import ingest
from retrieval.embedder import Embedder
from retrieval.hits import Retriever

SEED = 20241
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as a file of the library, and its questions, each with the words that answer it."""

    file_name: str
    text: str
    region: str
    questions: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class NoticeFigures:
    """What is measured on notices: rankings of clauses, and answers."""

    rankings: tuple[Ranked, ...]
    answers: tuple[Answered, ...]


def read_notices(paths: Sequence[Path]) -> list[Notice]:
    """All notices of *paths*, in order. Raises QuestionsMissing or BadNotice, naming file and line."""
    return [
        _notice(line, f"{path.name} 第 {number} 行", f"{path.stem}-{number:03}.txt")
        for path in paths
        for number, line in enumerate(lines_of(path), start=1)
        if line.strip()
    ]


def measure_notices(
    notices: Sequence[Notice], embedder: Embedder, *, sample: int | None, progress: Progress
) -> NoticeFigures:
    """Each question asked of its own notice, of all and of another; *sample* questions at most, the same each time."""
    with temporary_shelf(embedder) as shelf:
        documents: list[Document] = []
        for done, notice in enumerate(notices, start=1):
            documents.append(ingest(notice.text.encode(), notice.file_name, shelf=shelf).document)
            progress("notices", done, len(notices))
        chosen = sampled(list(_asked(notices, documents)), sample)
        rankings = (
            _measured("在本文件内检索", chosen, shelf.retriever, own=True, progress=progress),
            _measured("在全部文件中检索", chosen, shelf.retriever, own=False, progress=progress),
        )
        return NoticeFigures(rankings, measure_answers(chosen, chain_over(shelf), progress))


def _asked(notices: Sequence[Notice], documents: Sequence[Document]) -> Iterator[Asked]:
    """Every question, with the next notice as the one that does not answer it."""
    for n, notice in enumerate(notices):
        other = (n + 1) % len(notices)
        for question, gold in notice.questions:
            yield Asked(
                question,
                gold,
                document_id=documents[n].id,
                region=notice.region,
                other_id=documents[other].id,
                other_region=notices[other].region,
            )


def sampled(asked: Sequence[Asked], sample: int | None) -> Sequence[Asked]:
    """*sample* of the questions, drawn with a fixed seed, in their order; all where there are no more."""
    if sample is None or sample >= len(asked):
        return asked
    drawn = sorted(random.Random(SEED).sample(range(len(asked)), sample))
    return [asked[n] for n in drawn]


def as_text(raw: dict[str, Any]) -> Iterator[str]:
    """The notice as a page prints it: title, 文号, addressees, clauses under their headings, signature.

    Yields the text piece by piece; clauses come out unchanged, so that their quotes can be found.
    """
    yield f"{raw['title']}\n\n{raw['doc_number']}\n\n各有关单位：\n\n"
    above: Sequence[str] = []
    for clause in raw["clauses"]:
        path, words = clause["path"], clause["text"]
        headings = path[:-1] if words[:2] in path[-1] else path  # most texts begin with their own label
        printed = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, headings, strict=False))
        )
        yield from (f"{heading}\n\n" for heading in headings[printed:])
        yield f"{words}\n\n"
        above = path
    year, month, day = (int(part) for part in raw["date"].split("-"))
    yield f"{raw['issuer']}\n{year}年{month}月{day}日\n"


def _measured(
    name: str, asked: Sequence[Asked], retriever: Retriever, *, own: bool, progress: Progress
) -> Ranked:
    def rank(n: int) -> list[Unit]:
        one = asked[n]
        within = frozenset([one.document_id]) if own else None
        progress(name, n + 1, len(asked))
        return [unit_of(hit) for hit in retriever.retrieve(one.question, DEEPEST, within)]

    return measured(name, [(one.gold,) for one in asked], rank)


def _notice(line: str, where: str, file_name: str) -> Notice:
    try:
        raw = json.loads(line)
        text = "".join(as_text(raw))
        questions = tuple(_questions(raw, text, file_name))
    except json.JSONDecodeError as exc:
        raise BadNotice(where, f"不是 JSON（{exc.msg}）") from exc
    except (KeyError, TypeError, ValueError) as exc:
        raise BadNotice(where, f"缺少字段或类型不对（{exc}）") from exc
    return Notice(file_name, text, raw["region"], questions)


def _questions(raw: dict[str, Any], text: str, file_name: str) -> Iterator[tuple[str, Place]]:
    """Each question with the place of its quote: inside its own clause, where the same words may stand in others."""
    start = 0
    for clause in raw["clauses"]:
        start = text.index(clause["text"], start)
        for question in clause["questions"]:
            at = start + clause["text"].index(question["quote"])
            yield question["q"], Place(file_name, at, at + len(question["quote"]))
        start += len(clause["text"])
