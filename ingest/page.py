"""A text as a page of lines, for those who look at the lines around a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.marks import Mark
from ingest.model import Span


@dataclass(frozen=True, slots=True)
class Page:
    """Lines with their words; ``labelled`` are the positions where a line begins with a candidate label."""

    lines: tuple[Span, ...]
    words: tuple[str, ...]
    labelled: frozenset[int]

    def at(self, i: int) -> str:
        """The words of line *i*, "" where there is none."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def is_plain(self, i: int) -> bool:
        """Whether line *i* exists and begins with no label."""
        return 0 <= i < len(self.lines) and self.lines[i].start not in self.labelled


def bare(words: str) -> str:
    """The words of a line without the Markdown signs around them."""
    return words.strip("*_> ") or words


def make_page(text: str, lines: Sequence[Span], marks: Sequence[Mark]) -> Page:
    """The page of *text*, cut into *lines*."""
    labelled = frozenset(place for mark in marks for place in (mark.lead, mark.start))
    return Page(tuple(lines), tuple(bare(line.of(text)) for line in lines), labelled)
