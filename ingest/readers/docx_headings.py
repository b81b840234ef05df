"""Which paragraphs of a Word file are headings, and how deep: by their outline level, their style's, or their look."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_BODY = 9  # the outline level of running text
_DEEPEST_STYLE = 50  # styles based on each other: more is a circle
_OFF = ("0", "false", "off", "none")
LOOK = 9  # the depth of headings that only look so
_SHORT = 30  # characters of a paragraph that may be a heading by its look


@dataclass(frozen=True, slots=True)
class Outline:
    """The levels that the styles of one document give to their paragraphs."""

    styles: Mapping[str, Element]
    default: str | None

    def level(self, paragraph: Element) -> int:
        """1 to 9 for a heading, 1 outermost; 0 for running text."""
        properties = paragraph.find(qn("w:pPr"))
        own = _outline_level(properties)
        if own is not None:
            return 0 if own >= _BODY else own + 1
        for style in self._chain(_value(properties, "w:pStyle") or self.default):
            level = _outline_level(style.find(qn("w:pPr")))
            if level is not None:
                return 0 if level >= _BODY else level + 1
            if named := _NAME.match(_value(style, "w:name") or ""):
                return int(named[1])
        return 0

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(_DEEPEST_STYLE):
            if style is None or style not in self.styles:
                return
            yield self.styles[style]
            style = _value(self.styles[style], "w:basedOn")


def read_outline(document: Document) -> Outline:
    """All paragraph styles of *document*."""
    styles = {
        style.get(qn("w:styleId")) or "": style for style in document.styles.element.iter(qn("w:style"))
    }
    default = (
        ident
        for ident, style in styles.items()
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")
    )
    return Outline(styles, next(default, None))


def looks_bold(paragraph: Element, words: str) -> bool:
    """Whether a short paragraph is bold throughout."""
    if not 1 < len(words.strip()) <= _SHORT:
        return False
    runs = [
        run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))
    ]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in _OFF


def _outline_level(properties: Element | None) -> int | None:
    raw = _value(properties, "w:outlineLvl") or ""
    return int(raw) if raw.isascii() and raw.isdecimal() else None


def _value(parent: Element | None, name: str) -> str | None:
    child = parent.find(qn(name)) if parent is not None else None
    return child.get(qn("w:val")) if child is not None else None
