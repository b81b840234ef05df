"""The nodes of a page as lines and tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.readers.builder import TextBuilder, clean
from ingest.readers.docx_formats import number_text
from ingest.readers.grid import Grid, GridCell

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "td",
        "th",
        "tr",
        "ul",
        "tbody",
        "thead",
        "tfoot",
        "table",
        "caption",
    ]
)
_HEADS = {f"h{level}": level for level in range(1, 7)}
_BOLD = ("b", "strong")
_LOOK = 9  # the depth of headings that only look so: bold paragraphs
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|第[一二三四五六七八九十百0-9]{1,4}[章节条]|[①-⑳])"
)
_NAMED = re.compile(
    r"(?:来\s*源|作\s*者|发布时间|发布日期|时\s*间|日\s*期|点击数|点击量|浏览次数|浏览量|阅读次数|阅读量|字\s*体)[:：]"
)
_MOST_SPAN = 1000  # rows or columns: more in an attribute is a slip


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one line; ``level`` of the heading they stand in, _LOOK where they are bold, 0 elsewhere."""

    text: str
    level: int
    is_label: bool = False


def write(node: LexborNode, builder: TextBuilder) -> None:
    """Everything below *node* in order: a line for each block, a table for each table of data."""
    words: list[_Words] = []
    for piece in _pieces(node):
        if isinstance(piece, _Words):
            words.append(piece)
            continue
        if piece is None and words and all(word.is_label or not clean(word.text) for word in words):
            continue  # the paragraph that the number belongs to begins here
        _write_line(words, builder)
        words.clear()
        if isinstance(piece, Grid):
            builder.table(piece)
    _write_line(words, builder)


def _write_line(words: list[_Words], builder: TextBuilder) -> None:
    line = ""
    for piece in words:
        apart = _NAMED.match(piece.text) and line and not line[-1].isspace()
        line += f" {piece.text}" if apart else piece.text
    levels = {piece.level for piece in words if clean(piece.text)}
    if len(levels) == 1 and 0 not in levels:
        (level,) = levels
        builder.heading(line, level, sure=level < _LOOK)
    else:
        builder.line(line)


def _pieces(node: LexborNode) -> Iterator[_Words | Grid | None]:
    """Words, grids, and None where a line ends. The walk keeps its own stack: pages nest without limit."""
    stack: list[tuple[LexborNode | None, int]] = [(node, 0)]
    items: Counter[int] = Counter()  # of each list, so far
    while stack:
        at, level = stack.pop()
        if at is None:
            yield None
            continue
        tag = at.tag or ""
        if tag == "-text":
            yield _Words((at.text(deep=False) or "").replace("\n", "").replace("\r", ""), level)
            continue
        if tag == "br":
            yield None
            continue
        grid = _grid(at) if tag == "table" else None
        if grid is not None:
            yield None
            yield grid
            continue
        if tag in _BLOCKS:
            yield None
            stack.append((None, 0))
        if tag == "li" and at.parent is not None:
            items[at.parent.mem_id] += 1
            if label := _label(at, at.parent, items[at.parent.mem_id]):
                yield _Words(label, level, is_label=True)
        level = _HEADS.get(tag) or level or (_LOOK if tag in _BOLD else 0)
        stack.extend((child, level) for child in reversed(list(at.iter(include_text=True))))


def _label(item: LexborNode, above: LexborNode, place: int) -> str:
    """The number that a browser prints before *item*, the one at *place* (from 1) in the list *above*.

    "" where its words have one, or the list shows none.
    """
    if above.tag != "ol" or "none" in (above.attributes.get("style") or ""):
        return ""
    words = item.text(deep=True)
    if not clean(words) or _NUMBERED.match(words):
        return ""
    first = above.attributes.get("start") or ""
    number = place + (int(first) - 1 if first.isascii() and first.isdecimal() and len(first) < 5 else 0)
    return f"{number_text(number, _TYPES.get(above.attributes.get('type') or '', 'decimal'))}."


def _grid(table: LexborNode) -> Grid | None:
    """The cells of a table of data; None of one that only lays out: nested, one column, or long paragraphs."""
    rows = table.css("tr")
    cells = [cell for row in rows for cell in _cells_of(row)]
    if holds_table(table) or len(rows) < 2:
        return None
    placed = _placed(rows)
    headers = sum(all(c.tag == "th" for c in _cells_of(row)) and bool(_cells_of(row)) for row in rows[:3])
    grid = Grid(placed, headers or None)
    paragraphs = max((len(cell.css("p")) for cell in cells), default=0)
    return grid if grid.width > 1 and paragraphs < 8 else None


def holds_table(node: LexborNode) -> bool:
    """Whether a table stands inside *node*: a selector would find a table itself."""
    return any(table.mem_id != node.mem_id for table in node.css("table"))


def _cells_of(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in ("td", "th")]


def _placed(rows: list[LexborNode]) -> tuple[GridCell, ...]:
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells_of(row):
            while (number, column) in taken:
                column += 1
            down = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            across = max(1, _span(cell, "colspan"))
            taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
            placed.append(GridCell(number, column, _words(cell), down, across))
            column += across
    return tuple(placed)


def _span(cell: LexborNode, name: str) -> int:
    raw = (cell.attributes.get(name) or "1").strip()
    return min(int(raw), _MOST_SPAN) if raw.isascii() and raw.isdecimal() else 1


def _words(cell: LexborNode) -> str:
    pieces = [
        piece.text if isinstance(piece, _Words) else "\n"
        for piece in _pieces(cell)
        if not isinstance(piece, Grid)
    ]
    lines = (clean(line) for line in "".join(pieces).split("\n"))
    return " ".join(line for line in lines if line)
