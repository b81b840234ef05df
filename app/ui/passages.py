"""A stretch of canonical text as readable paragraphs, the quote marked. Pure: every character stays, none is markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.ui.rendering import escape, tag
from ingest.model import Span

# How much is shown before and after a quote, in characters: the quote must be in sight when its excerpt opens.
REACH_BACK = 60
REACH_ON = 110


@dataclass(frozen=True, slots=True)
class Block:
    """A run of canonical text that is set as one paragraph.

    ``kind`` is its CSS class, ``strong`` how many characters of its words are bold, ``anchor`` its id on the page,
    ``clause`` the id of the clause that begins here.
    """

    start: int
    end: int
    kind: str = ""
    strong: int = 0
    anchor: str = ""
    clause: str = ""


def render_blocks(text: str, blocks: Sequence[Block], quote: Span | None = None) -> str:
    """HTML of *blocks*; without its tags it is exactly the text they cover, the marks together exactly the quote."""
    return "".join(_render(text, block, quote) for block in blocks)


def lines_of(text: str, span: Span) -> Iterator[Span]:
    """The lines of *span*, each with its line break."""
    start = span.start
    while start < span.end:
        found = text.find("\n", start, span.end)
        end = span.end if found < 0 else found + 1
        yield Span(start, end)
        start = end


def excerpt(text: str, clause: Span, quote: Span) -> str:
    """The quote marked inside its clause, what stands around the clause in a quieter colour; cut where it is long."""
    window = _window(text, quote)
    edges = sorted({window.start, window.end} | {e for e in (clause.start, clause.end) if _inside(e, window)})
    blocks = [
        Block(line.start, line.end, "" if clause.start <= line.start < clause.end else "wc-outside")
        for a, b in pairwise(edges)
        for line in lines_of(text, Span(a, b))
    ]
    before = tag("p", "……", "wc-outside") if window.start > 0 else ""
    after = tag("p", "……", "wc-outside") if window.end < len(text) else ""
    return tag("div", before + render_blocks(text, blocks, quote) + after, "wc-text wc-excerpt")


def _inside(edge: int, window: Span) -> bool:
    return window.start < edge < window.end


def _window(text: str, quote: Span) -> Span:
    """The quote with what stands before and after it, begun and ended at a sentence where there is one."""
    start, end = max(0, quote.start - REACH_BACK), min(len(text), quote.end + REACH_ON)
    if start > 0:
        start = next((i + 1 for i in range(start, quote.start) if text[i] in "。；\n"), start)
    if end < len(text):
        end = next((i + 1 for i in range(end - 1, quote.end - 1, -1) if text[i] in "。；\n"), end)
    return Span(start, end)


def _render(text: str, block: Block, quote: Span | None) -> str:
    """One block; its outer white space stays in the page but takes no room."""
    words = text[block.start : block.end]
    first = block.start + len(words) - len(words.lstrip())
    last = max(first, block.start + len(words.rstrip()))
    before = _run(text, Span(block.start, first), quote, "wc-space")
    after = _run(text, Span(last, block.end), quote, "wc-space")
    if first == last:
        return before + after
    strong = min(first + block.strong, last)
    body = _run(text, Span(strong, last), quote)
    if block.strong:
        body = tag("b", _run(text, Span(first, strong), quote)) + body
    anchor = f' id="{block.anchor}" data-clause="{escape(block.clause)}"' if block.anchor else ""
    return f'{before}<p class="{block.kind}"{anchor}>{body}</p>{after}'


def _run(text: str, span: Span, quote: Span | None, kind: str = "") -> str:
    """Escaped words, those of the quote in a mark; with *kind* inside a span of that class."""
    start, end = (quote.start, quote.end) if quote else (span.start, span.start)
    start, end = max(span.start, min(start, span.end)), max(span.start, min(end, span.end))
    marked = tag("mark", escape(text[start:end])) if start < end else ""
    run = escape(text[span.start : start]) + marked + escape(text[max(start, end) : span.end])
    return tag("span", run, kind) if kind and run else run
