"""How well a question's words are met by the words of a clause and of each of its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.interaction.encoder import QueryTokens
from retrieval.interaction.table import StoredTokens

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Met:
    """The weighted mean of each question token's best cosine, −1 to 1: to the whole passage, and to each sentence
    (with title and headings), in their order. Comparable between questions and passages."""

    passage: float
    sentences: npt.NDArray[np.float32]


def meet(query: QueryTokens, tokens: StoredTokens, sentences: Spans) -> Met:
    """MaxSim of *query* to a passage, and to its *sentences*: character spans of the canonical text, in order."""
    cosines = query.vectors @ tokens.vectors.T
    inside = int(np.searchsorted(tokens.places, 0))  # places rise; title and headings come first
    beside = cosines[:, :inside].max(axis=1, initial=-1.0)
    borders = np.searchsorted(tokens.places, np.array(sentences, np.int32).reshape(-1, 2))
    best = [np.maximum(beside, cosines[:, a:b].max(axis=1, initial=-1.0)) for a, b in borders]
    means = np.array([query.weights @ one for one in best], np.float32)
    return Met(float(query.weights @ cosines.max(axis=1, initial=-1.0)), means)
