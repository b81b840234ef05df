"""Hybrid search: vectors and words of clauses and of their sentences, added up. Implements Retriever."""

from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from typing import get_args

import numpy as np
import numpy.typing as npt

from ingest.model import Unit
from retrieval.cores import one_core_a_product
from retrieval.fusion import Scores, best_by_group, z_scores
from retrieval.hits import Hit, ScoredSentence
from retrieval.indexing import Encoder, Floats
from retrieval.interaction.encoder import QueryTokens
from retrieval.interaction.scoring import Groups, Meetings, meetings, standardised
from retrieval.lexical import LexicalIndex
from retrieval.library import FoundClause, Library
from retrieval.questions.terms import official_words
from retrieval.side_by_side import SideBySide
from retrieval.store.library_reader import Current
from retrieval.store.passage_table import Candidates, Owners
from retrieval.vectors import VectorIndex

NEAR = 60  # passages nearest to the question that are candidates
SHARING = 60  # passages of each unit that share most words with it that are
WORDED = 1000  # passages of each unit whose BM25 is known; the others of a large library share less with the question
EXACT = 2000  # passages in scope up to which all are scored: quicker than any index, and misses nothing
SCANNED = 20_000  # passages in scope up to which all vectors are compared
WIDE = (
    0.1  # the share of all passages from which on asking the index for more neighbours is quicker than that
)
AS_NEAR = (
    NEAR // 2
)  # neighbours that are wanted in a wider scope: of those of all documents, its share are in it
FEW = AS_NEAR // 2  # so few are asked for once more, SEVERAL times as many
SEVERAL = 4
MARGINS = (
    "header",
    "footer",
    "disclosure",
    "salutation",
    "attendance",
)  # they name every topic and answer none
MARGIN_LOSS = 1.0  # standard deviations
MOST_MET = 64  # clauses that are looked at word by word
CLAUSE_MET, SENTENCE_MET = 4.0, 5.0  # weights of late interaction beside four and two other z-scores
UNITS: tuple[Unit, ...] = get_args(Unit)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Scope:
    """The documents to search, how many passages they have together, and what share of all passages that is."""

    documents: frozenset[str]
    passages: int
    share: float

    @property
    def is_wide(self) -> bool:
        """Whether comparing all its passages takes longer than asking the index."""
        return self.passages > SCANNED or (self.passages > EXACT and self.share >= WIDE)


