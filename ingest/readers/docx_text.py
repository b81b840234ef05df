"""The words of a Word paragraph as they are read: insertions in, deletions, field codes and text boxes out."""

from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {
    _BOX,
    _FALLBACK,
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:rt"),
    qn("w:object"),
}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def words_of(paragraph: Element) -> str:
    """The words of *paragraph*; those of its text boxes belong to paragraphs of their own."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _LEFT_OUT or _is_hidden(node):
            continue
        if node.tag in (qn("w:t"), _MATH):
            yield node.text or ""
        elif node.tag == qn("w:br") and node.get(qn("w:type")) in ("page", "column"):
            yield "\n"
        elif node.tag in _SIGNS:
            yield _SIGNS[node.tag]
        elif node.tag == qn("w:sym"):
            yield _symbol(node)
        else:
            stack.extend(reversed(node))


def _is_hidden(node: Element) -> bool:
    """Whether a run is formatted as hidden text."""
    hidden = node.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if node.tag == qn("w:r") else None
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false", "off")


def _symbol(node: Element) -> str:
    """A sign by its code; those of picture fonts (private use) say nothing."""
    raw = node.get(qn("w:char")) or ""
    code = int(raw, 16) if raw and all(c in "0123456789abcdefABCDEF" for c in raw) and len(raw) <= 6 else 0
    return chr(code) if 0x20 <= code < 0xD800 else ""


def is_joined(paragraph: Element) -> bool:
    """Whether the end of *paragraph* was deleted, so that it runs on into the next one."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
    return mark is not None


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in *paragraph*, each once though Word writes it twice for older readers."""
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield box


def notes_of(document: Document) -> Mapping[tuple[str, str], str]:
    """The words of footnotes and endnotes by ("w:footnote" or "w:endnote", id)."""
    notes: dict[tuple[str, str], str] = {}
    for rel in document.part.rels.values():
        if rel.is_external or not rel.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        for kind in ("w:footnote", "w:endnote"):
            for note in parse_xml(rel.target_part.blob).iter(qn(kind)):
                words = "".join(words_of(p) for p in note.iter(qn("w:p"))).strip()
                if words and note.get(qn("w:type")) is None:
                    notes[kind, note.get(qn("w:id")) or ""] = words
    return notes
