"""A whole document for reading: its outline, and its text with each clause on a line of its own. Pure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from app.ui.passages import Block, lines_of, render_blocks
from app.ui.rendering import escape, short, tag
from app.ui.table_view import table_html
from ingest.model import Span

Json = dict[str, Any]

PLAIN: Mapping[str, Any] = {"tables": (), "pages": ()}  # the layout of plain text
HEADING_SHOWN = 26  # characters of a heading in the outline
DEEPEST_CLASS = 5
_MARKDOWN_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)


def document_html(
    text: str,
    clauses: Sequence[Json],
    quote: Span | None,
    current: str | None,
    layout: Mapping[str, Any] = PLAIN,
) -> str:
    """The text of a document, *quote* marked and the clause with id *current* set off by a line at its side.

    Tables of *layout* are set as tables, and each of its pages is announced where it begins.
    """
    span = next((Span(c["start"], c["end"]) for c in clauses if c["id"] == current), None)
    blocks = blocks_of(text, clauses, span)
    anchors = {block.start: block.anchor for block in blocks if block.anchor}
    tables, pages = list(layout["tables"]), list(enumerate(layout["pages"], start=1))
    parts, at = [], 0
    while at < len(blocks):
        while pages and pages[0][1] <= blocks[at].start:
            parts.append(tag("div", escape(f"第 {pages.pop(0)[0]} 页"), "wc-page"))
        if tables and tables[0]["start"] <= blocks[at].start:
            table = tables.pop(0)
            parts.append(table_html(text, table, quote, anchors, span))
            while at < len(blocks) and blocks[at].start < table["end"]:
                at += 1
            continue
        parts.append(render_blocks(text, blocks[at : at + 1], quote))
        at += 1
    return tag("article", "".join(parts), "wc-text wc-document")


def outline_html(clauses: Sequence[Json], current: str | None) -> str:
    """The clause tree as links to the paragraphs of `document_html`."""
    headings = Counter((c["level"], c["heading"]) for c in clauses)
    rows = [
        f'<a href="#{anchor(i)}" data-clause="{escape(c["id"])}" class="wc-o{min(c["level"], DEEPEST_CLASS)}'
        f'{" wc-here" if c["id"] == current else ""}">{escape(_entry(c, headings[c["level"], c["heading"]] == 1))}</a>'
        for i, c in enumerate(clauses)
        if c["level"] > 0
    ]
    return f'<nav class="wc-outline" aria-label="条款目录">{"".join(rows)}</nav>' if rows else ""


def anchor(index: int) -> str:
    """The id on the page of the clause at *index* in document order."""
    return f"clause-{index}"


def blocks_of(text: str, clauses: Sequence[Json], current: Span | None = None) -> list[Block]:
    """The text cut at line breaks and where clauses begin or end, each piece styled by its innermost clause."""
    marks = {m.end(): m.start() for m in _MARKDOWN_HEADING.finditer(text)}
    edges = {0, len(text), *marks, *marks.values()}
    edges |= {e for c in clauses for e in (c["start"], c["end"]) if 0 < e < len(text)}
    pieces = [line for a, b in pairwise(sorted(edges)) for line in lines_of(text, Span(a, b))]
    owners = _owners(pieces, clauses)
    blocks = []
    for piece, owner in zip(pieces, owners, strict=True):
        kind = _kind(clauses[owner]) if owner is not None else "wc-noise" if clauses else ""
        if _MARKDOWN_HEADING.fullmatch(text, piece.start, piece.end):
            kind = "wc-markup"
        if current and current.start <= piece.start < current.end:
            kind += " wc-current"
        if owner is None or clauses[owner]["start"] != piece.start:
            blocks.append(Block(piece.start, piece.end, kind))
            continue
        begun = clauses[owner]
        strong, name = _strong(text, begun), anchor(owner)
        blocks.append(Block(piece.start, piece.end, kind, strong, name, begun["id"]))
    return blocks


def _owners(pieces: Sequence[Span], clauses: Sequence[Json]) -> list[int | None]:
    """For each piece the index of its innermost clause; None for what no clause owns."""
    starts = [piece.start for piece in pieces]
    owners: list[int | None] = [None] * len(pieces)
    # Widest first, so that the innermost clause has the last word.
    for index in sorted(range(len(clauses)), key=lambda i: clauses[i]["start"] - clauses[i]["end"]):
        clause = clauses[index]
        for at in range(bisect_left(starts, clause["start"]), bisect_left(starts, clause["end"])):
            owners[at] = index
    return owners


def _kind(clause: Json) -> str:
    if clause["level"] == 0:
        return f"wc-frame wc-{clause.get('unit', 'frame').replace('_', '-')}"
    return f"wc-l{min(clause['level'], DEEPEST_CLASS)}"


def _strong(text: str, clause: Json) -> int:
    """How much of the clause's first line is its label and heading."""
    if clause["level"] == 0:
        return 0
    return _printed(text, clause["start"], clause["path"][-1]) or _printed(
        text, clause["start"], clause["label"]
    )


def _printed(text: str, start: int, words: str) -> int:
    """The length of *words* as printed at *start*, where white space may stand between them; 0 if they don't."""
    at = start
    for character in "".join(words.split()):
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(character, at):
            return 0
        at += 1
    return at - start


def _entry(clause: Json, telling: bool) -> str:
    """A clause's line in the outline: label and heading, or its first words where it has none that tells it apart."""
    words = clause["path"][-1] if clause["heading"] and telling else clause["text"]
    return short(words, HEADING_SHOWN)
