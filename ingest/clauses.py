"""Text → clause tree: numbered units, frame parts and noise, every word in exactly one of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.breaks import find_breaks
from ingest.frames import NAMES, NOISE, gaps_between, name_parts
from ingest.headings import heading_of
from ingest.labels import Kind, find_marks
from ingest.line_kinds import is_noise
from ingest.lines import split_lines, trim
from ingest.model import Clause, Span
from ingest.outline import Outline, build_outline
from ingest.series import Node
from ingest.warnings import describe_gaps

LEVELS = {
    Kind.SECTION: 2, Kind.HAN_PAREN: 2, Kind.PHASE: 2, Kind.BOX: 2, Kind.NUMBER: 3, Kind.NUMBER_PAREN: 4,
    Kind.NUMBER_CLOSE: 4, Kind.CIRCLED: 4, Kind.LETTER: 4, Kind.ORDER: 4, Kind.SHI: 4,
}  # fmt: skip
HOLDERS = {Kind.ANNEX, Kind.VOLUME, Kind.PART}  # units inside them keep the level of their kind


@dataclass(frozen=True, slots=True)
class ClauseTree:
    """Clauses and frame parts in order of their start, the noise between them, and what is doubtful (Chinese)."""

    clauses: tuple[Clause, ...]
    noise: tuple[Span, ...]
    warnings: tuple[str, ...]

    def of(self, document_id: str) -> "ClauseTree":
        """The same tree with every id made one of *document_id*: "<document_id>:<labels>"."""
        stamped = (
            replace(
                clause,
                id=f"{document_id}:{clause.id}",
                document_id=document_id,
                parent=f"{document_id}:{clause.parent}" if clause.parent is not None else None,
            )
            for clause in self.clauses
        )
        return replace(self, clauses=tuple(stamped))


def parse_clauses(text: str) -> ClauseTree:
    """The tree of *text*. Ids are relative (the labels joined; frame parts <unit>), document_id is "".

    Slices are exact, children lie inside their parents, siblings don't overlap, and every character other than
    white space has one innermost owner: a clause, a frame part or noise. Never fails, whatever the text.
    """
    lines = split_lines(text)
    marks = find_marks(text)
    outline = build_outline(marks, find_breaks(text, lines, marks), len(text))
    numbered = _numbered(text, outline)
    covered = _covered(numbered, outline)
    gaps = gaps_between(text, lines, covered)
    parts = name_parts(text, gaps, _usual(numbered, outline), known=_known(lines, outline))
    frames = _framed(parts)
    noise = [span for unit, span in parts if unit == NOISE] + _inner_noise(text, lines, covered, outline)
    return ClauseTree(
        clauses=tuple(sorted([*numbered, *frames], key=lambda c: (c.start, -c.end))),
        noise=tuple(sorted(noise, key=lambda s: s.start)),
        warnings=describe_gaps(text, outline),
    )


def _covered(numbered: Sequence[Clause], outline: Outline) -> list[Span]:
    """What the units at the root take, with the markup before their labels."""
    pairs = zip(numbered, outline.nodes, strict=True)
    return [Span(node.mark.lead, clause.end) for clause, node in pairs if clause.parent is None]


def _known(lines: Sequence[Span], outline: Outline) -> dict[int, str]:
    """The units of the lines inside breaks that have no signature of their own: lists of annexes."""
    starts = [line.start for line in lines]
    return {
        start: at.unit
        for at in outline.breaks
        if at.unit == "attachment"
        for start in starts[bisect_left(starts, at.start) : bisect_left(starts, at.end)]
    }


def _usual(numbered: Sequence[Clause], outline: Outline) -> str:
    """The unit of running text before the first numbered unit."""
    if not numbered:
        return "body"
    return "report_body" if outline.nodes[0].mark.kind in (Kind.SPEECH, Kind.SHI) else "preamble"


def _numbered(text: str, outline: Outline) -> list[Clause]:
    """A clause for each node, in order: parents come before their children."""
    first_child: dict[int, int] = {}
    for node in outline.nodes:
        if node.parent is not None:
            first_child.setdefault(node.parent.mark.start, node.mark.lead)
    made: dict[int, Clause] = {}
    names = _Names()
    for node in outline.nodes:
        parent = made[node.parent.mark.start] if node.parent is not None else None
        made[node.mark.start] = _clause(text, node, parent, names, first_child.get(node.mark.start))
    return list(made.values())


def _clause(text: str, node: Node, parent: Clause | None, names: "_Names", child: int | None) -> Clause:
    mark = node.mark
    end = trim(text, mark.start, node.end).end
    label = text[mark.start : mark.end]
    heading = heading_of(
        text[mark.end : min(child or end, mark.end + 400)], mark.kind, more=child is not None
    )
    return Clause(
        id=names.given(parent.id if parent else "", label),
        document_id="",
        label=label,
        heading=heading,
        path=(*(parent.path if parent else ()), label + heading),
        labels=(*(parent.labels if parent else ()), label),
        level=_level(node, parent),
        start=mark.start,
        end=end,
        parent=parent.id if parent else None,
    )


def _level(node: Node, parent: Clause | None) -> int:
    """By the kind of label; below its parent in any case."""
    usual = LEVELS.get(node.mark.kind, 1)
    if node.mark.kind is Kind.DECIMAL:
        usual = len(node.mark.prefix) + 1
    if parent is None or node.parent is None or node.parent.mark.kind in HOLDERS:
        return usual
    return max(usual, parent.level + 1)


class _Names:
    """Relative ids: a name given before gets #2, #3 …"""

    def __init__(self) -> None:
        self.given_before: Counter[str] = Counter()
        self.taken: set[str] = set()

    def given(self, parent: str, label: str) -> str:
        name = parent + "".join(label.split())
        while True:
            self.given_before[name] += 1
            times = self.given_before[name]
            made = name if times == 1 else f"{name}#{times}"
            if made not in self.taken:
                self.taken.add(made)
                return made


def _framed(parts: Sequence[tuple[str, Span]]) -> list[Clause]:
    names = _Names()
    return [
        Clause(
            id=names.given("", f"<{unit}>"),
            document_id="",
            label="",
            heading="",
            path=(NAMES[unit],),
            labels=(NAMES[unit],),
            level=0,
            start=span.start,
            end=span.end,
            unit=unit,
        )
        for unit, span in parts
        if unit != NOISE
    ]


def _inner_noise(text: str, lines: Sequence[Span], covered: Sequence[Span], outline: Outline) -> list[Span]:
    """Page numbers inside units, and the markup before labels."""
    found, i = [], 0
    for line in lines:
        while i < len(covered) and covered[i].end <= line.start:
            i += 1
        inside = i < len(covered) and covered[i].start < line.start and line.end <= covered[i].end
        if inside and is_noise(line.of(text)):
            found.append(line)
    before = (node.mark for node in outline.nodes if node.mark.lead < node.mark.start)
    return found + [trim(text, mark.lead, mark.start) for mark in before]
