"""A table of contents (目录): its lines look like headings, but the provisions come later."""

import re
from collections.abc import Sequence

from ingest.model import Span

_TITLE = re.compile(r"[#*\s]*目\s*[录次]\s*\**$")
_PAGE = re.compile(
    r"(?:[\s.．…·—\-_]+|(?<=[\u4e00-\u9fff]))\d{1,4}$"
)  # the dots, if any, and the page behind an entry
_SPACE = re.compile(r"\s+")
_FIRST = re.compile(r"[#*\s]*(?:第[一1][编篇章节]|第一部分|一、|1(?:[.．、]|[ \u3000])(?!\d))")
LONGEST = 80  # characters of an entry
MOST = 500  # entries
FEWEST = 3  # entries of a list that has no title


def find_contents(text: str, lines: Sequence[Span]) -> Span | None:
    """The table of contents from its title to its last entry; None where there is none."""
    first = 0
    for i, line in enumerate(lines):
        if line.end - line.start <= 12 and _TITLE.match(line.of(text)):
            count = _entries([other.of(text) for other in lines[i + 1 : i + 1 + MOST]])
            return Span(line.start, lines[i + count].end) if count else None
        if not first and line.end - line.start <= LONGEST and _FIRST.match(text, line.start, line.end):
            first = i or len(lines)
    return _untitled(text, lines, first) if 0 < first < len(lines) else None


def _untitled(text: str, lines: Sequence[Span], first: int) -> Span | None:
    """A list of headings without 目录 above it: from the first label to where that line comes again.

    Every entry must come again, in order, with text of its own somewhere between: a form printed twice is no list.
    """
    if text.find(_PAGE.sub("", lines[first].of(text)), lines[first].end) < 0:
        return None
    words = [line.of(text) for line in lines[first:]]
    count = _entries(words[:MOST])
    if count < FEWEST:
        return None
    below = iter([_entry(other) for other in words[count:]])
    again = all(
        _entry(entry) in below for entry in words[:count]
    )  # each search goes on where the last one ended
    spread = len(words) - count - sum(1 for _ in below) > count
    return Span(lines[first].start, lines[first + count - 1].end) if again and spread else None


def _entry(words: str) -> str:
    return _SPACE.sub("", _PAGE.sub("", words))


def _entries(lines: Sequence[str]) -> int:
    """How many of *lines* are entries: up to the last with a page, else up to where one of them comes again."""
    seen: set[str] = set()
    paged, repeated = 0, 0
    for i, words in enumerate(lines):
        entry = _entry(words)
        if len(words) > LONGEST or words.endswith(("。", "；", "，")):
            break
        if entry in seen:
            repeated = i
            break
        seen.add(entry)
        if _PAGE.search(words):
            paged = i + 1
    return paged if paged * 2 >= len(seen) else repeated
