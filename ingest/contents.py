"""A table of contents (目录): its lines look like headings, but the provisions come later."""

import re
from collections.abc import Sequence

from ingest.model import Span

_TITLE = re.compile(r"[#*\s]*目\s*[录次]\s*\**$")
_PAGE = re.compile(r"[\s.．…·—\-_]+\d{1,4}$")  # the dots and the page behind an entry
_SPACE = re.compile(r"\s+")
LONGEST = 80  # characters of an entry
MOST = 500  # entries


def find_contents(text: str, lines: Sequence[Span]) -> Span | None:
    """The table of contents from its title to its last entry; None where there is none."""
    for i, line in enumerate(lines):
        if line.end - line.start <= 12 and _TITLE.match(line.of(text)):
            count = _entries([other.of(text) for other in lines[i + 1 : i + 1 + MOST]])
            return Span(line.start, lines[i + count].end) if count else None
    return None


def _entries(lines: Sequence[str]) -> int:
    """How many of *lines* are entries: up to the last with a page, else up to where one of them comes again."""
    seen: set[str] = set()
    paged, repeated = 0, 0
    for i, words in enumerate(lines):
        entry = _SPACE.sub("", _PAGE.sub("", words))
        if len(words) > LONGEST or words.endswith(("。", "；", "，")):
            break
        if entry in seen:
            repeated = i
            break
        seen.add(entry)
        if _PAGE.search(words):
            paged = i + 1
    return paged if paged * 2 >= len(seen) else repeated
