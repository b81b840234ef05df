"""Files of every format made on the fly by the libraries and programs that make real ones."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.document import Document
from docx.oxml import parse_xml
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FORMATS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
FONT = "STSong-Light"
TITLE = "临沭川区义务教育学校扩优提质行动方案"
# (level or None for running text, words): level 0 is 一、, 1 （一）, 2 1.
PLAN: tuple[tuple[int | None, str], ...] = (
    (None, "为推进义务教育优质均衡发展，结合我区实际，制定本方案。"),
    (0, "总体目标"),
    (None, "到2027年，全区建成优质学校18所，集团化办学覆盖率达到90%以上。"),
    (0, "主要任务"),
    (1, "加强队伍建设"),
    (2, "2026年底前培训骨干教师320名，由区教育局牵头。"),
    (2, "每年交流轮岗的教师不少于符合条件人数的12%。"),
    (1, "改善办学条件"),
    (
        2,
        "新建、改扩建学校6所，新增学位4500个，由区住房城乡建设局、区自然资源局按职责分工负责，确保2027年8月底前投入使用。",
    ),
    (0, "保障措施"),
    (None, "每年安排专项经费800万元，列入区级财政预算。"),
)
ROWS = (
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("1", "新建学校6所", "区教育局、区财政局", "2027年8月"),
    ("2", "培训骨干教师320名", "区教育局", "2026年12月"),
)


def plan_as_text() -> str:
    """The plan as a person would type it."""
    counts, lines = [0, 0, 0], [TITLE]
    for level, words in PLAN:
        if level is not None:
            counts[level] += 1
            counts[level + 1 :] = [0] * (2 - level)
            sign = "一二三四五"[counts[level] - 1]
            label = (f"{sign}、", f"（{sign}）", f"{counts[level]}.")[level]
            gap = " " if level == 2 and words[0].isdigit() else ""
            words = label + gap + words
        lines.append(words)
    return "\n".join(lines) + "\n"


def numbered_document(formats: Sequence[tuple[str, str]] = FORMATS, extra: str = "") -> Document:
    """An empty Word document with one list of *formats*; *extra* goes into its first level."""
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra if i else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(formats)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="91">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    return document


def numbered(document: Document, words: str, level: int, number: int = 91) -> None:
    """A paragraph that Word numbers by itself."""
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def plan_document() -> Document:
    document = numbered_document()
    document.add_paragraph(TITLE)
    for level, words in PLAN:
        if level is None:
            document.add_paragraph(words)
        else:
            numbered(document, words, level)
    return document


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def plan_as_docx() -> bytes:
    return saved(plan_document())


def docx_of(lines: Sequence[str]) -> bytes:
    """A paragraph for each line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def table_document(rows: Sequence[Sequence[str]] = ROWS) -> Document:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    return document


def xlsx(rows: Sequence[Sequence[object]] = ROWS, title: str = "任务分解表") -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title)
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.close()
    return buffer.getvalue()


def plan_as_pdf(
    *, table: Sequence[Sequence[str]] = (), font_size: int = 16, pages: bool = True, ruled: bool = True
) -> bytes:
    """Justified paragraphs that are indented, with a running head and — 1 — at the foot."""
    story = _paragraphs(plan_as_text().splitlines(), font_size)
    if table:
        cells = [[Paragraph(words, _style(10, indent=0)) for words in row] for row in table]
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else [])
        story.append(Table(cells, repeatRows=1, colWidths=[40, 150, 130, 90], style=style))
    return _built(story, numbers=pages)


def pdf_of(lines: Sequence[str], font_size: int = 16) -> bytes:
    """A title and paragraphs."""
    return _built(_paragraphs(lines, font_size), head="")


def _paragraphs(lines: Sequence[str], size: int) -> list[Flowable]:
    title = Paragraph(lines[0], _style(size + 6, centred=True))
    return [title, *(Paragraph(line, _style(size)) for line in lines[1:])]


def _built(story: list[Flowable], *, numbers: bool = True, head: str = "临沭川区教育局文件汇编") -> bytes:
    def furnish(canvas, document):
        canvas.setFont(FONT, 10)
        canvas.drawString(72, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, topMargin=110, bottomMargin=110)
    document.build(story, **({"onFirstPage": furnish, "onLaterPages": furnish} if numbers else {}))
    return buffer.getvalue()


