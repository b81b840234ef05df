"""The lines outside every numbered clause, noise included: where a page prints its metadata."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.clauses import ClauseTree
from ingest.model import Clause, Span

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_DECORATION = re.compile(r"(?:[\s#>|•●·▪◆■○☆★*\-]|&nbsp;)*")  # bullets, Markdown marks, table borders
_TRAILING = " \t\u3000\xa0*#|"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space, bullets and Markdown marks at its ends."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def lines_in(text: str, span: Span) -> Iterator[Line]:
    """The lines of a span that hold words."""
    for match in _LINE.finditer(text, span.start, span.end):
        mark = _DECORATION.match(text, match.start(), match.end())
        begin = mark.end() if mark else match.start()
        words = text[begin : match.end()].rstrip(_TRAILING)
        if words:
            yield Line(words, begin)


def outer_lines(text: str, tree: ClauseTree) -> list[Line]:
    """The lines of all frame parts and of the noise, in order."""
    spans = [Span(c.start, c.end) for c in tree.clauses if c.is_frame] + list(tree.noise)
    return [line for span in sorted(spans, key=lambda s: s.start) for line in lines_in(text, span)]


def parts(tree: ClauseTree, *units: str, before: int | None = None) -> list[Clause]:
    """The frame parts of these kinds, in order; only those that begin before the offset *before*."""
    return [c for c in tree.clauses if c.unit in units and (before is None or c.start < before)]


def first_clause(tree: ClauseTree, text: str) -> int:
    """Where the first numbered clause begins; the text's length where none is numbered."""
    return min((c.start for c in tree.clauses if not c.is_frame), default=len(text))


def bare_span(text: str, part: Clause) -> Span:
    """A part without bullets and Markdown marks at its ends."""
    lines = list(lines_in(text, Span(part.start, part.end)))
    return Span(lines[0].start, lines[-1].end) if lines else Span(part.start, part.start)
