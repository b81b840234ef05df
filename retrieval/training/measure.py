"""Sentence recall of MaxSim alone on notices that were not trained on, with a bootstrap interval."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import torch

from retrieval.training.encoder import UpperHalf, padded
from retrieval.training.lessons import Lesson, answering, most_sentences
from retrieval.training.losses import maxsim

CUTS = (1, 3, 5)
_ROUNDS, _TAIL = 1000, 0.025
_AT_ONCE = 40  # questions


@dataclass(frozen=True, slots=True)
class Recall:
    """For each answerable question the rank of its first answering sentence in its own notice, from 1."""

    ranks: tuple[int, ...]

    def at(self, k: int) -> float:
        return fmean(rank <= k for rank in self.ranks)


def recall(model: UpperHalf, lessons: Sequence[Lesson]) -> Recall:
    with torch.no_grad():
        return Recall(tuple(rank for lesson in lessons for rank in _ranks(model, lesson)))


def compared(before: Recall, after: Recall) -> str:
    """Recall at each cut before and after, and the 95 % interval of the difference (questions drawn again)."""
    lines = [f"保留的通知，{len(after.ranks)} 个问题，只用逐词匹配：句子召回率"]
    draw = random.Random(0)
    for k in CUTS:
        gains = [(b <= k) - (a <= k) for a, b in zip(before.ranks, after.ranks, strict=True)]
        means = sorted(fmean(draw.choices(gains, k=len(gains))) for _ in range(_ROUNDS))
        low, high = means[int(_TAIL * _ROUNDS)], means[int((1 - _TAIL) * _ROUNDS) - 1]
        lines.append(
            f"  @{k}  训练前 {before.at(k):.3f}  训练后 {after.at(k):.3f}  差 {low:+.3f} 到 {high:+.3f}"
        )
    return "\n".join(lines)


def _ranks(model: UpperHalf, lesson: Lesson) -> list[int]:
    units, mask = padded([unit.states for unit in lesson.units])
    vectors = model(units, mask)[0]
    segments = padded([u.segments for u in lesson.units], -1)[0]
    sentences = most_sentences(lesson.units)
    asked = [n for n, question in enumerate(lesson.questions) if question.answer is not None]
    ranks = []
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        scores = maxsim(model(*padded([lesson.states[n] for n in some])), vectors, segments, sentences)[1]
        for n, of_one in zip(some, scores, strict=True):
            right = answering(lesson, lesson.questions[n])
            if right.any():
                ranks.append(int((of_one > of_one[right].max()).sum()) + 1)
    return ranks
