"""Words of plans in plain words: a help beside a quote, never in its place. All of them stand in glosses.tsv."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

MOST = 4  # glosses that a reader takes in at once


def glosses(quotes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(word, in plain words) for the words of *quotes* that have a gloss, each once, in order; four at most.

    A word inside a longer one that has a gloss of its own is passed over.
    """
    known = _known()
    found = (match[0] for quote in quotes for match in _pattern().finditer(quote))
    return tuple((word, known[word]) for word in dict.fromkeys(found))[:MOST]


@cache
def _known() -> dict[str, str]:
    text = files("retrieval.answers").joinpath("glosses.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_known(), key=len, reverse=True))))
