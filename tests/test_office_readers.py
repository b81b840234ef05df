"""Files of office programs: the same plan in every format gives the tree of its plain text."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml

from ingest.layout import Reading
from ingest.pipeline import read_document
from ingest.readers import read
from tests.office_files import (
    PLAN,
    ROWS,
    W,
    by_libreoffice,
    numbered,
    numbered_document,
    ofd_with_a_drawn_page,
    plan_as_docx,
    plan_as_ofd,
    plan_as_pdf,
    plan_as_text,
    plan_document,
    saved,
    table_document,
    xlsx,
)

PAGE = """<html><head><meta charset="gb2312"><meta name="ArticleTitle" content="关于印发课后服务办法的通知"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/x">政务公开</a></div><div class="position">当前位置：首页 > 通知</div>
<table><tr><td>索 引 号：</td><td>LC-2025-017</td><td>发文机关：</td><td>临沭川区教育局</td></tr>
<tr><td>文 号：</td><td>临教〔2025〕17号</td><td>成文日期：</td><td>2025-03-04</td></tr></table>
<h1>关于印发课后服务办法的通知</h1><div class="TRS_Editor"><style>p {margin: 0}</style>
<p>各中小学：</p><p>　　一、服务时间<br/>每天不少于<b>2</b>小时。</p><p style="display:none">隐藏的字</p>
<p>二、任务分工</p><table><tr><th>任务</th><th>责任单位</th></tr><tr><td>排课</td><td rowspan="2">教导处</td></tr>
<tr><td>值班</td></tr></table></div><div class="footer">版权所有 ICP备0号</div></body></html>"""


def tree(reading: Reading) -> list[tuple[str, str]]:
    """Address and heading of every numbered clause, blanks left out."""
    document = read_document(reading.text.encode(), "方案.txt")
    return [("".join(c.labels), c.heading) for c in document.clauses if c.level > 0]


EXPECTED = tree(Reading(plan_as_text()))


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(plan_as_docx, "方案.docx", id="docx"),
        pytest.param(plan_as_pdf, "方案.pdf", id="pdf"),
        pytest.param(plan_as_ofd, "方案.ofd", id="ofd"),
        pytest.param(
            lambda: ("<p>" + "</p><p>".join(plan_as_text().splitlines()) + "</p>").encode("gb18030"),
            "方案.htm",
            id="html",
        ),
    ],
)
def test_the_same_plan_gives_the_same_tree(make: Callable[[], bytes], name: str):
    """Automatic numbers, wrapped lines and page furniture make no difference to what is read."""
    reading = read(make(), name)

    assert len(EXPECTED) == 8
    assert tree(reading) == EXPECTED
    assert reading.text.splitlines() == plan_as_text().splitlines()


@pytest.mark.parametrize("target", ["doc", "pdf", "docx", "odt"])
def test_files_of_libreoffice_give_the_same_tree(target: str, tmp_path):
    """What another program wrote is read alike; a format we don't take is refused."""
    data = by_libreoffice(plan_as_docx(), ".docx", target, tmp_path)
    if target == "odt":
        with pytest.raises(Exception, match="暂不支持"):
            read(data, "方案.odt")
        return
    suffix = ".wps" if target == "doc" else f".{target}"

    assert tree(read(data, f"方案{suffix}")) == EXPECTED


def test_pages_of_a_pdf_are_known():
    """Every page begins where its text does; what only the page prints is left out and named."""
    reading = read(plan_as_pdf(font_size=30), "方案.pdf")
    pages = reading.layout.pages

    assert len(pages) > 2
    assert reading.layout.page_at(0) == 1
    assert reading.layout.page_at(reading.text.index("每年安排专项经费")) == len(pages)
    assert reading.text.splitlines() == plan_as_text().splitlines()
    assert reading.layout.dropped == ("页眉或页脚：临沭川区教育局文件汇编",)


