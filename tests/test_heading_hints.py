"""Headings without a number, told by the file: styles of Word, tags of a page. And what must not pass for one."""

from collections.abc import Sequence

import docx
import pytest

from ingest.clauses import parse_clauses
from ingest.layout import Heading, Layout
from ingest.pipeline import read_document
from tests.office_files import ROWS, saved
from tests.tree_checks import assert_sound

TITLE = "沅岚县教育提质三年行动计划"
# (style, words)
STYLED = (
    ("", TITLE),
    ("", "为推进教育发展，制定本计划。"),
    ("Heading 1", "总体要求"),
    ("", "坚持育人为本。"),
    ("Heading 2", "工作目标"),
    ("", "到2027年新增学位3000个。"),
    ("Heading 1", "保障措施"),
    ("", "1.成立领导小组。"),
    ("", "2.每年督查一次。"),
    ("", "沅岚县教育局"),
    ("", "2024年3月5日"),
)
EXPECTED = ["总体要求", "总体要求 工作目标", "保障措施", "保障措施 1.", "保障措施 2."]


def as_docx(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    document = docx.Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style or None)
    return saved(document)


def as_html(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    tags = {"Heading 1": "h2", "Heading 2": "h3", "Heading 3": "h4"}
    lines = (f"<{tags.get(style, 'p')}>{words}</{tags.get(style, 'p')}>" for style, words in paragraphs)
    return f"<html><body><div class='article-content'>{''.join(lines)}</div></body></html>".encode()


def references(data: bytes, name: str) -> list[str]:
    document = read_document(data, name)
    assert_sound(document.text, parse_clauses(document.text, document.layout))
    return [clause.reference for clause in document.clauses if clause.level]


@pytest.mark.parametrize(
    ("make", "name"),
    [pytest.param(as_docx, "计划.docx", id="docx"), pytest.param(as_html, "计划.html", id="html")],
)
@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(STYLED, EXPECTED, id="two-levels-and-a-list"),
        pytest.param(
            [
                ("", TITLE),
                ("Heading 1", "一、任务"),
                ("Heading 2", "师资建设"),
                ("", "1.招聘教师。"),
                ("", "2.培训教师。"),
                *(
                    ("Heading 2", "校舍建设"),
                    ("", "新建校舍。"),
                    ("Heading 1", "二、保障"),
                    ("", "加强领导。"),
                ),
            ],
            ["一、", "一、师资建设", "一、师资建设 1.", "一、师资建设 2.", "一、校舍建设", "二、"],
            id="inside-numbered-headings",
        ),
        pytest.param(
            [
                ("", TITLE),
                ("", "一、任务"),
                ("Heading 2", "师资建设"),
                ("", "招聘教师。"),
                ("", "二、保障"),
                ("", "加强领导。"),
            ],
            ["一、", "一、师资建设", "二、"],
            id="inside-numbers-without-a-style",
        ),
        pytest.param(
            [
                *(("", "沅岚县教师管理办法"), ("Heading 1", "总则"), ("", "第一条 为规范管理，制定本办法。")),
                *(("Heading 1", "附则"), ("", "第二条 本办法自印发之日起施行。")),
            ],
            ["总则", "总则 第一条", "附则", "附则 第二条"],
            id="articles-count-on",
        ),
        pytest.param(
            [
                ("Heading 1", TITLE),
                ("", "一、任务"),
                ("", "招聘教师。"),
                ("Heading 1", "各学校："),
                ("", "二、保障"),
            ],
            ["一、", "二、"],
            id="a-title-and-an-address-are-none",
        ),
        pytest.param(
            [
                ("Heading 1", words)
                for words in (TITLE, "一、任务", "招聘教师", "建设校舍", "二、保障", "加强领导")
            ],
            ["一、", "二、"],
            id="a-style-for-everything-says-nothing",
        ),
    ],
)
def test_headings_without_a_number(
    make, name: str, paragraphs: Sequence[tuple[str, str]], expected: list[str]
):
    """They hold what follows them, nest in numbered units and hold such; titles and addresses stay in the frame."""
    assert references(make(paragraphs), name) == expected


def test_an_outline_level_makes_a_heading_too():
    """WPS sets the level on the paragraph itself (大纲级别); 10 there is running text whatever the style says."""
    document = docx.Document()
    for style, level, words in (
        ("", "", TITLE),
        ("", "0", "总体要求"),
        ("", "", "育人为本。"),
        ("Heading 1", "9", "不是标题"),
    ):
        paragraph = document.add_paragraph(words, style=style or None)
        if level:
            outline = docx.oxml.OxmlElement("w:outlineLvl")
            outline.set(docx.oxml.ns.qn("w:val"), level)
            paragraph._p.get_or_add_pPr().append(outline)

    assert references(saved(document), "计划.docx") == ["总体要求"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param("总体要求", ["总体要求", "保障措施"], id="where-nothing-is-numbered"),
        pytest.param("一、总体要求", ["一、"], id="not-where-numbers-do-it"),
    ],
)
def test_bold_lines_are_headings_only_where_nothing_else_is(first: str, expected: list[str]):
    """A paragraph that only looks like a heading is one where the text would have no units else."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    for bold, plain in ((first, "育人为本。"), ("保障措施", "加强领导。")):
        document.add_paragraph().add_run(bold).bold = True
        document.add_paragraph(plain)

    assert references(saved(document), "计划.docx") == expected


def test_rows_of_a_table_lie_in_the_heading_above_it():
    """A row is a unit of the heading; one that a merged cell begins is named by its own cell too."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph("重点任务", style="Heading 1")
    table = document.add_table(rows=3, cols=len(ROWS[0]))
    for at, row in enumerate(ROWS):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    document.add_paragraph("以上任务按季督办。")

    assert references(saved(document), "计划.docx") == ["重点任务", "重点任务 序号：1", "重点任务 序号：2"]


def test_a_layout_of_an_older_library_has_no_headings():
    """Offsets beyond the text or amid a line do no harm: a hint is only a hint."""
    text = "沅岚县计划\n总体要求\n育人为本。\n"
    layout = Layout(headings=(Heading(6, 10, 1), Heading(8, 900, 1)))
    tree = parse_clauses(text, layout)

    assert_sound(text, tree)
    assert [clause.label for clause in tree.clauses if clause.level] == ["总体要求"]
