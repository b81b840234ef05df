"""A text's lines without the white space around them, and the brackets that open and close inside one line."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Span

LINE = re.compile(r"\S(?:[^\r\n\f\v\u2028\u2029\x85]*\S)?")
BRACKET = re.compile(r"[（(《〈“「『【\[［〔）)》〉”」』】\]］〕]")
CLOSES = dict(zip("）)》〉”」』】]］〕", "（(《〈“「『【[［〔", strict=True))
SAME = {"）": "(", ")": "（", "]": "［", "］": "["}  # half- and full-width are mixed inside one pair
NARROWEST, WIDEST = 18, 60  # characters of a page's lines
RAGGED = 4  # characters by which full lines differ: indentation, figures of half the width
FULL = 5  # one line in so many is full where a page was wrapped
LONGEST = 300  # characters: what opens and closes farther apart is a slip, not a pair


def split_lines(text: str) -> list[Span]:
    """The lines of *text* that hold more than white space, each without the white space at its ends."""
    return [Span(*found.span()) for found in LINE.finditer(text)]


def trim(text: str, start: int, end: int) -> Span:
    """[start, end) without white space at either end."""
    end = end_of(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def end_of(text: str, start: int, end: int) -> int:
    """*end* less the white space before it, but not before *start*."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def wrapped_at(text: str, lines: Sequence[Span]) -> int:
    """From how many characters on a line of *text* was broken by its length only; LONGEST where lines are paragraphs.

    Where all lines are short, and many that end amid a sentence are about as long as the longest, a line was as wide
    as the page.
    """
    longest = max((line.end - line.start for line in lines), default=0)
    if not NARROWEST <= longest <= WIDEST:
        return LONGEST
    full = [line for line in lines if line.end - line.start >= longest - RAGGED]
    broken = sum(text[line.end - 1] not in "。；：！？;:!?" for line in full)
    return longest - RAGGED if broken * FULL >= len(lines) and broken > 2 else LONGEST


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The outermost bracketed or quoted runs of a text: inside them a number is no label."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, position: int) -> bool:
        """Whether *position* lies after an opening bracket and before its closing one."""
        i = bisect_right(self.starts, position) - 1
        return i >= 0 and self.starts[i] < position < self.ends[i]


def find_enclosed(text: str) -> Enclosed:
    """Pairs of brackets and quotes that stand in one line, at most LONGEST characters apart."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    last = 0
    for found in BRACKET.finditer(text):
        sign, at = found[0], found.start()
        if opened and text.find("\n", last, at) >= 0:
            opened.clear()
        if sign not in CLOSES:
            opened.append((sign, at))
        elif opened:
            _close(sign, at, opened, pairs)
        last = at
    outer = _outermost(sorted(pairs))
    return Enclosed(tuple(a for a, _ in outer), tuple(b for _, b in outer))


def _close(sign: str, at: int, opened: list[tuple[str, int]], pairs: list[tuple[int, int]]) -> None:
    """Pair a closing sign with the nearest of the last few that could open it; those between are slips."""
    for back in range(1, min(len(opened), 8) + 1):
        mark, start = opened[-back]
        if mark in (CLOSES[sign], SAME.get(sign)):
            del opened[-back:]
            if at - start <= LONGEST:
                pairs.append((start, at))
            return


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    until = -1
    for start, end in pairs:
        if start > until:
            outer.append((start, end))
            until = end
    return outer
