"""A memo → Markdown."""

import re
from collections.abc import Iterator, Sequence

from app.export.values import Block, Grid, Heading, Memo, Note, Paragraph, Quote, printable

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(memo: Memo) -> bytes:
    """The memo as UTF-8 text; signs of a document that Markdown would read are escaped."""
    parts = [f"# {escaped(memo.title)}", *(part for block in memo.blocks for part in _block(block))]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield f"## {escaped(words)}"
        case Paragraph(words, number, url):
            said = f"[{escaped(words)}]({url})" if url else escaped(words)
            yield said if number is None else f"\\[{number}\\] {said}"
        case Quote(words):
            yield "\n".join(f"> {escaped(line)}" for line in words.splitlines())
        case Note(words):
            yield f"*{escaped(words)}*"
        case Grid(columns, rows):
            yield "\n".join(
                [
                    _row([column.head for column in columns]),
                    "|" + " --- |" * len(columns),
                    *(_row(row) for row in rows),
                ]
            )


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escaped(cell).replace("\n", "<br>") for cell in cells) + " |"


def escaped(words: str) -> str:
    """*words* with every sign escaped that Markdown could read."""
    return _SIGNS.sub(r"\\\1", printable(words))