def _style(size: int, *, centred: bool = False, indent: float | None = None) -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle(
        "cjk",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.75,
        wordWrap="CJK",
        firstLineIndent=0 if centred else 2 * size if indent is None else indent,
        alignment=TA_CENTER if centred else TA_JUSTIFY,
    )


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD_ROOT = (
    f'<ofd:OFD {OFD} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
PER_LINE = 30  # characters of a line of an OFD page


def plan_as_ofd() -> bytes:
    """The plan as an OFD page: each wrapped line a text object, in millimetres."""
    objects, y = [], 30.0
    for at, line in enumerate(plan_as_text().splitlines()):
        words = line if at == 0 else "\u3000\u3000" + line
        for start in range(0, len(words), PER_LINE):
            piece = words[start : start + PER_LINE]
            left = 20 + 5 * (len(piece) - len(piece.lstrip()))
            objects.append(_text_object(len(objects) + 10, piece.strip(), left, y))
            y += 9
    page = f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="2" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    document = (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    return zipped(
        **{"OFD.xml": OFD_ROOT, "Doc_0/Document.xml": document, "Doc_0/Pages/Page_0/Content.xml": page}
    )


def _text_object(ident: int, words: str, left: float, top: float) -> str:
    """Characters 5 mm apart on one baseline."""
    deltas = " ".join("5" if ord(c) > 127 else "2.5" for c in words[:-1])
    return (
        f'<ofd:TextObject ID="{ident}" Boundary="{left} {top} 160 6" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{deltas}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_with_a_drawn_page() -> bytes:
    """The plan, and behind it a page whose characters are shapes."""
    shapes = "".join(
        f'<ofd:PathObject ID="{at + 500}" Boundary="{20 + 5 * at} 30 5 5"><ofd:AbbreviatedData>M 0 0 L 5 5</ofd:AbbreviatedData></ofd:PathObject>'
        for at in range(30)
    )
    page = f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="300">{shapes}</ofd:Layer></ofd:Content></ofd:Page>'
    with zipfile.ZipFile(io.BytesIO(plan_as_ofd())) as plan:
        parts = {name: plan.read(name) for name in plan.namelist()}
    second = b'<ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages>'
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", second)
    return zipped(**parts, **{"Doc_0/Pages/Page_1/Content.xml": page})


def ofd_of_pictures(pictures: Sequence[bytes]) -> bytes:
    """An OFD file whose pages are PNG pictures and nothing else, as scanners write them."""
    sheets, media, parts = [], [], {}
    for at, picture in enumerate(pictures):
        parts[f"Doc_0/Res/image_{at}.png"] = picture
        media.append(
            f'<ofd:MultiMedia ID="{at + 50}" Type="Image" Format="PNG"><ofd:MediaFile>image_{at}.png</ofd:MediaFile></ofd:MultiMedia>'
        )
        sheets.append(f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>')
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="{at + 100}"><ofd:ImageObject ID="{at + 200}" ResourceID="{at + 50}"'
            ' Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/></ofd:Layer></ofd:Content></ofd:Page>'
        )
    parts["Doc_0/DocumentRes.xml"] = (
        f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias>{"".join(media)}</ofd:MultiMedias></ofd:Res>'
    )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{''.join(sheets)}</ofd:Pages></ofd:Document>"
    )
    return zipped(**{"OFD.xml": OFD_ROOT, **parts})


def zipped(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def for_libreoffice_only(doc: bytes) -> bytes:
    """A .doc whose header misplaces the table of fonts: our converter refuses it, LibreOffice reads it all the same."""
    at = doc.index(b"\xec\xa5") + 0x112
    return doc[:at] + b"\xff" * 8 + doc[at + 8 :]


def by_libreoffice(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """*data* converted by LibreOffice; the test is skipped where it isn't installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (folder / f"file{suffix}").write_bytes(data)
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", target, "--outdir", str(folder), str(folder / f"file{suffix}")]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return (folder / f"file.{target}").read_bytes()
