"""What changed between two versions of a document, clause by clause. Pure."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.changed_words import Piece, Words, changed_words
from ingest.model import Clause, Span
from ingest.own_words import own_words

_ALIKE = 0.5  # share of pairs of neighbouring words from which a clause counts as another one reworded
_NEAR = (
    60  # a reworded clause stays near where it stood: that many unmatched clauses to either side are compared
)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document: its canonical text and its clauses in document order."""

    text: str
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Changed:
    """A clause whose own words changed. Its number may have changed with them."""

    old: Clause
    new: Clause
    pieces: tuple[Piece, ...]

    @property
    def is_renumbered(self) -> bool:
        return self.old.id != self.new.id


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause that says the same under another number or in another place."""

    old: Clause
    new: Clause


@dataclass(frozen=True, slots=True)
class Difference:
    """Every clause and frame part of both versions, in one of five groups, each in document order.

    Clauses of the old version: removed + changed + moved + unchanged; of the new one: added + changed + moved +
    unchanged. Only a clause's own words count, none of its children's.
    """

    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    changed: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.moved)


@dataclass(frozen=True, slots=True)
class _Side:
    """One version with the words of each clause; labels are no words, since they are compared as ids."""

    clauses: Sequence[Clause]
    words: Sequence[Words]
    said: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, edition: Edition) -> "_Side":
        runs = own_words(edition.text, edition.clauses)
        words = [Words.of(edition.text, list(_unlabelled(c, runs[c.id]))) for c in edition.clauses]
        return cls(edition.clauses, words, [w.said(range(len(w.tokens))) for w in words])


Pairs = dict[int, int]  # positions of clauses: old → new


def compare(old: Edition, new: Edition) -> Difference:
    """The difference from *old* to *new*. Clauses are matched by id and words, then by words alone, then reworded
    ones by what they still have in common, and last by id alone. White space doesn't count.
    """
    before, after = _Side.of(old), _Side.of(new)
    same = _by_id(before, after, same_words=True)
    moved = _by_words(before, after, same)
    changed = _reworded(before, after, same | moved)
    changed |= _by_id(before, after, same_words=False, taken=same | moved | changed)
    gone = same.keys() | moved.keys() | changed.keys()
    kept = {*same.values(), *moved.values(), *changed.values()}
    return Difference(
        added=tuple(clause for j, clause in enumerate(after.clauses) if j not in kept),
        removed=tuple(clause for i, clause in enumerate(before.clauses) if i not in gone),
        changed=tuple(
            Changed(before.clauses[i], after.clauses[j], changed_words(before.words[i], after.words[j]))
            for i, j in _in_new_order(changed)
        ),
        moved=tuple(Moved(before.clauses[i], after.clauses[j]) for i, j in _in_new_order(moved)),
        unchanged=len(same),
    )


def _unlabelled(clause: Clause, runs: Sequence[Span]) -> Iterator[Span]:
    begin = clause.start + len(clause.label)
    for run in runs:
        if run.end > begin:
            yield Span(max(run.start, begin), run.end)


def _in_new_order(pairs: Pairs) -> list[tuple[int, int]]:
    return sorted(pairs.items(), key=lambda pair: pair[1])


def _by_id(old: _Side, new: _Side, *, same_words: bool, taken: Pairs | None = None) -> Pairs:
    taken = taken or {}
    used = set(taken.values())
    places = {clause.id: j for j, clause in enumerate(new.clauses) if j not in used}
    pairs = {
        i: places[clause.id] for i, clause in enumerate(old.clauses) if i not in taken and clause.id in places
    }
    return {i: j for i, j in pairs.items() if not same_words or old.said[i] == new.said[j]}


def _by_words(old: _Side, new: _Side, taken: Pairs) -> Pairs:
    """Clauses with the same words under other ids; those that say the same thing twice keep their order."""
    used = set(taken.values())
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for j, said in enumerate(new.said):
        if said and j not in used:
            places[said].append(j)
    pairs: Pairs = {}
    for i, said in enumerate(old.said):
        if i not in taken and places.get(said):
            pairs[i] = places[said].popleft()
    return pairs


def _reworded(old: _Side, new: _Side, taken: Pairs) -> Pairs:
    """Of the clauses that are left, those that have most in common, the most alike first."""
    used = set(taken.values())
    left = [i for i in range(len(old.clauses)) if i not in taken]
    right = [j for j in range(len(new.clauses)) if j not in used]
    pairs: Pairs = {}
    chosen: set[int] = set()
    for _, _, i, j in sorted(_candidates(old, new, (left, right))):
        if i not in pairs and j not in chosen:
            pairs[i] = j
            chosen.add(j)
    return pairs


def _candidates(
    old: _Side, new: _Side, rest: tuple[Sequence[int], Sequence[int]]
) -> Iterator[tuple[float, bool, int, int]]:
    """Pairs that are alike: (minus how much, whether the number changed, old, new)."""
    left, right = rest
    grams = [_grams(new.said[j]) for j in right]
    for at, i in enumerate(left):
        mine = _grams(old.said[i])
        for other in range(max(0, at - _NEAR), min(len(right), at + _NEAR + 1)):
            j = right[other]
            alike = 2 * len(mine & grams[other]) / max(1, len(mine) + len(grams[other]))
            if alike >= _ALIKE and old.clauses[i].unit == new.clauses[j].unit:
                yield -alike, old.clauses[i].id != new.clauses[j].id, i, j


def _grams(said: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(said))
