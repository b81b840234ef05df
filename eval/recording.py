"""A run on disk: one JSON object a line, first the settings, then each question with its whole reply.

A run can be scored again without asking: `wence eval --replay`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from eval.corpus import Reply, unit_of
from eval.errors import BadQuestion, BadRun, QuestionsMissing
from eval.lines import lines_of
from eval.metrics import Place
from eval.questions import Question, question_from
from eval.ranking import Unit
from eval.table_of_rankings import DEEPEST


@dataclass(frozen=True, slots=True)
class Record:
    """A question, the contract that answered it, the clauses found for it (best first), and how long that took."""

    question: Question
    reply: Mapping[str, Any]
    found: tuple[Unit, ...]
    milliseconds: float

    def to_dict(self) -> dict[str, Any]:
        found = [
            {"file_name": unit[0].doc, "places": [[p.start, p.end] for p in unit]} for unit in self.found
        ]
        return {
            "question": self.question.to_dict(),
            "reply": dict(self.reply),
            "found": found,
            "milliseconds": self.milliseconds,
        }


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked, under which settings (versions, models, documents with their content hashes), and the replies."""

    settings: Mapping[str, Any]
    records: tuple[Record, ...]

    @property
    def corpus(self) -> Path:
        return Path(self.settings["corpus"])


def record_of(question: Question, reply: Reply) -> Record:
    found = tuple(unit_of(hit) for hit in reply.found[:DEEPEST])
    return Record(question, reply.answer, found, reply.milliseconds)


def kept(settings: Mapping[str, Any], records: Iterable[Record], path: Path | None) -> Iterator[Record]:
    """*records* as they come, each written to *path* at once, so that a long run that is cut short is not lost."""
    if path is None:
        yield from records
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(path.open("w", encoding="utf-8")) as file:
        _write(file, {"run": settings})
        for record in records:
            _write(file, record.to_dict())
            yield record


def read_run(path: Path) -> Run:
    """A recorded run. Raises BadRun, naming file and line."""
    try:
        first, *rest = lines_of(path)
        settings = json.loads(first)["run"]
        Path(settings["corpus"])
    except (QuestionsMissing, ValueError, KeyError, TypeError) as exc:
        raise BadRun(path, "打不开，或开头没有评测的设置") from exc
    return Run(settings, tuple(_record(line, path, n) for n, line in enumerate(rest, start=2)))


def _write(file: TextIO, value: Mapping[str, Any]) -> None:
    file.write(json.dumps(value, ensure_ascii=False) + "\n")
    file.flush()


def _record(line: str, path: Path, number: int) -> Record:
    where = f"{path.name} 第 {number} 行"
    try:
        raw = json.loads(line)
        found = tuple(
            tuple(Place(unit["file_name"], *place) for place in unit["places"]) for unit in raw["found"]
        )
        question = question_from(raw["question"], where)
        return Record(question, raw["reply"], found, float(raw["milliseconds"]))
    except (ValueError, KeyError, TypeError, BadQuestion) as exc:
        raise BadRun(path, f"第 {number} 行不完整（{exc}）") from exc
