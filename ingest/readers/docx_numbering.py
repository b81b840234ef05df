"""Automatic numbering of Word: which label a paragraph shows, by ECMA-376 Part 1, 17.9.

Counters belong to the abstract definition that lists share (17.9.15); a list may override a level or restart it
(17.9.8, 17.9.26); a style may bring the numbering and be linked to a level (17.9.23); a level restarts after a higher
one unless lvlRestart says 0 (17.9.10); isLgl prints all levels in digits (17.9.4).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ingest.readers.docx_formats import number_text

_PLACE = re.compile("%([1-9])")
_DEEPEST_STYLE = 50  # styles based on each other: more is a circle


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int
    format: str
    text: str
    style: str | None
    legal: bool
    restarts: bool


@dataclass(frozen=True, slots=True)
class ListNumbering:
    """One list (w:num): the definition it counts in, levels of its own, levels that it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted. Ask for labels in document order."""

    definitions: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, ListNumbering] = field(default_factory=dict)
    styles: dict[str, tuple[Element | None, str | None]] = field(default_factory=dict)
    default_style: str | None = None
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """What stands before the words of *paragraph*; "" where it isn't numbered or has a bullet."""
        ident, level = self._list_of(paragraph)
        chosen = self.lists.get(ident or "0")
        if chosen is None:
            return ""
        levels = {**self.definitions.get(chosen.abstract, {}), **chosen.levels}
        if level not in levels:
            return ""
        counters = self._count(ident or "", chosen, level, levels)
        if levels[level].format == "bullet":
            return ""
        return _PLACE.sub(
            lambda m: _number(int(m[1]) - 1, levels, counters, levels[level].legal), levels[level].text
        )

    def _count(
        self, ident: str, chosen: ListNumbering, level: int, levels: Mapping[int, Level]
    ) -> dict[int, int]:
        counters = self._counters.setdefault(chosen.abstract, {})
        for at, start in chosen.restarts.items():
            if at <= level and (ident, at) not in self._restarted:
                self._restarted.add((ident, at))
                counters[at] = start - 1
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level and (at not in levels or levels[at].restarts)]:
            del counters[deeper]
        return counters

    def _list_of(self, paragraph: Element) -> tuple[str | None, int]:
        """The id of the list and the level, the paragraph's own or those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        ident, level = _value(own, "w:numId"), _integer(_value(own, "w:ilvl"))
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle") or self.default_style
        if ident is None:
            for name in self._chain(style):
                numbering = self.styles[name][0]
                if numbering is not None:
                    ident = _value(numbering, "w:numId")
                    if level is None:
                        level = self._linked(ident, {name, style}) or _integer(_value(numbering, "w:ilvl"))
                    break
        return ident, level or 0

    def _chain(self, style: str | None) -> Iterator[str]:
        for _ in range(_DEEPEST_STYLE):
            if style is None or style not in self.styles:
                return
            yield style
            style = self.styles[style][1]

    def _linked(self, ident: str | None, styles: set[str | None]) -> int | None:
        """The level that names one of *styles* as its own."""
        chosen = self.lists.get(ident or "0")
        levels = self.definitions.get(chosen.abstract, {}) if chosen else {}
        return next((at for at, level in levels.items() if level.style and level.style in styles), None)


def read_numbering(document: Document) -> Numbering:
    """All lists and numbered styles of *document*."""
    numbering = Numbering()
    for style in document.styles.element.iter(qn("w:style")):
        ident = style.get(qn("w:styleId"))
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        numbering.styles[ident] = (numbered, _value(style, "w:basedOn"))
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
            numbering.default_style = ident
    root = _numbering_part(document)
    if root is not None:
        _read_lists(root, numbering)
    return numbering


def _numbering_part(document: Document) -> Element | None:
    parts = (
        rel.target_part
        for rel in document.part.rels.values()
        if not rel.is_external and rel.reltype.endswith("/numbering")
    )
    part = next(parts, None)
    return getattr(part, "element", None)


def _read_lists(root: Element, numbering: Numbering) -> None:
    links: dict[str, str] = {}
    for definition in root.iter(qn("w:abstractNum")):
        ident = definition.get(qn("w:abstractNumId")) or ""
        numbering.definitions[ident] = dict(_levels(definition))
        if link := _value(definition, "w:numStyleLink"):
            links[ident] = link
    for number in root.iter(qn("w:num")):
        overrides = [(_integer(o.get(qn("w:ilvl"))) or 0, o) for o in number.findall(qn("w:lvlOverride"))]
        starts = {at: _integer(_value(o, "w:startOverride")) for at, o in overrides}
        numbering.lists[number.get(qn("w:numId")) or ""] = ListNumbering(
            abstract=_value(number, "w:abstractNumId") or "",
            levels={at: level for at, o in overrides for _, level in _levels(o)},
            restarts={at: start for at, start in starts.items() if start is not None},
        )
    for ident, style in links.items():  # the definition that the numbering style uses (17.9.21)
        ours = numbering.styles.get(style, (None, None))[0]
        target = numbering.lists.get(_value(ours, "w:numId") or "0")
        if target is not None:
            numbering.definitions[ident] = numbering.definitions.get(target.abstract, {})


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for level in parent.findall(qn("w:lvl")):
        start = _integer(_value(level, "w:start"))
        yield (
            _integer(level.get(qn("w:ilvl"))) or 0,
            Level(
                start=1 if start is None else start,
                format=_value(level, "w:numFmt") or _alternate_format(level) or "decimal",
                text=_value(level, "w:lvlText") or "",
                style=_value(level, "w:pStyle"),
                legal=level.find(qn("w:isLgl")) is not None,
                restarts=_value(level, "w:lvlRestart") != "0",
            ),
        )


def _alternate_format(level: Element) -> str | None:
    """The number format where WPS and newer Word put it behind mc:AlternateContent."""
    found = next(level.iter(qn("w:numFmt")), None)
    return found.get(qn("w:val")) if found is not None else None


def _number(at: int, levels: Mapping[int, Level], counters: Mapping[int, int], legal: bool) -> str:
    if at not in levels:
        return ""
    number = counters.get(at, levels[at].start)
    return str(number) if legal else number_text(number, levels[at].format)


def _value(parent: Element | None, name: str) -> str | None:
    child = parent.find(qn(name)) if parent is not None else None
    return child.get(qn("w:val")) if child is not None else None


def _integer(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isascii() and raw.isdecimal() and len(raw) < 7 else None
