"""A table of a document as a table again, though its canonical text says each row in words. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.ui.rendering import escape, tag
from ingest.model import Span

Json = dict[str, Any]


def table_html(
    text: str, table: Json, quote: Span | None, anchors: Mapping[int, str], current: Span | None = None
) -> str:
    """*table* as the layout gives it, what *quote* covers of its values marked, the rows of *current* set off.

    *anchors* are ids on the page by the offset at which a clause begins.
    """
    cells = {(cell["row"], cell["column"]): cell for cell in table["cells"]}
    width = max((column + cell["columns"] for (_, column), cell in cells.items()), default=0)
    begun = defaultdict(list)
    for (row, _), cell in cells.items():
        begun[row].append(cell)
    starts = sorted(anchors)
    covered: set[tuple[int, int]] = set()
    rows = []
    for row in range(max((row for row, _ in cells), default=-1) + 1):
        shown = ""
        for column in range(width):
            if (row, column) in covered:
                continue
            cell = cells.get((row, column), {"start": 0, "end": 0, "rows": 1, "columns": 1})
            covered |= {(row + i, column + j) for i in range(cell["rows"]) for j in range(cell["columns"])}
            shown += _cell(text, cell, None if row < table["headers"] else quote, row < table["headers"])
        own = begun[row] if row >= table["headers"] else []  # names of columns lie in the first row's line
        here = ' class="wc-current"' if current and _inside(own, current) else ""
        rows.append(f"<tr{_id(text, own, anchors, starts)}{here}>{shown}</tr>")
    return tag("div", tag("table", "".join(rows)), "wc-table")


def _cell(text: str, cell: Json, quote: Span | None, head: bool) -> str:
    start, end = cell["start"], cell["end"]
    first, last = (max(start, quote.start), min(end, quote.end)) if quote else (start, start)
    words = escape(text[start:end])
    if first < last:
        marked = tag("mark", escape(text[first:last]))
        words = escape(text[start:first]) + marked + escape(text[last:end])
    name = "th" if head else "td"
    spans = "".join(
        f' {attribute}="{cell[key]}"'
        for attribute, key in (("rowspan", "rows"), ("colspan", "columns"))
        if cell[key] > 1
    )
    return f"<{name}{spans}>{words}</{name}>"


def _inside(cells: list[Json], span: Span) -> bool:
    return any(span.start <= cell["start"] < span.end for cell in cells)


def _id(text: str, cells: list[Json], anchors: Mapping[int, str], starts: list[int]) -> str:
    """The anchor of the clause that begins in the line of these cells; *starts*: where clauses begin, in order."""
    if not cells:
        return ""
    at = max(cell["start"] for cell in cells)
    line, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    first = bisect_left(starts, line)
    begins = first < len(starts) and starts[first] < max(end, at + 1)
    return f' id="{anchors[starts[first]]}"' if begins else ""
