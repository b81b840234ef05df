"""A memo → a Word document, set as official papers are: 宋体 title, 黑体 headings, 仿宋 text, A4."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from app.export.values import Block, Grid, Heading, Memo, Note, Paragraph, Quote, printable

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
LATIN = "Times New Roman"
TEXT, HEAD, TITLE, SMALL, CELL = 14, 14, 20, 10.5, 10  # points
LINE = 24  # points from line to line in running text


def word(memo: Memo) -> bytes:
    """The memo as a .docx file."""
    document = docx.Document()
    _page(document, wide=memo.wide)
    _styles(document)
    _title(document, memo.title)
    for block in memo.blocks:
        _block(document, block)
    document.core_properties.title = printable(memo.title)
    document.core_properties.author = "问策"
    document.core_properties.comments = ""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: Document, *, wide: bool) -> None:
    section = document.sections[0]
    width, height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = Mm(30 if wide else 37), Mm(25 if wide else 35)
    section.left_margin, section.right_margin = Mm(22 if wide else 28), Mm(22 if wide else 26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set(foot.add_run("— "), SONG, CELL)
    _field(foot, "PAGE")
    _set(foot.add_run(" —"), SONG, CELL)


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(TEXT)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)
    form = normal.paragraph_format
    form.space_after = form.space_before = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.bold = LATIN, Pt(HEAD), False
    heading.font.color.rgb = RGBColor(0, 0, 0)
    fonts = heading.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)  # a theme's font would win over ours
    fonts.set(qn("w:eastAsia"), HEI)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(2)
    heading.paragraph_format.keep_with_next = True


def _title(document: Document, title: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(14)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _set(paragraph.add_run(printable(title)), SONG, TITLE, bold=True)


def _block(document: Document, block: Block) -> None:
    match block:
        case Heading(words):
            document.add_heading(level=1).add_run(printable(words))
        case Paragraph(words, number, url):
            _running(document, words, number, url)
        case Quote(words):
            quote = document.add_paragraph()
            quote.paragraph_format.left_indent = Pt(2 * TEXT)
            quote.paragraph_format.space_after = Pt(4)
            _set(quote.add_run(printable(words)), KAI, TEXT - 2)
        case Note(words):
            note = document.add_paragraph()
            note.paragraph_format.left_indent = Pt(2 * TEXT)
            note.paragraph_format.line_spacing = Pt(LINE - 6)
            _set(note.add_run(printable(words)), KAI, SMALL, colour=RGBColor(0x8A, 0x3B, 0x12))
        case Grid():
            _grid(document, block)


def _running(document: Document, words: str, number: int | None, url: str | None) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if number is None:
        paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT)
    else:
        paragraph.paragraph_format.left_indent = Pt(2 * TEXT)
        paragraph.paragraph_format.first_line_indent = Pt(-2 * TEXT)
        paragraph.paragraph_format.keep_with_next = True
        _set(paragraph.add_run(f"[{number}]\t"), FANG, TEXT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(2 * TEXT))
    if url:
        _linked(paragraph, printable(words), url)
    else:
        _set(paragraph.add_run(printable(words)), FANG, TEXT)


def _grid(document: Document, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.columns))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    whole = sum(column.width for column in grid.columns)
    widths = [int(room * column.width / whole) for column in grid.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    head = table.rows[0]
    _line(head, [column.head for column in grid.columns], widths, font=HEI)
    _mark(head, "w:tblHeader")  # printed again on every page
    for words in grid.rows:
        row = table.add_row()
        _line(row, words, widths, font=FANG)
        _mark(row, "w:cantSplit")


def _line(row: WordRow, words: Sequence[str], widths: Sequence[int], *, font: str) -> None:
    for cell, said, width in zip(row.cells, words, widths, strict=True):
        cell.width = Emu(width)
        _fill(cell, said, font)
        if font == HEI:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fill(cell: WordCell, words: str, font: str) -> None:
    for at, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        form.space_before = form.space_after = Pt(2)
        _set(paragraph.add_run(printable(line)), font, CELL)


def _mark(row: WordRow, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set(run: Run, font: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: WordParagraph, code: str) -> None:
    """A field that the word processor fills in: the number of the page."""
    for kind, content in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        _set(run, SONG, CELL)
        element: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = content
        run._element.append(element)


def _linked(paragraph: WordParagraph, words: str, url: str) -> None:
    """Words that open *url*: python-docx reads hyperlinks but doesn't write them."""
    ident = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), ident)
    run = paragraph.add_run(words)
    _set(run, FANG, TEXT, colour=RGBColor(0x1F, 0x4E, 0x79))
    link.append(run._element)
    paragraph._element.append(link)