def test_a_table_over_pages_is_one():
    """Headers that a page repeats are not rows; each row carries the names of its columns."""
    rows = [
        ROWS[0],
        *((str(n), f"建设第{n}批校舍，覆盖各乡镇中心学校", "区教育局", "2027年") for n in range(1, 60)),
    ]
    reading = read(plan_as_pdf(table=rows), "方案.pdf")
    (table,) = reading.layout.tables
    lines = reading.text[table.start : table.end].splitlines()

    assert len(lines) == 59
    assert (
        lines[40]
        == "序号：41，重点任务：建设第41批校舍，覆盖各乡镇中心学校，责任单位：区教育局，完成时限：2027年。"
    )
    assert len(reading.layout.pages) >= 3
    assert {reading.text[c.start : c.end] for c in table.cells if c.row == 0} == set(ROWS[0])


@pytest.mark.parametrize(
    ("formats", "level", "labels"),
    [
        pytest.param([("decimal", "第%1条")], 0, ["第1条", "第2条"], id="digits"),
        pytest.param([("chineseCountingThousand", "第%1条")], 0, ["第一条", "第二条"], id="articles"),
        pytest.param([("decimalEnclosedCircleChinese", "%1")], 0, ["①", "②"], id="circles"),
        pytest.param([("upperRoman", "%1.")], 0, ["I.", "II."], id="roman"),
        pytest.param([("ideographTraditional", "%1、")], 0, ["甲、", "乙、"], id="stems"),
        pytest.param([("bullet", "\uf06c")], 0, ["", ""], id="bullets-are-no-labels"),
    ],
)
def test_number_formats(formats: list[tuple[str, str]], level: int, labels: list[str]):
    """Word's number formats are printed as Word prints them."""
    document = numbered_document(formats)
    for _ in labels:
        numbered(document, "内容", level)

    assert read(saved(document), "a.docx").text.split() == [f"{label}内容" for label in labels]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        pytest.param('<w:lvlRestart w:val="0"/>', "第三条", id="counts-on-across-chapters"),
        pytest.param("", "第一条", id="restarts-in-each-chapter"),
    ],
)
def test_articles_count_on_where_the_list_says_so(extra: str, expected: str):
    """第X条 of a 办法 usually count on across chapters: lvlRestart 0."""
    document = numbered_document([("chineseCounting", "第%1章"), ("chineseCounting", "第%2条")], extra)
    for level in (0, 1, 1, 0, 1):
        numbered(document, "内容", level)

    assert read(saved(document), "a.docx").text.split()[-1] == f"{expected}内容"


