"""Word files: paragraphs with their automatic numbers, tables, footnotes and text boxes, in reading order.

Tracked insertions are text, deletions are not. Macros are never run: only the text of a .docm is read.
"""

import io
from collections.abc import Iterator, Sequence
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.builder import TextBuilder, clean
from ingest.readers.docx_headings import LOOK, looks_bold, read_outline
from ingest.readers.docx_numbering import Numbering, read_numbering
from ingest.readers.docx_repair import repaired
from ingest.readers.docx_text import boxes_of, is_joined, notes_of, words_of
from ingest.readers.grid import Grid, GridCell

_MOST_SPAN = 1000
_CONTAINERS = {
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:customXml"),
    qn("w:smartTag"),
    qn("w:ins"),
    qn("w:moveTo"),
}


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where there is no text."""
    document = _opened(data, file_name)
    builder = TextBuilder()
    _Writer(document, builder).blocks(document.element.body)
    _note_parts(document, data, builder)
    reading = builder.reading()
    if not reading.text.strip():
        raise UnreadableFile(
            file_name, "文件里没有文字", "如果内容是图片，请另存为 PDF 后重新导入，或导入纯文本"
        )
    return reading


def _opened(data: bytes, file_name: str) -> Document:
    """The document in the container; templates, files with macros and those that break the rules too."""
    try:
        return docx.Document(io.BytesIO(repaired(data)))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            file_name, "Word 文件的内部结构不完整", "请用 Word 或 WPS 打开并另存后重新导入"
        ) from error


class _Writer:
    """Writes blocks to a builder."""

    def __init__(self, document: Document, builder: TextBuilder) -> None:
        self._numbering: Numbering = read_numbering(document)
        self._outline = read_outline(document)
        self._notes = notes_of(document)
        self._builder = builder
        self._carried = ""  # words of a paragraph whose end was deleted

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables below *parent*, those inside content controls too."""
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in _CONTAINERS:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        level = self._outline.level(paragraph)
        for at, line in enumerate(self._lines(paragraph)):
            sure = level > 0
            if at == 0 and (sure or looks_bold(paragraph, line)):
                self._builder.heading(line, level or LOOK, sure=sure)
            else:
                self._builder.line(line)

    def _lines(self, paragraph: Element) -> Iterator[str]:
        """The paragraph with its number, then the notes it refers to and the text boxes anchored in it."""
        words = self._carried + words_of(paragraph).lstrip()
        self._carried = words if is_joined(paragraph) else ""
        if not self._carried:
            label = self._numbering.label(paragraph)
            gap = " " if label[-1:] == "." and words[:1].isdigit() else ""
            if words.strip():
                yield f"{label}{gap}{words}"
        for note in paragraph.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "w:footnote" if note.tag == qn("w:footnoteReference") else "w:endnote"
            if found := self._notes.get((kind, note.get(qn("w:id")) or "")):
                yield f"注：{found}"
        for box in boxes_of(paragraph):
            for inner in box.iter(qn("w:p")):
                yield self._numbering.label(inner) + words_of(inner)

    def _table(self, table: Element) -> None:
        """A table of data as a grid; one column, one row or a nested table as the paragraphs in it."""
        rows = [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]
        grid = Grid(tuple(self._cells(rows)), _header_rows(rows))
        if grid.width > 1 and len(rows) > 1:
            self._builder.table(grid)
            return
        for row in rows:
            for cell in _cells_of(row):
                self.blocks(cell)

    def _cells(self, rows: Sequence[Element]) -> list[GridCell]:
        open_above: dict[int, GridCell] = {}
        cells: dict[tuple[int, int], GridCell] = {}
        for number, row in enumerate(rows):
            column = _integer(row, "w:trPr", "w:gridBefore") or 0
            for cell in _cells_of(row):
                width = _integer(cell, "w:tcPr", "w:gridSpan") or 1
                merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                above = open_above.get(column)
                if merged is not None and merged.get(qn("w:val")) != "restart" and above is not None:
                    grown = GridCell(
                        above.row, above.column, above.text, number - above.row + 1, above.columns
                    )
                    open_above[column] = cells[above.row, above.column] = grown
                else:
                    found = GridCell(number, column, self._cell_words(cell), 1, width)
                    cells[number, column] = found
                    open_above.pop(column, None)
                    if merged is not None:
                        open_above[column] = found
                column += width
        return list(cells.values())

    def _cell_words(self, cell: Element) -> str:
        lines = (line for p in cell.iter(qn("w:p")) for line in self._lines(p))
        return " ".join(filter(None, map(clean, " ".join(lines).splitlines())))


def _cells_of(row: Element) -> list[Element]:
    return [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]


def _header_rows(rows: Sequence[Element]) -> int | None:
    """How many first rows Word repeats on each page; None where it repeats none."""
    marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    count = marked.index(False) if False in marked else 0
    return count or None


def _integer(parent: Element, properties: str, name: str) -> int | None:
    """A number of columns among the *properties* of a row or a cell; None where there is none that makes sense."""
    found = parent.find(f"{qn(properties)}/{qn(name)}")
    raw = found.get(qn("w:val")) or "" if found is not None else ""
    return min(int(raw), _MOST_SPAN) if raw.isascii() and raw.isdecimal() else None


def _note_parts(document: Document, data: bytes, builder: TextBuilder) -> None:
    """Name what the text does not hold: page heads and feet, deleted words, comments, pictures, macros."""
    body = document.element.body
    headers = {
        clean("".join(words_of(p) for p in part.element.iter(qn("w:p"))))
        for part in _parts(document, ("/header", "/footer"))
    }
    for words in sorted(filter(None, headers)):
        builder.drop(f"页眉或页脚：{words[:60]}")
    deleted = clean("".join(node.text or "" for node in body.iter(qn("w:delText"))))
    if deleted:
        builder.drop(f"修订中删除的文字：{deleted[:60]}")
        builder.warn("文件带有未接受的修订：插入的文字已收录，删除的文字没有收录，请核对是否为定稿")
    if any(True for _ in body.iter(qn("w:commentReference"))):
        builder.drop("批注")
    drawn = body.iter(qn("w:drawing"), qn("w:pict"))
    pictures = sum(next(drawing.iter(qn("w:txbxContent")), None) is None for drawing in drawn)
    if pictures:
        builder.drop(f"图片 {pictures} 幅（其中的文字没有收录）")
    with ZipFile(io.BytesIO(data)) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            builder.drop("宏")
            builder.warn("文件带有宏：宏没有运行，也没有收录")


def _parts(document: Document, kinds: tuple[str, ...]) -> Iterator[Document]:
    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith(kinds):
            yield rel.target_part
