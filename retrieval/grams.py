"""Folded text as characters and pairs of characters: the words of lexical search."""

import re

from ingest.normalise import fold

_RUN = re.compile(r"\w+")


def grams(text: str) -> list[str]:
    """Single characters and neighbouring pairs of *text*, with repetitions; pairs don't cross punctuation."""
    return [
        gram
        for run in _RUN.findall(fold(text))
        for gram in [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
    ]
