"""Task tables as offices fill them in: titles above, names of columns over two rows, merged cells, several sheets."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt

from ingest.pipeline import read_document
from ingest.readers import read
from ingest.readers.docx_formats import counted
from ingest.readers.worker import read_here
from tests.office_files import ROWS, numbered, numbered_document, saved
from tests.test_odd_containers import changed

SHEET = "重点任务"
# (first row, last row, first column, last column, words)
MERGED = (
    (1, 1, 0, 6, "沅岚县2025年教育工作重点任务分解表"),
    *(
        (3, 4, c, c, name)
        for c, name in ((0, "序号"), (1, "类别"), (2, "重点任务"), (5, "完成时限"), (6, "资金"))
    ),
    (3, 3, 3, 4, "责任分工"),
    (5, 6, 1, 1, "资源建设"),
)
SINGLE = (
    (0, 0, "附件1"),
    *((2, 0, "填报单位：沅岚县教育局"), (2, 5, "单位：万元")),
    *((4, 3, "牵头单位"), (4, 4, "配合单位")),
    *(
        (5, 0, 1),
        (5, 2, "新建公办幼儿园3所。"),
        (5, 3, "县教育局"),
        (5, 4, "县财政局\n县住建局"),
        (5, 5, "2025年12月底前"),
    ),
    *(
        (5, 6, 3600.5),
        (6, 0, 2),
        (6, 2, "改造厕所42座"),
        (6, 3, "县教育局"),
        (6, 5, "2025年8月"),
        (6, 6, 420),
    ),
)
EXPECTED = [
    SHEET,
    "附件1",
    "沅岚县2025年教育工作重点任务分解表",
    "填报单位：沅岚县教育局　单位：万元",
    "1.类别：资源建设，重点任务：新建公办幼儿园3所。责任分工：牵头单位：县教育局，配合单位：县财政局 县住建局，"
    "完成时限：2025年12月底前，资金：3600.5。",
    "2.类别：资源建设，重点任务：改造厕所42座，责任分工：牵头单位：县教育局，完成时限：2025年8月，资金：420。",
    "月份：3月，新增学位：120。",
]


def filled(sheet: Any, merge: Any) -> None:
    for first, last, left, right, words in MERGED:
        merge(first, last, left, right, words)
    for row, column, value in SINGLE:
        sheet.write(row, column, value)


def second(sheet: Any) -> None:
    for row, values in enumerate((("月份", "新增学位"), ("3月", 120))):
        for column, value in enumerate(values):
            sheet.write(row, column, value)


def as_xlsx(*, hidden: bool = False) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)

    def merge(first: int, last: int, left: int, right: int, words: str) -> None:
        sheet.merge_range(first, left, last, right, words)

    filled(sheet, merge)
    if hidden:
        sheet.set_row(6, options={"hidden": True})
    second(book.add_worksheet("Sheet2"))
    book.add_worksheet("草稿").hide()
    book.close()
    return buffer.getvalue()


def as_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(SHEET)
    filled(sheet, sheet.write_merge)
    second(book.add_sheet("Sheet2"))
    book.add_sheet("草稿").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(as_xlsx, "任务.xlsx", id="xlsx"),
        pytest.param(as_xls, "任务.xls", id="xls"),
        pytest.param(as_xls, "任务.et", id="et"),
    ],
)
def test_every_row_is_a_unit_with_its_names(make: Any, name: str):
    """Lines above the names of the columns stand by themselves; hidden sheets are named, not read."""
    reading = read(make(), name)
    document = read_document(make(), name)

    assert reading.text.splitlines() == EXPECTED
    assert reading.layout.dropped == ("隐藏的工作表：草稿",)
    assert [clause.label for clause in document.clauses if clause.level] == ["1.", "2.", "月份：3月"]
    assert not any(clause.heading for clause in document.clauses if clause.level)


def test_a_sheet_whose_formats_break_the_rules_is_read():
    """Values are read by another library than formats: what breaks one need not stop the other."""
    data = changed(as_xlsx(), "xl/styles.xml", b'patternType="none"', b'patternType="odd"')
    reading = read(data, "任务.xlsx")

    assert reading.text.splitlines() == EXPECTED
    assert any("单元格格式读不出来" in words for words in reading.layout.warnings)


FORMATS = ("0.0%", 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', "0")


def formatted_xlsx() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for column, name in enumerate(("覆盖率", "期限", "月份", "学位")):
        sheet.write(0, column, name)
        value = (0.125, date(2025, 3, 1), date(2025, 3, 1), 120)[column]
        sheet.write(1, column, value, book.add_format({"num_format": FORMATS[column]}))
    book.close()
    return buffer.getvalue()


def formatted_xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for column, name in enumerate(("覆盖率", "期限", "月份", "学位")):
        sheet.write(0, column, name)
        value = (0.125, date(2025, 3, 1), date(2025, 3, 1), 120)[column]
        sheet.write(1, column, value, xlwt.easyxf(num_format_str=FORMATS[column]))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(formatted_xlsx, "任务.xlsx", id="xlsx"),
        pytest.param(formatted_xls, "任务.xls", id="xls"),
        pytest.param(formatted_xls, "任务.et", id="et"),
    ],
)
def test_values_are_read_as_the_sheet_shows_them(make: Any, name: str):
    """Shares as percentages, dates as dates; where only the month is shown the day is no part of it."""
    reading = read(make(), name)

    assert reading.text == "覆盖率：12.5%，期限：2025-03-01，月份：2025年3月，学位：120。\n"
    assert reading.layout.warnings == ()


def test_hidden_rows_are_read_and_told():
    """A filter hides rows too: they are part of the table."""
    reading = read(as_xlsx(hidden=True), "任务.xlsx")

    assert reading.text.splitlines() == EXPECTED
    assert reading.layout.warnings == ("工作表“重点任务”有 1 行是隐藏的，也已收录，请核对",)


def test_a_formula_without_its_result_is_told():
    """Some programs write formulas and compute nothing: what isn't there is not passed over in silence."""
    book = openpyxl.Workbook()
    for row in (("项目", "资金（万元）"), ("校舍", 320), ("设备", 80), ("合计", "=SUM(B2:B3)")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    reading = read(out.getvalue(), "经费.xlsx")

    assert "校舍" in reading.text
    assert [w for w in reading.layout.warnings if "1 个单元格只有公式" in w]


def test_a_row_inside_a_clause_is_a_unit_of_one_sentence():
    """What is searched and cited is the row whole: its number, task, bodies and date; the text behind is the clause's."""
    document = numbered_document()
    numbered(document, "重点任务", 0)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for r, row in enumerate(ROWS):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    document.add_paragraph("以上任务纳入年度考核。")
    numbered(document, "保障措施", 0)
    found = read_document(saved(document), "方案.docx")
    rows = [c for c in found.clauses if c.label.startswith("序号")]
    sentences = [p.text.splitlines()[-1] for p in found.passages if p.unit == "sentence"]

    assert sorted(sentences[1:4], key=found.text.index) == [
        "序号：1，重点任务：新建学校6所，责任单位：区教育局、区财政局，完成时限：2027年8月。",
        "序号：2，重点任务：培训骨干教师320名，责任单位：区教育局，完成时限：2026年12月。",
        "以上任务纳入年度考核。",
    ]
    assert [(row.reference, found.text[row.start : row.end]) for row in rows] == [
        ("一、序号：1", sentences[2]),
        ("一、序号：2", sentences[3]),
    ]
    assert {row.parent for row in rows} == {clause.id for clause in found.clauses if clause.label == "一、"}
    assert found.clauses[0].end > rows[-1].end


def test_years_may_name_columns():
    """项目, 2024年, 2025年 are names although years are values elsewhere; one year beside a body is a row."""
    rows = "项目,2024年,2025年\n建设资金（万元）,3200,4100\n"
    reading = read(rows.encode(), "经费.csv")

    assert reading.text == "项目：建设资金（万元），2024年：3200，2025年：4100。\n"
    assert read("县教育局,2024年\n县财政局,2025年\n".encode(), "b.csv").text.startswith("县教育局：2024年")


def test_a_table_of_twenty_thousand_rows():
    """Reading takes time in step with the rows: in step with their square this test would never end."""
    rows = "\n".join(f"{n},建设学校{n % 9 + 1}所,县教育局" for n in range(1, 20_001))
    reading = read_here(f"序号,任务,责任单位\n{rows}".encode(), "任务.csv", "csv_table")

    assert len(reading.text.splitlines()) == 20_000
    assert reading.text.endswith("序号：20000，任务：建设学校3所，责任单位：县教育局。\n")


@pytest.mark.soak
def test_a_code_of_ten_thousand_articles():
    """So does making clauses and a ledger of a large plain text."""
    articles = "\n".join(
        f"第{counted(n)}条 学校应当在{n % 50 + 1}日内报告。\n（一）教师不少于{n % 9 + 1}名；\n（二）其他情形。"
        for n in range(1, 10_000)
    )
    document = read_document(f"沅岚市教育法规汇编\n{articles}".encode(), "法规.txt")

    assert sum(clause.level > 0 for clause in document.clauses) == 3 * 9_999
    assert len(document.commitments) >= 9_999
