"""Text → clause tree: numbered units, frame parts and noise, every word in exactly one of them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.breaks import find_breaks
from ingest.contents import find_contents
from ingest.frames import NAMES, NOISE, gaps_between, name_parts
from ingest.glued_lines import cut_glued_lines
from ingest.hints import with_hints
from ingest.labels import find_marks
from ingest.layout import PLAIN, Layout
from ingest.line_kinds import is_noise
from ingest.lines import split_lines, trim, wrapped_at
from ingest.marks import Kind
from ingest.model import Clause, Span
from ingest.numbered import Names, make_clauses
from ingest.outline import build_outline
from ingest.series import Outline
from ingest.warnings import describe_gaps

_MARKED = re.compile(r"([#*\s]*)(.*[^#*\s])([#*\s]*)", re.DOTALL)


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


def parse_clauses(text: str, layout: Layout = PLAIN) -> ClauseTree:
    """The tree of *text*, with what *layout* knows of its headings and tables. Ids are relative (the labels joined; frame parts <unit>), document_id is "".

    Slices are exact, children lie inside their parents, siblings don't overlap, and every character other than
    white space has one innermost owner: a clause, a frame part or noise. Never fails, whatever the text.
    """
    lines = split_lines(text)
    contents = find_contents(text, lines)
    marks = [
        m for m in find_marks(text, lines) if not (contents and contents.start <= m.start < contents.end)
    ]
    marks = with_hints(text, lines, marks, layout)
    lines = cut_glued_lines(text, lines, marks)
    outline = build_outline(marks, find_breaks(text, lines, marks), len(text))
    numbered = make_clauses(text, outline, width=wrapped_at(text, lines))
    covered = _covered(numbered, outline)
    known = _known(lines, outline, contents)
    parts = name_parts(text, gaps_between(text, lines, covered), _usual(outline), known=known)
    parts = [piece for unit, span in parts for piece in _without_markup(text, unit, span)]
    noise = [span for unit, span in parts if unit == NOISE] + _inner_noise(text, lines, covered, outline)
    return ClauseTree(
        clauses=tuple(sorted([*numbered, *_framed(parts)], key=lambda c: (c.start, -c.end))),
        noise=tuple(sorted(noise, key=lambda s: s.start)),
        warnings=describe_gaps(text, outline),
    )


def _covered(numbered: Sequence[Clause], outline: Outline) -> list[Span]:
    """What the units at the root take, with the markup before their labels."""
    pairs = zip(numbered, outline.nodes, strict=True)
    return [Span(node.mark.lead, clause.end) for clause, node in pairs if clause.parent is None]


def _known(lines: Sequence[Span], outline: Outline, contents: Span | None) -> dict[int, str]:
    """The units of lines that don't show by themselves: entries of lists of annexes and of contents."""
    starts = [line.start for line in lines]
    runs = [(at.start, at.end, at.unit) for at in outline.breaks if at.unit == "attachment"]
    if contents is not None:
        runs.append((contents.start, contents.end, "contents"))
    return {
        start: unit
        for begin, end, unit in runs
        for start in starts[bisect_left(starts, begin) : bisect_left(starts, end)]
    }


def _usual(outline: Outline) -> str:
    """The unit of running text before the first numbered unit."""
    if not outline.nodes:
        return "body"
    return "report_body" if outline.nodes[0].mark.kind in (Kind.SPEECH, Kind.SHI) else "preamble"


def _without_markup(text: str, unit: str, span: Span) -> list[tuple[str, Span]]:
    """A title without the signs that make it a heading in Markdown: those are noise."""
    found = _MARKED.fullmatch(span.of(text)) if unit in ("title", "plan_title") else None
    if found is None or not (found[1] or found[3]):
        return [(unit, span)]
    start, end = span.start + found.end(1), span.start + found.end(2)
    pieces = [
        (NOISE, trim(text, span.start, start)),
        (unit, Span(start, end)),
        (NOISE, trim(text, end, span.end)),
    ]
    return [(name, piece) for name, piece in pieces if piece.start < piece.end]


def _framed(parts: Sequence[tuple[str, Span]]) -> list[Clause]:
    names = Names()
    return [
        Clause(
            id=names.give(f"<{unit}>"),
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
    starts = [node.mark.start for node in outline.nodes]
    found: list[Span] = []
    i, j = 0, 0
    for line in lines:
        while i < len(covered) and covered[i].end <= line.start:
            i += 1
        while j < len(starts) and starts[j] < line.start:
            j += 1
        if i == len(covered) or (j < len(starts) and starts[j] < line.end):
            continue
        inside = covered[i].start < line.start and line.end <= covered[i].end
        if inside and is_noise(line.of(text)):
            found.append(line)
    before = (node.mark for node in outline.nodes if node.mark.lead < node.mark.start)
    return found + [trim(text, mark.lead, mark.start) for mark in before]