@dataclass(frozen=True, slots=True)
class _Worded:
    """BM25 of the passages that share most words with a question, best first, and the most that others can have."""

    scores: dict[int, float]
    others: float

    def of(self, numbers: npt.NDArray[np.int64]) -> Scores:
        """BM25 of the passages *numbers*, at least."""
        return np.array([self.scores.get(number, self.others) for number in numbers.tolist()])


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A question's vector, (d,), the passages that are scored for it, and what is known of their words."""

    query: Floats
    passages: Candidates
    words: dict[Unit, Future[_Worded]]


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
    sentence, a sentence by the sum of its own two; late interaction is added to both. BM25 also looks for the official
    words of spoken ones, and the question's vector has them behind it; late interaction gains nothing from them.
    """

    def __init__(
        self, library: Library, *, embedder: Encoder, vectors: VectorIndex, lexical: LexicalIndex
    ) -> None:
        one_core_a_product()
        self._library, self._embedder = library, embedder
        self._vectors, self._lexical = vectors, lexical
        self._beside = SideBySide()
        self._known: tuple[Current, Owners] = {}, Owners({})

    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        """Return at most *k* hits, best first, from *documents* (None: all). Raises IndexFailed."""
        if k < 1 or not query.strip() or documents == frozenset():
            return []
        with self._beside.turn():
            tokens = self._beside.start(self._embedder.interaction.encode_query, query)
            candidates = self._candidates(query, documents)
            if not candidates.passages.number.size:
                return []
            return self._hits(self._rank(candidates, tokens), k)

    def _candidates(self, query: str, documents: frozenset[str] | None) -> _Drawn:
        table, scope = self._library.passages, self._scope(documents)
        words = {unit: self._beside.start(self._words, query, unit, scope) for unit in UNITS}
        vector = self._embedder.encode_query(query, official_words(query))
        if scope is not None and scope.passages <= EXACT:
            return _Drawn(vector, table.within(scope.documents), words)
        near = self._near(vector, scope)
        worded = {number for found in words.values() for number in islice(found.result().scores, SHARING)}
        return _Drawn(vector, table.around(sorted(near | worded)), words)

    @property
    def _owners(self) -> Owners:
        """Whose the passages are; read anew when the library has changed."""
        current, owners = self._known
        if current is not self._library.current:
            current, owners = self._known = self._library.current, self._library.passages.owners()
        return owners

    def _scope(self, documents: frozenset[str] | None) -> _Scope | None:
        """What *documents* limit a search to; None where they are all that there are."""
        if documents is None or documents.issuperset(self._library.current):
            return None
        owners = self._owners
        return _Scope(documents, owners.count(documents), owners.share(documents))

    def _words(self, query: str, unit: Unit, scope: _Scope | None) -> _Worded:
        documents = scope.documents if scope else None
        if scope is None or not scope.is_wide:
            return self._worded(query, unit, limit=WORDED, documents=documents)
        # As deep as a search of all documents sees into these: to look for theirs alone would take longer.
        every = self._worded(query, unit, limit=WORDED)
        inside = self._owners.of_these(list(every.scores), scope.documents)
        if len(inside) < SHARING:
            return self._worded(query, unit, limit=2 * SHARING, documents=documents)
        return _Worded({number: every.scores[number] for number in inside}, every.others)

    def _worded(
        self, query: str, unit: Unit, *, limit: int, documents: frozenset[str] | None = None
    ) -> _Worded:
        found = self._lexical.scores(
            query, unit, beside=official_words(query), limit=limit, documents=documents
        )
        return _Worded(found, min(found.values()) if len(found) == limit else 0.0)

    def _near(self, vector: Floats, scope: _Scope | None) -> set[int]:
        """The passages nearest to *vector* in *scope*."""
        if scope is None:
            return set(self._vectors.nearest(vector, n=NEAR))
        if not scope.is_wide:
            return self._library.passages.nearest(vector, n=NEAR, documents=scope.documents)
        n, owners = int(AS_NEAR / scope.share), self._owners
        found = owners.of_these(self._vectors.nearest(vector, n=n), scope.documents)
        if len(found) < FEW:  # the question is about what the others say
            found = owners.of_these(self._vectors.nearest(vector, n=n * SEVERAL), scope.documents)
        return set(found[:NEAR])

    def _rank(self, drawn: _Drawn, tokens: Future[QueryTokens]) -> _Ranking:
        candidates, vector = drawn.passages, drawn.query
        clauses, group = np.unique(candidates.clause, return_inverse=True)
        cosines = candidates.vector @ vector
        fused = np.zeros(len(clauses))
        passages = np.zeros(len(group))
        of_unit: dict[Unit, Flags] = {u: candidates.is_sentence == (u == "sentence") for u in UNITS}
        for unit, among in of_unit.items():
            for scores in (cosines[among], drawn.words[unit].result().of(candidates.number[among])):
                passages[among] += z_scores(scores)
                fused += z_scores(best_by_group(scores, group[among], len(clauses)))
        is_margin = np.zeros(len(clauses), np.bool_)
        is_margin[group] = np.isin(candidates.unit, MARGINS)
        fused -= MARGIN_LOSS * is_margin
        met = self._meetings(tokens.result(), candidates, group, fused)
        fused += CLAUSE_MET * standardised(met.clauses)
        of_sentences = candidates.is_sentence
        passages[of_sentences] += SENTENCE_MET * standardised(met.passages[of_sentences])
        order = np.argsort(-fused, kind="stable")
        return _Ranking(candidates, passages, cosines, clauses[order], fused[order], met.passages)

    def _meetings(self, query: QueryTokens, candidates: Candidates, group: Groups, fused: Scores) -> Meetings:
        """How well the question meets the clauses that stand best so far."""
        best = np.argsort(-fused, kind="stable")[:MOST_MET]
        return meetings(query, candidates, group, among=best, table=self._library.tokens)

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
    candidates, met = ranking.candidates, np.nan_to_num(ranking.met)
    grouped: dict[int, list[ScoredSentence]] = {number: [] for number in found}
    for at in np.flatnonzero(candidates.is_sentence & np.isin(candidates.clause, list(found))):
        owner, start, end = (
            int(column[at]) for column in (candidates.clause, candidates.start, candidates.end)
        )
        words = found[owner].text[start:end]
        score, similarity = float(ranking.passages[at]), float(ranking.cosines[at])
        grouped[owner].append(ScoredSentence(start, end, words, score, similarity, float(met[at])))
    return grouped
