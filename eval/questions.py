"""Gold questions: one JSON object a line, with the words of the documents that answer it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.errors import BadQuestion
from eval.lines import lines_of
from eval.metrics import Place

DEFAULT_QUESTIONS = Path(__file__).parent / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words that answer a question: the document's file name, the clause as people write it, the exact words."""

    doc: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer. ``gold`` is empty where no document answers.

    ``context`` holds the user's earlier questions of a follow-up; ``must_include`` what a right answer says.
    """

    id: str
    question: str
    type: str
    gold: tuple[GoldQuote, ...]
    must_include: tuple[str, ...]
    context: tuple[str, ...]
    answer: str = ""  # for people who read a report

    @property
    def answerable(self) -> bool:
        return bool(self.gold)

    def to_dict(self) -> dict[str, Any]:
        """The line it was read from."""
        return asdict(self)

    def places(self, texts: Mapping[str, str]) -> tuple[Place, ...]:
        """Where the gold quotes stand in *texts* (file name → canonical text). Raises BadQuestion if one doesn't."""
        return tuple(_locate(self.id, quote, texts) for quote in self.gold)


def read_questions(paths: Sequence[Path]) -> list[Question]:
    """All questions of *paths*, in order. Raises QuestionsMissing or BadQuestion, naming file and line."""
    return [
        question_from(_parsed(line, f"{path.name} 第 {number} 行"), f"{path.name} 第 {number} 行")
        for path in paths
        for number, line in enumerate(lines_of(path), start=1)
        if line.strip()
    ]


def _parsed(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as exc:
        raise BadQuestion(where, f"不是 JSON（{exc.msg}）") from exc


def question_from(raw: dict[str, Any], where: str) -> Question:
    """A question from plain data. Raises BadQuestion, naming *where* it stood."""
    try:
        return Question(
            id=raw["id"],
            question=raw["question"],
            type=raw["type"],
            gold=tuple(GoldQuote(g["doc"], g["clause"], g["quote"]) for g in raw["gold"]),
            must_include=tuple(raw["must_include"]),
            context=tuple(raw["context"]),
            answer=raw.get("answer", ""),
        )
    except (AttributeError, KeyError, TypeError) as exc:
        raise BadQuestion(where, f"缺少字段或类型不对（{exc}）") from exc


def _locate(question_id: str, gold: GoldQuote, texts: Mapping[str, str]) -> Place:
    start = texts.get(gold.doc, "").find(gold.quote)
    if start < 0:
        raise BadQuestion(question_id, f"「{gold.doc}」中没有这段原文：{gold.quote}")
    return Place(gold.doc, start, start + len(gold.quote))
