"""Files of every format that point to an address: pictures, styles, templates, parts, entities, actions."""

import io
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image, PngImagePlugin
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from tests.office_files import FONT, plan_as_docx, plan_as_ofd, plan_document, saved, xlsx

NOTICE = """泠溪区校园安全工作方案

泠教发〔2026〕9号

一、每校<img src="URL/b.png">配备保安员不少于2名（[详见](URL/c)），![图](URL/a.png)由区教育局负责。
二、学校每学期组织应急演练不少于1次，<script src="URL/d.js"></script>。

泠溪区教育局
2026年1月5日
"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def notice(url: str) -> bytes:
    return NOTICE.replace("URL", url).encode()


def page(url: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in NOTICE.replace("URL", url).splitlines() if line)
    head = (
        f'<link rel="stylesheet" href="{url}/s.css"><base href="{url}/">'
        f'<meta http-equiv="refresh" content="0;url={url}/r"><style>@import "{url}/i.css";</style>'
    )
    drawn = (
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}/v.png"/><use href="{url}/u.svg#a"/></svg>'
        f'<iframe src="{url}/f"></iframe><object data="{url}/o"></object><embed src="{url}/e"><video src="{url}/m"></video>'
    )
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}{drawn}</body></html>".encode()


def word(url: str) -> bytes:
    """Linked picture, template, sub-document and part of another format, and a document type that lies elsewhere."""
    document = plan_document()
    document.add_paragraph(f"详见{url}/x")
    for kind in (
        RELATIONSHIP_TYPE.IMAGE,
        f"{OFFICE}/attachedTemplate",
        f"{OFFICE}/aFChunk",
        f"{OFFICE}/subDocument",
        f"{OFFICE}/oleObject",
        f"{OFFICE}/frame",
    ):
        document.part.relate_to(f"{url}/{kind.rpartition('/')[2]}", kind, is_external=True)
    return _changed(saved(document), "word/numbering.xml", lambda xml: _with_entity(xml, url))


def workbook(url: str) -> bytes:
    """A formula that fetches, a link to another workbook, a query and a document type."""
    data = xlsx([["任务", "单位"], [f'=WEBSERVICE("{url}")', f"{url}/x"], ["演练", "教育局"]])
    book = f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"/></externalLink>'
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/externalLinkPath" Target="{url}/other.xlsx" TargetMode="External"/></Relationships>'
    )
    query = f'<connections xmlns="{MAIN}"><connection id="1" type="4" refreshOnLoad="1"><webPr url="{url}/q"/></connection></connections>'
    data = _added(
        data,
        {
            "xl/externalLinks/externalLink1.xml": book,
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/connections.xml": query,
        },
    )
    return _changed(data, "xl/sharedStrings.xml", lambda xml: _with_entity(xml, url))


def old_workbook(url: str) -> bytes:
    """A formula that opens a link."""
    book, buffer = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("任务")
    for row, cells in enumerate([("任务", "单位"), ("配备保安员不少于2名", "区教育局"), ("演练", "学校")]):
        for column, words in enumerate(cells):
            sheet.write(row, column, words)
    sheet.write(3, 0, xlwt.Formula(f'HYPERLINK("{url}/h";"详见")'))
    book.save(buffer)
    return buffer.getvalue()


def table(url: str) -> bytes:
    return f'任务,单位\n配备保安员,{url}/x\n演练,"=IMPORTDATA(""{url}/y"")"\n'.encode()


def pdf(url: str) -> bytes:
    """Actions when it opens and when a page shows, links, a picture and a file that lie elsewhere."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont(FONT, 16)
    for at, line in enumerate(
        ["泠溪区校园安全工作方案", f"一、每校配备保安员不少于2名，详见{url}/x。", "二、组织演练。"]
    ):
        canvas.drawString(72, 700 - 40 * at, line)
    canvas.linkURL(f"{url}/link", (72, 600, 300, 700))
    elsewhere = PDFDictionary({"FS": PDFName("URL"), "F": PDFString(f"{url}/remote.pdf")})
    goes = PDFDictionary({"S": PDFName("GoToR"), "F": elsewhere, "D": PDFArray([0, PDFName("Fit")])})
    submits = PDFDictionary({"S": PDFName("SubmitForm"), "F": elsewhere, "Next": goes})
    opens = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(f"{url}/open"), "Next": submits})
    canvas._doc.Catalog.OpenAction = opens
    canvas._doc.Catalog.AA = PDFDictionary({"WC": opens, "O": goes})
    canvas.showPage()
    canvas.save()
    # A picture whose bytes are in a file elsewhere, beside the one page's contents.
    stream = f"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /F << /FS /URL /F ({url}/i.png) >> /Length 0 >>"
    return buffer.getvalue().replace(
        b"\nxref", f"\n900 0 obj\n{stream}\nstream\n\nendstream\nendobj\nxref".encode(), 1
    )


