"""Lines of pages as paragraphs: running heads and page numbers out, lines joined that only the margin broke."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.readers.pdf_lines import Line

EDGE = 0.12  # share of the page's height at top and bottom where running heads stand
_OUTER = 0.08
_SMALL = 0.85  # of the usual size
PAGE_NUMBER = re.compile(
    r"[—–\-－―一·.\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/,，共]+\s*\d{1,4}\s*页?)?[—–\-－―一·.\s]*$|[ivxIVX]{1,6}$"
)
_LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[)）、]|[（(]\d{1,3}[)）]|\d{1,3}[.．、](?!\d)|第[一二三四五六七八九十百\d]{1,5}[编章节条]"
    r"|[①-⑳]|[一二三四五六七八九十]是|附\s*[件表录]"
)
_STOP = re.compile(r"[。；：！？;:!?][”’」』）)】》]*$")
_NEVER_FIRST = "。，、；：！？）》”’】"  # of a paragraph
_COMMA = re.compile("[，、；：,;]$")
_BLANK = re.compile(r"\d+")
_ADDRESSED = re.compile(r"(?:各|[\u4e00-\u9fff]{2,12}(?:局|校|委|办|政府)[，、：])[^。；]{0,80}[：:]$")
_REPEATED = 0.5  # share of the pages on which a running head stands
_INDENT = 1.3  # sizes of a character from which a line is indented
_SHORT = 2.6  # sizes by which the last line of a paragraph falls short of the margin
_PITCH = 1.7  # usual distances between lines from which a gap is meant


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page, its height in points, and where two columns part, if it has two."""

    lines: tuple[Line, ...]
    height: float
    gutter: float | None = None


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines usually begin and end, their size, and how far they stand apart."""

    left: float
    right: float
    size: float
    pitch: float


def without_running(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[str]]:
    """The pages without page numbers and running heads, and the words of those heads."""
    counts = Counter(
        mask for page in pages for mask in {_mask(line) for line in page.lines if _at_edge(line, page)}
    )
    least = max(2, len(pages) * _REPEATED)
    sizes = [line.size for page in pages for line in page.lines]
    size = median(sizes) if sizes else 0.0
    heads: dict[str, None] = {}
    kept = []
    for page in pages:
        lines = []
        for line in page.lines:
            if _at_edge(line, page) and PAGE_NUMBER.match(line.text):
                continue
            repeated = _at_edge(line, page) and len(pages) > 1 and counts[_mask(line)] >= least
            repeated = repeated and not _LABEL.match(line.text)
            if repeated or _is_small(line, page, size):
                heads[line.text] = None
                continue
            lines.append(line)
        kept.append(replace(page, lines=tuple(lines)))
    return kept, list(heads)


def _is_small(line: Line, page: PageLines, size: float) -> bool:
    """Whether a line at the very edge is set smaller than the text: a running head of a document of a page or two."""
    edge = line.bottom < page.height * _OUTER or line.top > page.height * (1 - _OUTER)
    return edge and line.size < _SMALL * size


def _at_edge(line: Line, page: PageLines) -> bool:
    return line.bottom < page.height * EDGE or line.top > page.height * (1 - EDGE)


def _mask(line: Line) -> str:
    return _BLANK.sub("0", line.text)


def margins_of(lines: Sequence[Line]) -> Margins:
    """Of all *lines*; nothing is indented where there are none."""
    if not lines:
        return Margins(0, 0, 1, 1)
    size = median(line.size for line in lines)
    lefts = Counter(round(line.left / 3) for line in lines if abs(line.size - size) < 2)
    # The margin is the leftmost place where lines often begin: paragraphs are indented from it.
    often = [place for place, count in lefts.items() if count >= max(2, len(lines) * 0.08)]
    left = min(often, default=min(lefts, default=0)) * 3
    rights = sorted(line.right for line in lines)
    right = rights[int(len(rights) * 0.9) - (len(rights) > 9)] if len(rights) > 3 else rights[-1]
    gaps = [b.top - a.top for a, b in itertools.pairwise(lines) if 0 < b.top - a.top < 4 * size]
    return Margins(left, max(right, rights[len(rights) // 2]), size, median(gaps) if gaps else 2 * size)


def runs_on(line: Line, following: Line, margins: Margins, *, new_page: bool) -> bool:
    """Whether *following* goes on with the paragraph that *line* belongs to."""
    if abs(line.size - following.size) > 0.2 * margins.size:
        return False
    if following.text[0] in _NEVER_FIRST:
        return True
    if not new_page and following.top - line.top > _PITCH * margins.pitch:
        return False
    if line.gaps or following.gaps:
        return False  # columns without ruling lines
    if _ADDRESSED.match(following.text) and not _COMMA.search(line.text):
        return False  # a title may fill its line
    if min(line.size, following.size) > 1.15 * margins.size:
        return not (_LABEL.match(following.text) or _STOP.search(line.text))  # a title
    if _is_centred(line, margins) and _is_centred(following, margins):
        return False
    indented = following.left - margins.left > _INDENT * margins.size
    short = margins.right - line.right > _SHORT * margins.size
    if indented or short:
        return False
    return not (_LABEL.match(following.text) and _STOP.search(line.text))


def _is_centred(line: Line, margins: Margins) -> bool:
    left, right = line.left - margins.left, margins.right - line.right
    return left > 2 * margins.size and right > 2 * margins.size and abs(left - right) < 3 * margins.size
