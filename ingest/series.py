"""What the outline is built of: open series of labels, the nodes of the tree, and where a number comes next."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.marks import LAST, Hold, Kind, Mark

Key = tuple[Kind, str]


@dataclass(slots=True)
class Node:
    """A label that was accepted: its unit runs from the label to ``end``, children included."""

    mark: Mark
    parent: "Node | None"
    end: int = 0


@dataclass(slots=True)
class Series:
    """Siblings being counted: 一、二、三… under one parent. ``node`` is the last of them."""

    key: Key
    node: Node
    last: int
    hold: Hold
    holds: set[Key] = field(default_factory=set)  # kinds of series that were found inside its items

    @property
    def next(self) -> int:
        return self.last + 1


def key_of(mark: Mark) -> Key:
    return mark.kind, mark.style


class Positions:
    """Where each number of each kind of label stands, to look ahead in logarithmic time."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._all: dict[tuple[Key, int], list[int]] = defaultdict(list)
        self._firm: dict[tuple[Key, int], list[int]] = defaultdict(list)
        for mark in marks:
            for key in {key_of(mark), (mark.kind, "")}:
                self._all[key, mark.ordinal].append(mark.start)
                if mark.hold is Hold.LINE:
                    self._firm[key, mark.ordinal].append(mark.start)

    def after(self, key: Key, ordinal: int, position: int, *, firm: bool = False) -> int | None:
        """The first label of this kind and number beyond *position*; those that begin a line, if *firm*."""
        places = (self._firm if firm else self._all).get((key, ordinal), ())
        i = bisect_right(places, position)
        return places[i] if i < len(places) else None

    def follows(self, key: Key, ordinal: int, position: int, limit: int) -> bool:
        """Whether *ordinal* comes before *limit*, and before the series would begin anew."""
        places = (self.after(key, number, position) for number in (ordinal, LAST))
        found = min((place for place in places if place is not None), default=limit)
        if found >= limit:
            return False
        anew = self.after(key, 1, position)
        return anew is None or found <= anew
