"""The training loop: each step takes two notices whole and a third of their questions."""

import random
from collections.abc import Iterator, Sequence

import torch
from torch import nn
from tqdm import tqdm

from retrieval.training.encoder import UpperHalf, padded
from retrieval.training.lessons import Lesson
from retrieval.training.losses import Heads, loss_of

DIMENSION = 128
_PARTS = 3  # an epoch takes every notice three times, each time with other questions
_NOTICES = 2  # in one step
_WARM_UP = 20  # steps
_LAYERS_RATE, _PROJECTION_RATE, _HEADS_RATE = 5e-5, 3e-4, 3e-3
_DECAY, _LONGEST_GRADIENT = 0.01, 1.0
_UNITS_LOOKED_AT = 300

Turn = tuple[Lesson, list[int]]


def start_projection(model: UpperHalf, lessons: Sequence[Lesson]) -> None:
    """Give the projection the main directions of the untrained encoder's last states."""
    units = [unit for lesson in lessons for unit in lesson.units]
    states = []
    with torch.no_grad():
        for unit in random.sample(units, min(_UNITS_LOOKED_AT, len(units))):
            x, mask = padded([unit.states])
            states.append(model.states(x, mask)[0])
    model.start_from(torch.cat(states))


def train(model: UpperHalf, lessons: Sequence[Lesson], *, epochs: int) -> None:
    """Change *model* in place; `random` and torch must have been seeded."""
    heads = Heads()
    groups = [
        (model.layers.parameters(), _LAYERS_RATE),
        (model.projection.parameters(), _PROJECTION_RATE),
        ([*model.salience.parameters(), *heads.parameters()], _HEADS_RATE),
    ]
    optimizer = torch.optim.AdamW(
        [{"params": list(some), "lr": rate} for some, rate in groups], weight_decay=_DECAY
    )
    steps = list(_steps(lessons, epochs))
    for at, step in enumerate(tqdm(steps, desc="训练", unit="步")):
        share = min(1, (at + 1) / _WARM_UP) * (1 - at / len(steps))
        for group, (_, rate) in zip(optimizer.param_groups, groups, strict=True):
            group["lr"] = rate * share
        for lesson, asked in step:
            (loss_of(model, heads, lesson, asked) / len(step)).backward()
        nn.utils.clip_grad_norm_([*model.parameters(), *heads.parameters()], _LONGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()


def _steps(lessons: Sequence[Lesson], epochs: int) -> Iterator[list[Turn]]:
    orders = [random.sample(range(len(lesson.questions)), len(lesson.questions)) for lesson in lessons]
    for _ in range(epochs):
        for part in range(_PARTS):
            turns = [(lesson, order[part::_PARTS]) for lesson, order in zip(lessons, orders, strict=True)]
            random.shuffle(turns)
            yield from (turns[n : n + _NOTICES] for n in range(0, len(turns), _NOTICES))
