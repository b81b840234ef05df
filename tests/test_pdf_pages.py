"""PDF pages as they come: turned, cut, in two columns, tables whose cells go on over the page."""

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.readers.grid import GridCell
from ingest.readers.pdf_tables import continued
from ingest.readers.worker import read_here
from tests.office_files import FONT, by_libreoffice, pdf_of, plan_as_docx, plan_as_pdf, plan_as_text

LINES = plan_as_text().splitlines()
WIDTH, HEIGHT = A4
ROWS = (("任务", "责任单位"), ("校舍加固12栋", "县教育局"), ("食堂改造5个", "县财政局"))


def read(data: bytes) -> list[str]:
    return read_here(data, "方案.pdf", "pdf").text.splitlines()


def canvas_of(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    pdf_of(["登记字体"])
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def column(canvas: Canvas, lines: Sequence[str], left: float, top: float, *, wide: int = 17) -> None:
    """Paragraphs that begin with two blanks, *wide* characters a line."""
    for line in lines:
        for words in wrapped("\u3000\u3000" + line, wide):
            canvas.drawString(left, top, words)
            top -= 20


def wrapped(words: str, wide: int) -> list[str]:
    rows, room = [""], float(wide)
    for character in words:
        size = 0.5 if character.isascii() else 1.0
        if room < size:
            rows, room = [*rows, ""], float(wide)
        rows[-1] += character
        room -= size
    return rows


def turned(quarters: int) -> Callable[[Canvas], None]:
    """Draws paragraphs and a table turned against the sheet."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(*((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT))[quarters])
        canvas.rotate(quarters * 90)
        wide, high = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
        column(canvas, LINES[1:], 60, high - 60, wide=int((wide - 120) / 12))
        for r, row in enumerate(ROWS):
            for c, words in enumerate(row):
                canvas.rect(60 + 150 * c, 120 - 20 * r, 150, 20)
                canvas.drawString(64 + 150 * c, 125 - 20 * r, words)

    return draw


def as_shown(data: bytes, quarters: int) -> bytes:
    """The page with the mark that viewers turn it."""
    document = pdfium.PdfDocument(data)
    document[0].set_rotation(quarters * 90)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("quarters", range(4))
def test_a_turned_page_is_read_as_it_is_shown(quarters: int):
    """Wide tables are often set on pages that the viewer turns."""
    lines = read(as_shown(canvas_of(turned(quarters)), quarters))

    assert lines[: len(LINES) - 1] == LINES[1:]
    assert lines[-2:] == [
        "任务：校舍加固12栋，责任单位：县教育局。",
        "任务：食堂改造5个，责任单位：县财政局。",
    ]


def test_text_along_the_margin_is_not_between_the_lines():
    """A note set upwards beside the text and a slanted watermark are left out."""

    def draw(canvas: Canvas) -> None:
        column(canvas, LINES[1:], 90, HEIGHT - 60, wide=34)
        for left, low, angle, words in ((40, 300, 90, "内部资料注意保存"), (200, 300, 45, "征求意见稿")):
            canvas.saveState()
            canvas.translate(left, low)
            canvas.rotate(angle)
            canvas.drawString(0, 0, words)
            canvas.restoreState()

    assert read(canvas_of(draw)) == LINES[1:]


def test_a_page_cut_to_a_part_of_its_sheet():
    """Tables and text meet though the part that is shown begins elsewhere than the sheet."""
    document = pdfium.PdfDocument(canvas_of(turned(0)))
    document[0].set_mediabox(-30, -40, WIDTH + 30, HEIGHT + 40)
    document[0].set_cropbox(20, 30, WIDTH - 20, HEIGHT - 20)
    buffer = io.BytesIO()
    document.save(buffer)

    assert read(buffer.getvalue())[-1] == "任务：食堂改造5个，责任单位：县财政局。"


@pytest.mark.parametrize("lower", [0, 7], ids=["rows-beside-each-other", "rows-set-lower"])
def test_two_columns_are_read_one_after_the_other(lower: int):
    """The left column first, whether or not the rows of the right one stand on the same lines."""

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 50, LINES[0] * 2)
        column(canvas, LINES[1:8], 70, HEIGHT - 90)
        column(canvas, LINES[8:], 320, HEIGHT - 90 - lower)
        canvas.drawCentredString(WIDTH / 2, 40, "- 1 -")

    assert read(canvas_of(draw)) == [LINES[0] * 2, *LINES[1:]]


def test_page_numbers_beside_a_list_of_contents_are_no_column():
    """Entries of like length and the pages they stand on are lines, whatever is free between them."""
    entries = [f"（{sign}）加强学校{sign}方面建设的主要措施" for sign in "一二三四五六七八九十"]

    def draw(canvas: Canvas) -> None:
        for at, entry in enumerate(entries):
            canvas.drawString(70, HEIGHT - 150 - 24 * at, entry)
            canvas.drawString(500, HEIGHT - 150 - 24 * at, str(at + 2))

    assert read(canvas_of(draw)) == [f"{entry} {at + 2}" for at, entry in enumerate(entries)]


def test_a_font_that_does_not_say_its_characters_is_told(tmp_path):
    """The numbers of its glyphs are no text: such a page is left out, with a warning; no page is left, the file is refused."""
    data = by_libreoffice(plan_as_docx(), ".docx", "pdf", tmp_path)
    assert read(data) == LINES
    mixed = pdfium.PdfDocument(data.replace(b"/ToUnicode", b"/ToUnicodX"))
    with pytest.raises(UnreadableFile, match="没有文字编码"):
        read(data.replace(b"/ToUnicode", b"/ToUnicodX"))

    mixed.import_pages(pdfium.PdfDocument(pdf_of(LINES)))
    buffer = io.BytesIO()
    mixed.save(buffer)
    reading = read_here(buffer.getvalue(), "方案.pdf", "pdf")

    assert reading.text.splitlines() == LINES
    assert any("第 1 页的字体没有文字编码" in words for words in reading.layout.warnings)


def test_the_title_of_every_page_is_left_out_and_a_clause_never():
    """What stands at the same edge of every page is furniture, but not where it begins with a label."""

    def draw(canvas: Canvas) -> None:
        for page in range(1, 4):
            canvas.setFont(FONT, 12)
            canvas.drawString(90, HEIGHT - 40, "临沭川区教育局文件汇编")
            column(canvas, [f"第{page}次会议讨论了校舍安全。"], 90, HEIGHT - 200)
            canvas.drawString(90, 60, "2.严格考核。")
            canvas.drawString(90, 30, f"— {page} —")
            canvas.showPage()

    lines = read(canvas_of(draw))

    assert "临沭川区教育局文件汇编" not in lines
    assert lines.count("2.严格考核。") == 3


@pytest.mark.parametrize(
    ("above", "below", "rows"),
    [
        pytest.param((1, "校舍"), (2, ""), 3, id="cell-below-spans-rows"),
        pytest.param((2, "校舍"), (1, ""), 3, id="cell-above-spans-rows"),
        pytest.param((1, "校舍"), (1, ""), 1, id="nothing-written"),
        pytest.param((2, "校舍"), (2, "食堂"), 2, id="another-cell"),
    ],
)
def test_a_cell_goes_on_over_the_page(above: tuple[int, str], below: tuple[int, str], rows: int):
    """An empty cell at the top of a page belongs to the one above where cells of that column span rows."""
    first = (
        GridCell(0, 0, "1"),
        GridCell(0, 1, above[1], above[0]),
        GridCell(1, 0, "2") if above[0] > 1 else GridCell(0, 2, "甲"),
    )
    second = (
        GridCell(0, 0, "3"),
        GridCell(0, 1, below[1], below[0]),
        GridCell(0, 2, "乙"),
        GridCell(1, 0, "4"),
    )
    cell = next(c for c in continued(first, second) if c.text == "校舍")

    assert cell.rows == rows


TASKS = (
    ("序号", "重点任务", "责任单位", "完成时限"),
    *(
        (str(n), f"第{n}批校舍加固{n + 10}栋，覆盖各乡镇中心学校和教学点", "县教育局", "2027年8月")
        for n in range(1, 40)
    ),
)


def test_a_table_without_lines_is_a_table():
    """Names of columns, and rows that keep below them, over pages that repeat the names."""
    data = plan_as_pdf(table=TASKS, ruled=False)
    reading = read_here(data, "方案.pdf", "pdf")
    (table,) = reading.layout.tables
    rows = reading.text[table.start : table.end].splitlines()

    assert len(reading.layout.pages) >= 3
    assert len(rows) == len(TASKS) - 1
    assert rows[4] == (
        "序号：5，重点任务：第5批校舍加固15栋，覆盖各乡镇中心学校和教学点，责任单位：县教育局，完成时限：2027年8月。"
    )
    assert reading.text.splitlines()[: len(LINES)] == LINES


def test_words_side_by_side_are_no_table():
    """Signatures beside each other, and a line of names with no rows below, stay lines."""

    def draw(canvas: Canvas) -> None:
        for top, words in (
            (700, ("责任单位", "完成时限", "备注")),
            (660, ("甲方：县教育局", "乙方：县财政局")),
        ):
            for at, word in enumerate(words):
                canvas.drawString(80 + 160 * at, top, word)

    assert read(canvas_of(draw)) == ["责任单位 完成时限 备注", "甲方：县教育局 乙方：县财政局"]


def test_no_paragraph_begins_with_a_closing_mark():
    """A full stop that the margin pushed to the next line belongs to the words before it, however short their line."""

    def draw(canvas: Canvas) -> None:
        column(
            canvas,
            ["一、任务", "新建学校3所，改造食堂20个，确保年底前全部投入使用并通过验收"],
            80,
            700,
            wide=30,
        )
        for at, words in enumerate(("。", "二、保障")):
            canvas.drawString(80 + 24 * at, 640 - 20 * at, words)

    assert read(canvas_of(draw)) == [
        "一、任务",
        "新建学校3所，改造食堂20个，确保年底前全部投入使用并通过验收。",
        "二、保障",
    ]
