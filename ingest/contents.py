"""A table of contents (目录): its lines look like headings, but the provisions come later."""

import re
from collections.abc import Sequence

from ingest.model import Span

_TITLE = re.compile(r"[#*\s]*目\s*[录次]\s*\**$")
_LEADER = re.compile(r"[\s.．…·—\-_]*\d{0,4}$")  # the dots and the page behind an entry
_SPACE = re.compile(r"\s+")
LONGEST = 80  # characters of an entry


def find_contents(text: str, lines: Sequence[Span]) -> Span | None:
    """The table of contents from its title to its last entry; None where there is none."""
    for i, line in enumerate(lines):
        if line.end - line.start <= 12 and _TITLE.match(line.of(text)):
            last = _last_entry(text, lines[i + 1 :])
            return Span(line.start, lines[i + last].end) if last else None
    return None


def _last_entry(text: str, lines: Sequence[Span]) -> int:
    """How many lines are entries: short, without a full stop, up to where the first of them comes again."""
    entries: list[str] = []
    for line in lines:
        words = line.of(text)
        entry = _SPACE.sub("", _LEADER.sub("", words))
        if len(words) > LONGEST or words.endswith(("。", "；", "，")) or (entry and entry in entries):
            break
        entries.append(entry)
    else:
        return 0
    return _without_title(text, lines, len(entries), entries)


def _without_title(text: str, lines: Sequence[Span], count: int, entries: Sequence[str]) -> int:
    """Leave out the lines between the last entry with a page and the text, where pages are printed."""
    paged = [i for i in range(count) if re.search(r"[….．·\s—-]\d{1,4}$", lines[i].of(text))]
    if len(paged) * 2 >= count:
        return paged[-1] + 1
    repeated = count < len(lines) and _SPACE.sub("", lines[count].of(text)) in entries
    return count if repeated else 0