def test_a_number_may_come_from_the_style():
    """Headings numbered through their style, and a list that starts anew."""
    document = numbered_document()
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="91"/></w:numPr>'))
    root = document.part.numbering_part.element
    root.append(
        parse_xml(
            f'<w:num {W} w:numId="92"><w:abstractNumId w:val="91"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    document.add_heading("目标", 1)
    document.add_heading("任务", 1)
    numbered(document, "另一个", 0, 92)

    assert read(saved(document), "a.docx").text.split() == ["一、目标", "二、任务", "一、另一个"]


def test_tracked_changes_footnotes_and_boxes():
    """Insertions are text, deletions are not, and the receipt says so; boxes and notes stand below their paragraph."""
    document = docx.Document()
    paragraph = document.add_paragraph("本通知自")._p
    paragraph.append(parse_xml(f"<w:ins {W}><w:r><w:t>2025</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>2024</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:r {W}><w:t>年起施行。</w:t></w:r>"))
    box = f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    paragraph.append(parse_xml(box))
    reading = read(saved(document), "a.docx")

    assert reading.text.splitlines() == ["本通知自2025年起施行。", "框内文字"]
    assert "修订中删除的文字：2024" in reading.layout.dropped
    assert any("修订" in words for words in reading.layout.warnings)


def test_a_red_head_in_a_text_box_of_an_old_file(tmp_path):
    """What the first converter leaves out of a .doc the second one finds: the 文号 often stands in a box."""
    document = plan_document()
    box = (
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape type="#_x0000_t202" style="width:400pt;height:40pt">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>临教发〔2025〕36号</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.paragraphs[0].insert_paragraph_before("")._p.append(parse_xml(box))
    reading = read(by_libreoffice(saved(document), ".docx", "doc", tmp_path), "方案.doc")

    assert reading.text.splitlines()[0] == "临教发〔2025〕36号"
    assert tree(reading) == EXPECTED


def test_a_footnote_stands_below_the_paragraph_that_refers_to_it():
    """Its words are part of the text, once, and separators that Word keeps among the notes are not."""
    data = plan_as_docx()
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(0, ' w:type="separator"', "—") + note.format(2, "", "指户籍和居住地均在本区的儿童。")
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            words = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                words = words.replace(
                    "制定本方案。</w:t></w:r>",
                    '制定本方案。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
                )
            elif name == "[Content_Types].xml":
                part = (
                    f'<Override PartName="/word/footnotes.xml" ContentType="{office}.footnotes+xml"/></Types>'
                )
                words = words.replace("</Types>", part)
            elif name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId98" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                words = words.replace("</Relationships>", link)
            new.writestr(name, words.encode("utf-8", "surrogateescape"))
        new.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    lines = read(buffer.getvalue(), "方案.docx").text.splitlines()

    assert lines[1:3] == [PLAN[0][1], "注：指户籍和居住地均在本区的儿童。"]
    assert tree(read(buffer.getvalue(), "方案.docx")) == EXPECTED


def test_rows_of_a_word_table_carry_their_headers():
    """A cell that spans rows is said in each; the table can be shown again from its cells."""
    document = table_document([*ROWS, ("3", "更新设备", "区教育局", "")])
    table = document.tables[0]
    table.cell(2, 2).merge(table.cell(3, 2)).text = "区教育局"
    reading = read(saved(document), "a.docx")
    (found,) = reading.layout.tables

    assert reading.text.splitlines() == [
        "序号：1，重点任务：新建学校6所，责任单位：区教育局、区财政局，完成时限：2027年8月。",
        "序号：2，重点任务：培训骨干教师320名，责任单位：区教育局，完成时限：2026年12月。",
        "序号：3，重点任务：更新设备，责任单位：区教育局。",
    ]
    assert found.headers == 1
    spanning = next(cell for cell in found.cells if (cell.row, cell.column) == (2, 2))
    assert (spanning.rows, reading.text[spanning.start : spanning.end]) == (2, "区教育局")


def test_rows_of_a_spreadsheet_are_clauses():
    """Each row of a task table is a unit with its own number and its headers."""
    reading = read(xlsx(), "任务.xlsx")
    document = read_document(xlsx(), "任务.xlsx")

    assert reading.text.splitlines() == [
        "任务分解表",
        "1.重点任务：新建学校6所，责任单位：区教育局、区财政局，完成时限：2027年8月。",
        "2.重点任务：培训骨干教师320名，责任单位：区教育局，完成时限：2026年12月。",
    ]
    assert [c.label for c in document.clauses if c.level > 0] == ["1.", "2."]
    assert document.receipt.tables == 1


@pytest.mark.parametrize("separator", [",", "\t"])
def test_csv_is_read_like_a_spreadsheet(separator: str):
    """Comma or tab, in GB 18030 as Excel saves it."""
    data = "\r\n".join(separator.join(row) for row in ROWS).encode("gb18030")

    assert read(data, "任务.csv").text == read(xlsx(), "任务.xlsx").text.partition("\n")[2]


def test_a_page_of_a_public_body():
    """The metadata table stands first, the text follows with its table, and nothing of the page around it."""
    document = read_document(PAGE.encode("gb18030"), "通知.html")

    assert document.text.splitlines() == [
        *(
            "索引号：LC-2025-017",
            "发文机关：临沭川区教育局",
            "文号：临教〔2025〕17号",
            "成文日期：2025-03-04",
        ),
        *("关于印发课后服务办法的通知", "各中小学：", "一、服务时间", "每天不少于2小时。", "二、任务分工"),
        *("任务：排课，责任单位：教导处。", "任务：值班，责任单位：教导处。"),
    ]
    assert document.metadata.document_number.value == "临教〔2025〕17号"
    assert document.metadata.issuer.value == "临沭川区教育局"


def test_a_page_whose_characters_are_shapes_is_told():
    """Some programs draw the text of an OFD page: it is no blank page, and the receipt says which one is missing."""
    reading = read(ofd_with_a_drawn_page(), "方案.ofd")

    assert tree(reading) == EXPECTED
    assert reading.layout.blank_pages == (2,)
    assert reading.layout.warnings == ("第 2 页的文字是画成的图形，读不出来，没有收录",)
