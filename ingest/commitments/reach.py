"""Notes on who and when that stand below a list hold for the whole list: 1.… 2.… 3.…, then 责任单位：… on a line."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.commitment_model import Commitment
from ingest.commitments.attributions import Attribution, noted
from ingest.model import Clause


@dataclass(frozen=True, slots=True)
class Block:
    """A note that has its lines for itself, and the clause whose words they are."""

    clause: Clause
    note: Attribution


def is_block(text: str, note: Attribution) -> bool:
    """Whether nothing but *note* stands in its lines."""
    start, end = note.span.start, note.span.end
    begin = text.rfind("\n", 0, start) + 1
    line = text.find("\n", end)
    rest = text[begin:start] + text[end : line if line >= 0 else len(text)]
    return begin > 0 and not rest.strip(" \t\u3000。.;；")


def with_reach(
    rows: Sequence[Commitment], blocks: Sequence[Block], clauses: Sequence[Clause], inner: Sequence[int]
) -> list[Commitment]:
    """*rows* with what the blocks say of the lists above them. *inner*: where all the other notes begin."""
    if not blocks:
        return list(rows)
    last: dict[str | None, Clause] = {clause.parent: clause for clause in clauses if clause.parent}
    by_id = {clause.id: clause for clause in clauses}
    starts = sorted([*inner, *(block.note.span.start for block in blocks)])
    found = sorted(rows, key=lambda row: row.start)
    places = [row.start for row in found]
    for block in blocks:
        begin, end = _list_above(block, by_id, last), block.note.span.start
        if begin is None or bisect_left(starts, begin) < bisect_left(starts, end):
            continue  # another note stands in between: each item has its own
        for i in range(bisect_left(places, begin), bisect_left(places, end)):
            found[i] = noted(found[i], block.note)
    return found


def _list_above(block: Block, by_id: Mapping[str, Clause], last: Mapping[str | None, Clause]) -> int | None:
    """Where the list begins that ends above the block: the parent's, behind its last item or in it."""
    clause = block.clause
    if clause.id in last:
        return clause.start if last[clause.id].end <= block.note.span.start else None
    above = by_id.get(clause.parent or "")
    return above.start if above is not None and last[above.id] is clause else None
