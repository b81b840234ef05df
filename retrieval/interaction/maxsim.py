"""How well a question's words are met by the words of clauses and of their sentences."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.interaction.encoder import Floats, QueryTokens
from retrieval.interaction.table import StoredTokens

Numbers = npt.NDArray[np.int64]
_LEAST = -1.0  # cosine


@dataclass(frozen=True, slots=True)
class Spans:
    """Sentences: each with the position of its passage among those stored, and its characters of the canonical text."""

    passage: Numbers
    start: Numbers
    end: Numbers


@dataclass(frozen=True, slots=True)
class Met:
    """The weighted mean of each question token's best cosine, −1 to 1: to each whole passage, and to each sentence
    (with title and headings), in their order. Comparable between questions and passages."""

    passages: Floats
    sentences: Floats


def meet(query: QueryTokens, tokens: StoredTokens, sentences: Spans) -> Met:
    """MaxSim of *query* to every passage of *tokens*, and to *sentences* of them."""
    cosines = query.vectors @ tokens.vectors.T
    starts, ends = tokens.borders[:-1], tokens.borders[1:]
    begin, stop = _tokens_of(sentences, tokens)
    words = _first_words(tokens)
    beside = _best(cosines, starts, words)[:, sentences.passage]
    best = np.maximum(beside, _best(cosines, begin, stop))
    return Met(query.weights @ _best(cosines, starts, ends), query.weights @ best)


def _best(cosines: Floats, starts: Numbers, ends: Numbers) -> Floats:
    """The best cosine of each question token in each run of tokens, (question tokens, runs); an empty run has the least."""
    if not len(starts):
        return np.zeros((len(cosines), 0), np.float32)
    guarded = np.pad(cosines, ((0, 0), (0, 1)), constant_values=_LEAST)  # a run may end where the tokens do
    both = np.stack([starts, ends], axis=1).ravel()
    best = np.maximum.reduceat(guarded, both, axis=1)[:, ::2]
    best[:, starts >= ends] = _LEAST
    return best


def _first_words(tokens: StoredTokens) -> Numbers:
    """For each passage its first token that is not of title or headings: they come first."""
    outside = np.concatenate([[0], np.cumsum(tokens.places < 0)])
    return tokens.borders[:-1] + outside[tokens.borders[1:]] - outside[tokens.borders[:-1]]


def _tokens_of(sentences: Spans, tokens: StoredTokens) -> tuple[Numbers, Numbers]:
    """The first token of each sentence, and the one after its last: places rise within a passage."""
    of_passage = np.repeat(np.arange(len(tokens.passages)), np.diff(tokens.borders))
    room = int(max(tokens.places.max(initial=0), sentences.end.max(initial=0))) + 2
    keys = of_passage * room + tokens.places + 1
    offset = sentences.passage * room + 1
    return np.searchsorted(keys, offset + sentences.start), np.searchsorted(keys, offset + sentences.end)
