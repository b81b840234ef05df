"""Hybrid search: vectors and words, each on a scale of its own, added up. Implements Retriever."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fusion import Scores, best_by_group, z_scores
from retrieval.grams import bm25
from retrieval.hits import Hit, ScoredSentence
from retrieval.indexing import Encoder, Floats
from retrieval.lexical import LexicalIndex
from retrieval.library import FoundClause, Library
from retrieval.passage_table import Candidates
from retrieval.vectors import VectorIndex

POOL = 100  # passages taken from each index
EXACT = 4000  # passages in scope up to which all are scored: quicker than Chroma's filter, and misses nothing
MARGINS = (
    "header",
    "footer",
    "disclosure",
    "salutation",
    "attendance",
)  # they name every topic and answer none
MARGIN_LOSS = 2.0  # standard deviations


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates with the cosine of each, and their clauses (by number) best first with their scores."""

    candidates: Candidates
    dense: Floats
    clauses: npt.NDArray[np.int64]
    scores: Scores


class HybridSearch:
    """Finds clauses of current versions. Equal scores keep the order in which clauses were stored."""

    def __init__(
        self, library: Library, *, embedder: Encoder, vectors: VectorIndex, lexical: LexicalIndex
    ) -> None:
        self._library, self._embedder = library, embedder
        self._vectors, self._lexical = vectors, lexical

    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        """Return at most *k* hits, best first, from *documents* (None: all). Raises IndexFailed."""
        if k < 1 or not query.strip() or documents == frozenset():
            return []
        vector = self._embedder.encode_query(query)
        candidates = self._candidates(query, vector, documents)
        if not candidates.number.size:
            return []
        return self._hits(query, self._rank(query, vector, candidates), k)

    def _candidates(self, query: str, vector: Floats, documents: frozenset[str] | None) -> Candidates:
        table = self._library.passages
        if documents is not None and table.count_in(documents) <= EXACT:
            return table.within(documents)
        near = {
            *self._vectors.nearest(vector, "clause", n=POOL, documents=documents),
            *self._vectors.nearest(vector, "sentence", n=POOL, documents=documents),
            *self._lexical.scores(query, limit=POOL, documents=documents),
        }
        return table.around(sorted(near))

    def _rank(self, query: str, vector: Floats, candidates: Candidates) -> _Ranking:
        clauses, group = np.unique(candidates.clause, return_inverse=True)
        whole = ~candidates.is_sentence
        words = self._word_scores(query, candidates.number[whole])
        dense = candidates.vector @ vector

        def best(scores: npt.NDArray[np.floating], among: npt.NDArray[np.bool_]) -> Scores:
            return z_scores(best_by_group(scores, group[among], len(clauses)))

        fused = best(dense[whole], whole) + best(words, whole)
        margin = np.zeros(len(clauses), np.bool_)
        margin[group] = np.isin(candidates.unit, MARGINS)
        fused -= MARGIN_LOSS * margin
        order = np.argsort(-fused, kind="stable")
        return _Ranking(candidates, dense, clauses[order], fused[order])

    def _word_scores(self, query: str, numbers: npt.NDArray[np.int64]) -> Scores:
        found = self._lexical.scores(query, limit=len(numbers), numbers=numbers.tolist())
        return np.array([found.get(number, 0.0) for number in numbers.tolist()])

    def _hits(self, query: str, ranking: _Ranking, k: int) -> list[Hit]:
        best = ranking.clauses[:k].tolist()
        found = self._library.found(best)
        sentences = self._sentences(query, ranking, found)
        return [
            Hit(
                document=found[number].document,
                clause=found[number].clause,
                text=found[number].text[found[number].clause.start : found[number].clause.end],
                score=float(score),
                sentences=tuple(sentences[number]),
            )
            for number, score in zip(best, ranking.scores, strict=False)
            if number in found
        ]

    def _sentences(
        self, query: str, ranking: _Ranking, found: dict[int, FoundClause]
    ) -> dict[int, list[ScoredSentence]]:
        """The sentences of the clauses found, in text order, each by its own vector and words."""
        candidates = ranking.candidates
        among = np.flatnonzero(candidates.is_sentence & np.isin(candidates.clause, list(found)))
        owners = candidates.clause[among].tolist()
        bounds = list(zip(candidates.start[among].tolist(), candidates.end[among].tolist(), strict=True))
        texts = [found[owner].text[a:b] for owner, (a, b) in zip(owners, bounds, strict=True)]
        scores = z_scores(ranking.dense[among]) + z_scores(np.array(self._word_match(query, texts)))
        grouped: dict[int, list[ScoredSentence]] = {number: [] for number in found}
        for owner, (start, end), text, score in zip(owners, bounds, texts, scores.tolist(), strict=True):
            grouped[owner].append(ScoredSentence(start, end, text, score))
        return grouped

    def _word_match(self, query: str, texts: Sequence[str]) -> list[float]:
        return bm25(self._lexical.weights(query), texts)
