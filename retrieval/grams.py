"""Folded text as characters and pairs of characters, the words of lexical search; and BM25 over a few texts."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.normalise import fold

K1, B = 1.2, 0.75  # as in tantivy
_RUN = re.compile(r"\w+")


def grams(text: str) -> list[str]:
    """Single characters and neighbouring pairs of *text*, with repetitions; pairs don't cross punctuation."""
    return [
        gram
        for run in _RUN.findall(fold(text))
        for gram in [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
    ]


def bm25(weights: Mapping[str, float], texts: Sequence[str]) -> list[float]:
    """Score each of *texts* by the weighted grams it holds, relative to the mean length of *texts*."""
    bags = [Counter(grams(text)) for text in texts]
    mean = max(1.0, sum(bag.total() for bag in bags) / max(1, len(bags)))
    return [math.fsum(_parts(weights, bag, B * bag.total() / mean + 1 - B)) for bag in bags]


def _parts(weights: Mapping[str, float], bag: Counter[str], length: float) -> list[float]:
    shared = weights.keys() & bag.keys()
    return [weights[g] * bag[g] * (K1 + 1) / (bag[g] + K1 * length) for g in shared]
