"""Hybrid search: vectors and words of clauses and of their sentences, added up. Implements Retriever."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt

from ingest.model import Unit
from retrieval.fusion import Scores, best_by_group, z_scores
from retrieval.hits import Hit, ScoredSentence
from retrieval.indexing import Encoder, Floats
from retrieval.interaction.scoring import Groups, Meetings, meetings, standardised
from retrieval.lexical import LexicalIndex
from retrieval.library import FoundClause, Library
from retrieval.passage_table import Candidates
from retrieval.vectors import VectorIndex

POOL = 100  # passages of each unit taken from each index
EXACT = 2000  # passages in scope up to which all are scored: quicker than Chroma's filter, and misses nothing
MARGINS = (
    "header",
    "footer",
    "disclosure",
    "salutation",
    "attendance",
)  # they name every topic and answer none
MARGIN_LOSS = 1.0  # standard deviations
MOST_MET = 128  # clauses that are looked at word by word
CLAUSE_MET, SENTENCE_MET = 4.0, 5.0  # weights of late interaction beside four and two other z-scores
UNITS: tuple[Unit, ...] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates with score and cosine of each as a passage, and their clauses (by number) best first with theirs;
    ``met`` is how well the question is met by each that is a sentence, NaN where unknown."""

    candidates: Candidates
    passages: Scores
    cosines: Scores
    clauses: npt.NDArray[np.int64]
    scores: Scores
    met: Scores


class HybridSearch:
    """Finds clauses of current versions. Equal scores keep the order in which clauses were stored.

    A clause scores by the sum of four z-scores, the cosine and the BM25 of its whole words and of its best
    sentence, a sentence by the sum of its own two; late interaction is added to both.
    """

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
        return self._hits(self._rank(query, vector, candidates), k)

    def _candidates(self, query: str, vector: Floats, documents: frozenset[str] | None) -> Candidates:
        table = self._library.passages
        if documents is not None:
            if table.count_in(documents) <= EXACT:
                return table.within(documents)
            if documents.issuperset(summary.id for summary in self._library.summaries()):
                documents = None
        near: set[int] = set()
        for unit in UNITS:
            near.update(self._vectors.nearest(vector, unit, n=POOL, documents=documents))
            near.update(self._lexical.scores(query, unit, limit=POOL, documents=documents))
        return table.around(sorted(near))

    def _rank(self, query: str, vector: Floats, candidates: Candidates) -> _Ranking:
        clauses, group = np.unique(candidates.clause, return_inverse=True)
        cosines = candidates.vector @ vector
        fused = np.zeros(len(clauses))
        passages = np.zeros(len(group))
        for unit in UNITS:
            among = candidates.is_sentence == (unit == "sentence")
            for scores in (cosines[among], self._words(query, unit, candidates.number[among])):
                passages[among] += z_scores(scores)
                fused += z_scores(best_by_group(scores, group[among], len(clauses)))
        is_margin = np.zeros(len(clauses), np.bool_)
        is_margin[group] = np.isin(candidates.unit, MARGINS)
        fused -= MARGIN_LOSS * is_margin
        met = self._meetings(query, candidates, group, fused)
        fused += CLAUSE_MET * standardised(met.clauses)
        of_sentences = candidates.is_sentence
        passages[of_sentences] += SENTENCE_MET * standardised(met.passages[of_sentences])
        order = np.argsort(-fused, kind="stable")
        return _Ranking(candidates, passages, cosines, clauses[order], fused[order], met.passages)

    def _meetings(self, query: str, candidates: Candidates, group: Groups, fused: Scores) -> Meetings:
        """How well the question meets the clauses that stand best so far."""
        best = np.argsort(-fused, kind="stable")[:MOST_MET]
        tokens = self._embedder.interaction.encode_query(query)
        return meetings(tokens, candidates, group, among=best, table=self._library.tokens)

    def _words(self, query: str, unit: Unit, numbers: npt.NDArray[np.int64]) -> Scores:
        listed = numbers.tolist()
        found = self._lexical.scores(query, unit, limit=len(listed), numbers=listed)
        return np.array([found.get(number, 0.0) for number in listed])

    def _hits(self, ranking: _Ranking, k: int) -> list[Hit]:
        best = ranking.clauses[:k].tolist()
        found = self._library.found(best)
        sentences = _sentences(ranking, found)
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


def _sentences(ranking: _Ranking, found: dict[int, FoundClause]) -> dict[int, list[ScoredSentence]]:
    """The sentences of the clauses found, by clause number, in text order."""
    candidates = ranking.candidates
    grouped: dict[int, list[ScoredSentence]] = {number: [] for number in found}
    for at in np.flatnonzero(candidates.is_sentence & np.isin(candidates.clause, list(found))):
        owner, start, end = (
            int(column[at]) for column in (candidates.clause, candidates.start, candidates.end)
        )
        words = found[owner].text[start:end]
        score, similarity = float(ranking.passages[at]), float(ranking.cosines[at])
        met = float(np.nan_to_num(ranking.met[at]))
        grouped[owner].append(ScoredSentence(start, end, words, score, similarity, met))
    return grouped
