"""What the outline is built of: series of labels, nodes, breaks and gaps; and where a number comes next."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from ingest.marks import LAST, LINE, Hold, Kind, Mark

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


@dataclass(frozen=True, slots=True)
class Break:
    """Where every open unit ends: a signature, an annex.

    ``unit`` names the frame part that stands here. ``annex`` is the label of an annex that holds units itself.
    A plan's title breaks only where numbering begins anew behind it.
    """

    start: int
    end: int
    unit: str
    annex: Mark | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbering that is broken in the source, before *node*: *last* came before it (0: nothing)."""

    node: Node
    last: int


@dataclass(frozen=True, slots=True)
class Outline:
    nodes: tuple[Node, ...]
    gaps: tuple[Gap, ...]
    breaks: tuple[Break, ...]  # those that took effect


key_of: Callable[[Mark], Key] = attrgetter("kind", "style")  # what is counted together


class Positions:
    """Where each number of each kind of label stands, to look ahead in logarithmic time."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._all: dict[tuple[Key, int], list[int]] = defaultdict(list)
        self._firm: dict[tuple[Key, int], list[int]] = defaultdict(list)
        for mark in marks:
            if mark.inserted:  # no place of 第三条 is one of 第三条之一
                continue
            key, any_style = key_of(mark), (mark.kind, "")
            for place in ((key, mark.ordinal), (any_style, mark.ordinal))[: 1 + bool(mark.style)]:
                self._all[place].append(mark.start)
                if mark.hold is LINE:
                    self._firm[place].append(mark.start)

    def after(self, key: Key, ordinal: int, position: int, *, firm: bool = False) -> int | None:
        """The first label of this kind and number beyond *position*; those that begin a line, if *firm*."""
        places = (self._firm if firm else self._all).get((key, ordinal), ())
        i = bisect_right(places, position)
        return places[i] if i < len(places) else None

    def follows(self, key: Key, ordinal: int, position: int, limit: int) -> bool:
        """Whether *ordinal* comes before *limit*, and before the series would begin anew."""
        found, last = self.after(key, ordinal, position), self.after(key, LAST, position)
        if found is None or (last is not None and last < found):
            found = last
        if found is None or found >= limit:
            return False
        anew = self.after(key, 1, position)
        return anew is None or found <= anew
