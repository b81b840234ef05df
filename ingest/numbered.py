"""Nodes of the outline → clauses: label, heading, address and level of each."""

from collections import defaultdict

from ingest.headings import heading_of
from ingest.lines import end_of
from ingest.marks import Kind
from ingest.model import Clause
from ingest.series import Node, Outline
from ingest.sibling_headings import fill_headings

LEVELS = {
    Kind.SECTION: 2, Kind.HAN_PAREN: 2, Kind.PHASE: 2, Kind.BOX: 2, Kind.NUMBER: 3, Kind.NUMBER_PAREN: 4,
    Kind.NUMBER_CLOSE: 4, Kind.CIRCLED: 4, Kind.LETTER: 4, Kind.ORDER: 4, Kind.SHI: 4,
    Kind.ROW: 3,
}  # fmt: skip
HOLDERS = {Kind.ANNEX, Kind.VOLUME, Kind.PART}  # units inside them keep the level of their kind
NAMED_ALIKE = {Kind.HAN, Kind.HAN_PAREN, Kind.NUMBER}
HEAD = 400  # characters behind a label in which its heading must end


class Names:
    """Relative ids: a name given before gets #2, #3 …"""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}
        self._taken: set[str] = set()

    def give(self, name: str) -> str:
        """*name*, or *name* with the first free number."""
        name = made = "".join(name.split())
        times = self._times.get(name, 0) + (name not in self._times)
        while made in self._taken:
            times += 1
            made = f"{name}#{times}"
        self._times[name] = times
        self._taken.add(made)
        return made


def make_clauses(text: str, outline: Outline, *, width: int) -> list[Clause]:
    """A clause for each node, in order: parents come before their children.

    *width*: characters from which a line of *text* may have been broken by its length only.
    """
    return _Maker(text, outline, width).run()


class _Maker:
    def __init__(self, text: str, outline: Outline, width: int) -> None:
        self.text = text
        self.width = width
        self.nodes = outline.nodes
        self.names = Names()
        self.made: dict[int, Clause] = {}
        self.first_child: dict[int, int] = {}
        for node in self.nodes:
            if node.parent is not None:
                self.first_child.setdefault(node.parent.mark.start, node.mark.lead)
        self.headings = self._headings()

    def run(self) -> list[Clause]:
        for node in self.nodes:
            self.made[node.mark.start] = self._clause(node)
        return list(self.made.values())

    def _of(self, node: Node | None) -> Clause | None:
        return self.made[node.mark.start] if node is not None else None

    def _clause(self, node: Node) -> Clause:
        mark, parent = node.mark, self._of(node.parent)
        addressed = self._of(_addressed(node)) if mark.prefix else parent
        label = self.text[mark.start : mark.end]
        heading = self.headings[mark.start]
        return Clause(
            id=self.names.give(addressed.id + label if addressed else label),
            document_id="",
            label=label,
            heading=heading,
            path=(*parent.path, label + heading) if parent else (label + heading,),
            labels=(*addressed.labels, label) if addressed else (label,),
            level=_level(node, parent),
            start=mark.start,
            end=end_of(self.text, mark.start, node.end),
            parent=parent.id if parent else None,
        )

    def _headings(self) -> dict[int, str]:
        """Heading by start of label: by the unit's own words, else by those of its siblings."""
        families: dict[tuple[int, Kind], list[Node]] = defaultdict(list)
        for node in self.nodes:
            families[node.parent.mark.start if node.parent else -1, node.mark.kind].append(node)
        found: dict[int, str] = {}
        for (_, kind), family in families.items():
            words = [self._words(node) for node in family]
            more = [node.mark.start in self.first_child for node in family]
            room = self.width - (family[0].mark.end - family[0].mark.start) - 1
            headings = [heading_of(w, kind, more=m, room=room) for w, m in zip(words, more, strict=True)]
            if (
                len(family) > 1 and headings[0] and len(set(headings)) == 1
            ):  # 1.任务：…, 2.任务：…: the name of a column
                headings = [""] * len(family)
            elif kind in NAMED_ALIKE and not all(headings):
                headings = fill_headings(words, headings)
            found |= zip((node.mark.start for node in family), headings, strict=True)
        return found

    def _words(self, node: Node) -> str:
        child = self.first_child.get(node.mark.start)
        end = min(node.end if child is None else child, node.mark.end + HEAD)
        return self.text[node.mark.end : end]


def _addressed(node: Node) -> Node | None:
    """The unit whose address comes before this one's: 1.2.1 already says that it lies in 1.2."""
    above = node.parent
    while node.mark.prefix and above is not None and above.mark.kind in (Kind.DECIMAL, Kind.NUMBER):
        above = above.parent
    return above


def _level(node: Node, parent: Clause | None) -> int:
    """By the kind of label; below its parent in any case."""
    usual = len(node.mark.prefix) + 1 if node.mark.prefix else LEVELS.get(node.mark.kind, 1)
    if parent is None or node.parent is None or node.parent.mark.kind in HOLDERS:
        return usual
    return max(usual, parent.level + 1)
