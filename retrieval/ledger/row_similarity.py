"""How likely two rows of different plans are about the same thing: from their vectors, their words, kinds and units."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from ingest.commitment_model import Commitment
from ingest.model import Clause
from ingest.sentences import split_sentences
from retrieval.grams import grams
from retrieval.indexing import Floats

LONGEST = 160  # characters of a sentence that are embedded: the rest seldom tells what a row is about
NEAREST = 2  # headings above a row that are embedded with it

# A logistic model of the features of _features, in this order, fitted to hand-checked pairs of ten pairs of plans
# (those of notices written for this project lie in tests/alignment.tsv) and to three pairs that share no topic.
WEIGHTS = np.array([2.07, 3.39, 9.34, 2.23, 1.26, 0.39])
BIAS = -10.15


@dataclass(frozen=True, slots=True)
class Subject:
    """A row with the words around it that tell what it is about: its sentence, and the headings above it.

    ``headings`` go from the outermost to the nearest; those that the row itself repeats are left out.
    """

    row: Commitment
    headings: tuple[str, ...]
    sentence: str

    @property
    def context(self) -> str:
        """What is embedded."""
        return f"{'　'.join(self.headings[-NEAREST:])}：{self.sentence[:LONGEST]}"


def subjects(text: str, clauses: Sequence[Clause], rows: Sequence[Commitment]) -> tuple[Subject, ...]:
    """*rows* of the document that has this *text* and these *clauses*."""
    by_id = {clause.id: clause for clause in clauses}
    return tuple(
        Subject(row, _headings(row, by_id), _sentence(text, by_id[row.clause_id], row)) for row in rows
    )


def likeness(left: Sequence[Subject], right: Sequence[Subject], vectors: tuple[Floats, Floats]) -> Floats:
    """For each row of *left* (n) and of *right* (m) the log odds that they are one topic, (n, m).

    *vectors* are the unit vectors of their contexts, (n, d) and (m, d).
    """
    if not left or not right:
        return np.zeros((len(left), len(right)), np.float32)
    features = _features(left, right, vectors)
    return np.asarray(np.tensordot(WEIGHTS, features, axes=1) + BIAS, np.float32)


def _features(left: Sequence[Subject], right: Sequence[Subject], vectors: tuple[Floats, Floats]) -> Floats:
    """(6, n, m), each about as wide as 1: cosine; cosine beyond what both rows have with all others; telling
    characters shared by the quotes, and by sentences with their headings; same kind; unit shared or at odds.
    """
    cosine = vectors[0] @ vectors[1].T
    beyond = cosine - cosine.mean(0, keepdims=True) - cosine.mean(1, keepdims=True) + cosine.mean()
    return np.stack(
        [
            (cosine - 0.85) * 20,
            beyond * 25,
            _shared([s.row.quote for s in left], [s.row.quote for s in right]),
            _shared(list(map(_surroundings, left)), list(map(_surroundings, right))),
            np.equal.outer([s.row.kind for s in left], [s.row.kind for s in right]),
            _units(left, right),
        ]
    ).astype(np.float32)


def _headings(row: Commitment, by_id: Mapping[str, Clause]) -> tuple[str, ...]:
    found: list[str] = []
    clause = by_id.get(row.clause_id)
    while clause is not None:
        if clause.heading and clause.heading not in row.quote and clause.heading not in found:
            found.append(clause.heading)
        clause = by_id.get(clause.parent or "")
    return tuple(reversed(found))


def _sentence(text: str, clause: Clause, row: Commitment) -> str:
    spans = split_sentences(text, clause.start, clause.end)
    parts = [span.of(text) for span in spans if span.start < row.end and span.end > row.start]
    return " ".join("".join(parts or [row.quote]).split())


def _surroundings(subject: Subject) -> str:
    return "，".join((subject.sentence, *subject.headings))


def _shared(left: Sequence[str], right: Sequence[str]) -> Floats:
    """Share of telling pairs of characters in common, (n, m) in 0…1: rare ones among these texts count more."""
    from scipy.sparse import csr_matrix  # takes long to import: only who compares pays for it

    kept = [_pairs(words) for words in (*left, *right)]
    counts = Counter(gram for each in kept for gram in each)
    columns = {gram: column for column, gram in enumerate(counts)}
    weights = np.array([log((len(kept) + 1) / (n + 0.5)) for n in counts.values()], np.float32)
    rows = [(at, columns[gram]) for at, each in enumerate(kept) for gram in each]
    index = np.array(rows, np.intp).reshape(-1, 2).T
    present = csr_matrix((np.ones(len(rows), np.float32), index), (len(kept), len(counts)))
    a, b = present[: len(left)], present[len(left) :]
    common = (a.multiply(weights).tocsr() @ b.T).toarray()
    whole = np.sqrt(np.outer(a @ weights, b @ weights))
    return np.divide(common, whole, out=np.zeros_like(common), where=whole > 0)


def _pairs(words: str) -> frozenset[str]:
    """Neighbouring characters; figures don't tell what a row is about."""
    return frozenset(
        gram for gram in grams(words) if len(gram) == 2 and not any(sign.isnumeric() for sign in gram)
    )


def _units(left: Sequence[Subject], right: Sequence[Subject]) -> Floats:
    """1 where two rows count in the same unit, -1 where both count and in none that is the same, else 0."""
    ours, theirs = [_counted(s.row) for s in left], [_counted(s.row) for s in right]
    signs = [[(1 if a & b else -1) if a and b else 0 for b in theirs] for a in ours]
    return np.array(signs, np.float32).reshape(len(left), len(right))


def _counted(row: Commitment) -> frozenset[str]:
    return frozenset((metric.unit or "").split("/")[0] for metric in row.metrics)
