"""Rows of two versions of one document: kept, changed, added, dropped. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.commitment_model import Commitment
from ingest.normalise import fold
from retrieval.indexing import Floats
from retrieval.ledger.alignment import assigned
from retrieval.ledger.row_differences import changes

ALIKE = 0.5  # share of pairs of neighbouring characters from which a row elsewhere counts as the same one reworded
ALIKE_AT_HOME = 0.3  # … and in the clause that the row was in
_HOME = 0.2  # what the same clause is worth among rows that are equally alike

Home = Callable[
    [str], str | None
]  # id of a clause in the old version → its id in the new one, None where it is gone


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row of the old version, the one it became, and in what they differ; () where nothing changed."""

    old: Commitment
    new: Commitment
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowChanges:
    """Every row of both versions is in exactly one of the lists, in document order (pairs: that of the new one)."""

    kept: tuple[RowPair, ...]
    changed: tuple[RowPair, ...]
    added: tuple[Commitment, ...]
    dropped: tuple[Commitment, ...]


def compare_rows(old: Sequence[Commitment], new: Sequence[Commitment], home: Home) -> RowChanges:
    """What became of the rows *old*; *home* tells where their clauses went."""
    found = sorted(assigned(_scores(old, new, home), 0.0), key=lambda pair: pair[1])
    pairs = [RowPair(old[i], new[j], changes(old[i], new[j])) for i, j in found]
    left, right = {i for i, _ in found}, {j for _, j in found}
    return RowChanges(
        kept=tuple(pair for pair in pairs if not pair.differs),
        changed=tuple(pair for pair in pairs if pair.differs),
        added=tuple(row for j, row in enumerate(new) if j not in right),
        dropped=tuple(row for i, row in enumerate(old) if i not in left),
    )


def dice(one: str, other: str) -> float:
    """Twice the pairs of neighbouring characters in common by those of both: 1 for the same words."""
    return _dice(_Words.of(one), _Words.of(other))


@dataclass(frozen=True, slots=True)
class _Words:
    folded: str
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, quote: str) -> "_Words":
        folded = fold(quote)
        return cls(folded, frozenset(pairwise(folded)))


def _dice(one: _Words, other: _Words) -> float:
    if one.folded == other.folded:
        return 1.0
    return 2 * len(one.pairs & other.pairs) / max(1, len(one.pairs) + len(other.pairs))


def _scores(old: Sequence[Commitment], new: Sequence[Commitment], home: Home) -> Floats:
    """0 where two rows can't be the same one; the same words in the same clause score best."""
    ours, theirs = ([_Words.of(row.quote) for row in rows] for rows in (old, new))
    homes = [home(row.clause_id) for row in old]
    scores = np.zeros((len(old), len(new)), np.float32)
    for i, words in enumerate(ours):
        for j, others in enumerate(theirs):
            share, at_home = _dice(words, others), homes[i] == new[j].clause_id
            if share >= (ALIKE_AT_HOME if at_home else ALIKE):
                scores[i, j] = share + _HOME * at_home + (share == 1.0)
    return scores
