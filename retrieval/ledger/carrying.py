"""Marks carried from the rows they were made on to the rows of the current version. Pure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ingest.commitment_model import Commitment
from ingest.normalise import fold
from retrieval.store.marks import Carried, Mark

ALIKE = 0.5  # share of pairs of neighbouring characters from which a row counts as the same one reworded

Home = Callable[[Mark], str | None]
Pairs = dict[int, tuple[Commitment, bool]]  # position of a mark → its row, and whether the words changed


def carry(
    marks: Sequence[Mark], rows: Sequence[Commitment], *, version: int, home: Home
) -> Sequence[Carried]:
    """Each of *marks* with the row among *rows*, those of *version*, that it belongs to now; one mark a row.

    A mark stays with its row's id, else goes where its words went, else to the most alike row of its clause and is
    ``changed``. *home* gives the id that the clause of a mark has in *version*, None where it is gone; it is asked
    only for marks whose words went elsewhere.
    """
    ids = {row.id: row for row in rows}
    found: Pairs = {i: (ids[m.row_id], False) for i, m in enumerate(marks) if m.row_id in ids}
    found |= _cut_otherwise(marks, rows, found, version=version)
    found |= _moved(marks, rows, found, home=home)
    found |= _reworded(marks, rows, found, home=home)
    return [Carried(mark, *found.get(i, (None, False))) for i, mark in enumerate(marks)]


def _left(
    marks: Sequence[Mark], rows: Sequence[Commitment], found: Pairs
) -> tuple[dict[int, Mark], list[Commitment]]:
    taken = {row.id for row, _ in found.values()}
    left = {i: mark for i, mark in enumerate(marks) if i not in found}
    return left, [row for row in rows if row.id not in taken] if left else []


def _cut_otherwise(marks: Sequence[Mark], rows: Sequence[Commitment], found: Pairs, *, version: int) -> Pairs:
    """Marks made on this very text, whose rows are only cut at other places: no word has changed."""
    left, free = _left(marks, rows, found)
    shared = (
        (min(mark.end, row.end) - max(mark.start, row.start), i, row)
        for i, mark in left.items()
        if mark.version == version
        for row in free
    )
    return _best(((common, i, row) for common, i, row in shared if common > 0), changed=False)


def _moved(marks: Sequence[Mark], rows: Sequence[Commitment], found: Pairs, *, home: Home) -> Pairs:
    """The same words under another number: those of the same clause first, then the only ones in the document."""
    left, free = _left(marks, rows, found)
    pairs = [
        (i, mark, row) for i, mark in left.items() for row in free if fold(row.quote) == fold(mark.quote)
    ]
    at_home = ((1.0, i, row) for i, mark, row in pairs if row.clause_id == home(mark))
    placed = _best(at_home, changed=False)
    rivals = [i for i, _, _ in pairs]
    alone = ((1.0, i, row) for i, _, row in pairs if i not in placed and rivals.count(i) == 1)
    return placed | _best(((s, i, row) for s, i, row in alone if not _holds(placed, row)), changed=False)


def _reworded(marks: Sequence[Mark], rows: Sequence[Commitment], found: Pairs, *, home: Home) -> Pairs:
    left, free = _left(marks, rows, found)
    alike = (
        (_alike(mark.quote, row.quote), i, row)
        for i, mark in left.items()
        for row in free
        if row.clause_id == home(mark)
    )
    return _best(((share, i, row) for share, i, row in alike if share >= ALIKE), changed=True)


def _best(scored: Iterator[tuple[float, int, Commitment]], *, changed: bool) -> Pairs:
    """Pairs from the best score down, each mark and each row once."""
    pairs: Pairs = {}
    for _, i, row in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2].start)):
        if i not in pairs and not _holds(pairs, row):
            pairs[i] = (row, changed)
    return pairs


def _holds(pairs: Pairs, row: Commitment) -> bool:
    return any(other.id == row.id for other, _ in pairs.values())


def _alike(one: str, other: str) -> float:
    """Twice the pairs of neighbouring characters in common by those of both: 1 for the same words."""
    a, b = frozenset(pairwise(fold(one))), frozenset(pairwise(fold(other)))
    return 2 * len(a & b) / max(1, len(a) + len(b))
