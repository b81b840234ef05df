"""Notices as the training loop takes them: clause passages and questions as states between the encoder's halves."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ingest.model import Passage, Span
from retrieval.evidence import BESIDE_THE_TEXT
from retrieval.models.e5_tokenizer import PROMPTS, E5Tokenizer
from retrieval.training.encoder import LowerHalf
from retrieval.training.notices import Asked, Notice

OWN_HALF = 0.5  # a sentence answers when it shares so much of the shorter of quote and sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause passage. ``segments`` (tokens,): 0 in title, headings and prompt, k in the k-th of ``sentences``
    (from 1), -1 at start and end."""

    span: Span
    sentences: tuple[Span, ...]
    segments: Tensor
    states: Tensor


@dataclass(frozen=True, slots=True)
class Lesson:
    """One notice: its units, its questions, and their states in the order of the questions."""

    units: tuple[Unit, ...]
    questions: tuple[Asked, ...]
    states: tuple[Tensor, ...]


def lesson_of(notice: Notice, tokenizer: E5Tokenizer, lower: LowerHalf) -> Lesson:
    """Everything that is computed once."""
    document = notice.document
    beside = {clause.id for clause in document.clauses if clause.unit in BESIDE_THE_TEXT}
    passages = [passage for passage in document.passages if passage.clause_id not in beside]
    sentences = [passage for passage in passages if passage.unit == "sentence"]
    clauses = [passage for passage in passages if passage.unit == "clause"]
    placed = [tokenizer.encode_placed(PROMPTS["passage"] + passage.text) for passage in clauses]
    states = lower.states([ids for ids, _ in placed])
    units = tuple(
        _unit(passage, sentences, places=places, states=state)
        for passage, (_, places), state in zip(clauses, placed, states, strict=True)
    )
    asked = tokenizer.encode([PROMPTS["query"] + question.words for question in notice.questions])
    return Lesson(units, notice.questions, tuple(lower.states(asked)))


def answering(lesson: Lesson, asked: Asked) -> Tensor:
    """(units, most sentences) bool: the sentences that answer; of a near miss those of the clause that doesn't."""
    most = most_sentences(lesson.units)
    rows = [
        [_is_marked(s, asked) for s in unit.sentences] + [False] * (most - len(unit.sentences))
        for unit in lesson.units
    ]
    return torch.tensor(rows, dtype=torch.bool)


def most_sentences(units: Sequence[Unit]) -> int:
    return max(len(unit.sentences) for unit in units)


def _unit(passage: Passage, sentences: Sequence[Passage], *, places: Sequence[int], states: Tensor) -> Unit:
    words = len(PROMPTS["passage"] + passage.text) - (
        passage.end - passage.start
    )  # where its own words begin
    inside = [
        Span(s.start, s.end)
        for s in sentences
        if s.clause_id == passage.clause_id and passage.start <= s.start < passage.end
    ]
    segments = [_segment(place - words + passage.start, inside) if place >= words else 0 for place in places]
    segments[0] = segments[-1] = -1
    return Unit(Span(passage.start, passage.end), tuple(inside), torch.tensor(segments), states)


def _segment(place: int, sentences: Sequence[Span]) -> int:
    return next((n for n, s in enumerate(sentences, start=1) if s.start <= place < s.end), 0)


def _is_marked(sentence: Span, asked: Asked) -> bool:
    return _answers(sentence, asked.answer) if asked.answer else _inside(sentence, asked.clause)


def _answers(sentence: Span, quote: Span) -> bool:
    shared = min(sentence.end, quote.end) - max(sentence.start, quote.start)
    return shared >= OWN_HALF * min(sentence.end - sentence.start, quote.end - quote.start)


def _inside(sentence: Span, clause: Span) -> bool:
    return clause.start <= sentence.start and sentence.end <= clause.end