def ofd(url: str) -> bytes:
    """Pages, pictures, fonts, templates and attachments that lie elsewhere, and an action."""
    document = (
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        f'<ofd:Actions><ofd:Action Event="DO"><ofd:URI URI="{url}/uri"/></ofd:Action></ofd:Actions>'
        f"<ofd:Attachments>{url}/attachments.xml</ofd:Attachments><ofd:CustomTags>{url}/tags.xml</ofd:CustomTags>"
    )
    res = (
        f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="{url}/Res"><ofd:MultiMedias><ofd:MultiMedia ID="50" Type="Image">'
        f"<ofd:MediaFile>{url}/m.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>"
        f'<ofd:Fonts><ofd:Font ID="1" FontName="x"><ofd:FontFile>{url}/f.ttf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>'
    )
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    data = _changed(plan_as_ofd(), "Doc_0/Document.xml", lambda xml: xml.replace(pages, document))
    data = _changed(
        data,
        "Doc_0/Document.xml",
        lambda xml: xml.replace(
            "</ofd:CommonData>",
            f'<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes><ofd:TemplatePage ID="7" BaseLoc="{url}/t.xml"/></ofd:CommonData>',
        ),
    )
    picture = '<ofd:Layer ID="9"><ofd:ImageObject ID="8" ResourceID="50" Boundary="0 0 9 9"/></ofd:Layer></ofd:Content>'
    data = _changed(
        data, "Doc_0/Pages/Page_0/Content.xml", lambda xml: xml.replace("</ofd:Content>", picture)
    )
    return _added(data, {"Doc_0/DocumentRes.xml": res})


def picture(url: str) -> bytes:
    """A scan whose description points elsewhere."""
    told = PngImagePlugin.PngInfo()
    told.add_itxt("XML:com.adobe.xmp", f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a href="{url}/x"/></x:xmpmeta>')
    told.add_text("URL", f"{url}/t")
    buffer = io.BytesIO()
    Image.new("L", (200, 100), 255).save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


LINKING: Mapping[str, Callable[[str], bytes]] = {
    ".txt": notice,
    ".md": notice,
    ".html": page,
    ".docx": word,
    ".xlsx": workbook,
    ".xls": old_workbook,
    ".csv": table,
    ".pdf": pdf,
    ".ofd": ofd,
    ".png": picture,
}
# Members of archives that hold words, and a word of each.
_WORDS = {
    ".docx": (plan_as_docx, "word/document.xml", "总体"),
    ".xlsx": (xlsx, "xl/sharedStrings.xml", "任务"),
    ".ofd": (plan_as_ofd, "Doc_0/Pages/Page_0/Content.xml", "总体"),
}


def borrowing(suffix: str, url: str) -> bytes:
    """A .docx, .xlsx or .ofd whose text is to hold, in the place of a word, what stands at *url*."""
    make, member, word = _WORDS[suffix]
    return _changed(make(), member, lambda xml: _with_entity(xml.replace(word, "&e;", 1), url))


def flat_text(url: str) -> bytes:
    """An OpenDocument text in one file, which LibreOffice opens whatever its name: linked pictures and sections."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    elsewhere = "".join(
        f'<text:section text:name="{at}"><text:section-source xlink:href="{address}/s.txt"/><text:p>旧文</text:p></text:section>'
        f'<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{address}/p.png" xlink:type="simple"/></draw:frame></text:p>'
        for at, address in enumerate((url, url.replace("http:", "ftp:")))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="{space}:drawing:1.0" xmlns:svg="{space}:svg-compatible:1.0" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>一、每校配备保安员不少于2名。</text:p>{elsewhere}<text:p>二、组织演练。</text:p></office:text></office:body></office:document>"
    ).encode()


def _with_entity(xml: str, url: str) -> str:
    """*xml* of a document type that lies at *url*, as does its entity e."""
    head, end, rest = xml.partition("?>") if xml.startswith("<?xml") else ("", "", xml)
    root = rest.lstrip()[1:].split()[0].rstrip(">")
    declared = f'<!DOCTYPE {root} SYSTEM "{url}" [<!ENTITY e SYSTEM "{url}">]>'
    return f"{head}{end}{declared}{rest}"


def _changed(data: bytes, member: str, change: Callable[[str], str]) -> bytes:
    """The archive with one member changed."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = change(parts[member].decode()).encode()
    return _zip(parts)


def _added(data: bytes, members: Mapping[str, str]) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zip(parts | {name: words.encode() for name, words in members.items()})


def _zip(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
