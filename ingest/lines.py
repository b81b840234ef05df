"""A text's lines without the white space around them, and the brackets that open and close inside one line."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.model import Span

LINE = re.compile(r"[^\r\n\f\v\u2028\u2029\x85]+")
BRACKET = re.compile(r"[（(《〈“「『【\[［〔）)》〉”」』】\]］〕\n]")
CLOSES = dict(zip("）)》〉”」』】]］〕", "（(《〈“「『【[［〔", strict=True))
SAME = {"）": "(", ")": "（", "]": "［", "］": "["}  # half- and full-width are mixed inside one pair
LONGEST = 300  # characters: what opens and closes farther apart is a slip, not a pair


def split_lines(text: str) -> list[Span]:
    """The lines of *text* that hold more than white space, each without the white space at its ends."""
    found = (trim(text, m.start(), m.end()) for m in LINE.finditer(text))
    return [span for span in found if span.start < span.end]


def trim(text: str, start: int, end: int) -> Span:
    """[start, end) without white space at either end."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return Span(start, end)
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(left, max(left, start + len(words.rstrip())))


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
    for found in BRACKET.finditer(text):
        sign, at = found[0], found.start()
        if sign == "\n":
            opened.clear()
        elif sign in CLOSES:
            _close(sign, at, opened, pairs)
        else:
            opened.append((sign, at))
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
    for start, end in pairs:
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer
