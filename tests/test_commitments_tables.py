"""Tables in words and in cells: who and when by column, indicators with unit, baseline and target, sums of money."""

import pytest

from ingest.pipeline import read_document
from tests.ledger_rows import PLAN, rows_of, rows_of_text

INDICATORS = (
    "指标名称\t单位\t2020年\t2025年\t属性\n"
    "毛入园率\t%\t93.5\t97\t预期性\n"
    "大班额比例\t%\t4.2\t≤1\t约束性\n"
    "新增学位\t个\t\t12600\t约束性\n"
)


def test_a_table_of_indicators_gives_targets():
    """The last year's figure is due in that year, in the unit of its column; 约束性 binds, 预期性 is hoped for."""
    rows = rows_of(f"主要指标如下：\n{INDICATORS}")
    assert [(m.value, m.comparator, m.unit) for row in rows for m in row.metrics] == [
        (97, "=", "%"),
        (1, "<=", "%"),
        (12600, "=", "个"),
    ]
    assert {row.deadline.iso for row in rows} == {"2025"}
    assert [row.strength for row in rows] == ["soft", "hard", "hard"]
    assert [row.subject for row in rows] == ["毛入园率", "大班额比例", "新增学位"]


@pytest.mark.parametrize(
    ("cells", "metric"),
    [
        pytest.param("巩固率（%），2023年：98.6，2027年：99.5", (99.5, "=", "%"), id="unit-in-the-name"),
        pytest.param("毛入园率，单位：%，2023年：92，2027年：97以上", (97, ">=", "%"), id="and-more"),
        pytest.param("教育经费，单位：亿元，2023年：12.4，2027年：15.2", (15.2, "=", "亿元"), id="money"),
        pytest.param("近视率，2023年：52%，2027年：45%以下", (45, "<=", "%"), id="unit-beside-the-figure"),
    ],
)
def test_a_row_of_an_indicator_in_words(cells, metric):
    """The unit stands in its own column, in the indicator's name or beside the figure."""
    (row,) = rows_of(f"\n指标：{cells}，责任部门：发展规划股。\n")
    assert [(m.value, m.comparator, m.unit) for m in row.metrics] == [metric]
    assert (row.deadline.iso, row.responsible) == ("2027", ("发展规划股",))


@pytest.mark.parametrize(
    ("line", "quotes", "who", "iso"),
    [
        pytest.param(
            "改造内容：围网安装，责任单位：区教育局，完成时限：2025年6月。",
            ["围网安装"],
            ("区教育局",),
            "2025-06",
            id="task-that-is-only-named",
        ),
        pytest.param(
            "工作任务：扩大资源，具体措施：1.新建松溪三中，完成主体工程。牵头领导：闻砚，牵头科室：规划科，完成时间：8月底前。",
            ["新建松溪三中", "完成主体工程"],
            ("闻砚", "规划科"),
            "2024-08",
            id="numbered-measures",
        ),
        pytest.param(
            "任务：组建工作室20个，学段：小学，协助单位：教师中心，完成时限：2024年10月。",
            ["组建工作室20个"],
            ("教师中心",),
            "2024-10",
            id="columns-of-other-names",
        ),
        pytest.param(
            "任务：采购照明设备，责任单位：后勤中心、各学校，完成时限：12月。",
            ["采购照明设备"],
            ("后勤中心", "各学校"),
            "2024-12",
            id="month-alone",
        ),
        pytest.param(
            "项目名称：北苑小学扩建，建设内容：新建教学楼1栋，建设性质：续建，建设工期：2024.3—2025.10，责任单位：区教育局。",
            ["新建教学楼1栋"],
            ("区教育局",),
            "2025-10",
            id="dates-with-points",
        ),
    ],
)
def test_a_row_of_duties_in_words(line, quotes, who, iso):
    """What is to be done is the row; who and when are the other columns, and their names are no rows."""
    rows = rows_of(f"\n{line}\n")
    assert [row.quote for row in rows] == quotes
    assert {(row.responsible, row.deadline.iso) for row in rows} == {(who, iso)}


def test_sums_have_the_unit_that_stands_above_the_table():
    """单位：万元 above a table is the unit of its sums; a year in the column's name is when they are due."""
    table = "\n单位：万元\n项目：操场改造，总投资：960，2025年计划投资：320，责任单位：区教育局。\n"
    money = [row for row in rows_of(table) if row.kind == "funding"]
    assert [(row.quote, row.metrics[0].value, row.metrics[0].unit, row.deadline.iso) for row in money] == [
        ("总投资：960", 960, "万元", None),
        ("2025年计划投资：320", 320, "万元", "2025"),
    ]


def test_an_empty_cell_keeps_the_others_in_their_columns():
    """Where nobody assists, the date is still a date."""
    table = (
        "\n| 任务 | 牵头单位 | 配合单位 | 完成时限 |\n| --- | --- | --- | --- |\n"
        "| 宿舍改造 | 区教育局 |  | 2025年8月 |\n"
    )
    (row,) = rows_of(table)
    assert (row.responsible, row.deadline.raw, row.deadline.iso) == (("区教育局",), "2025年8月", "2025-08")


def test_rows_of_duties_outside_clauses():
    """A sheet is nothing but such rows: each is read, and its quote is an exact slice."""
    sheet = "序号,考核内容,分值,评分标准,责任科室\n1,校长每学期听课不少于20节,8,每少1节扣0.5分,基教科\n"
    document = read_document(sheet.encode(), "考核细则.csv")
    assert [(row.quote, row.responsible) for row in document.commitments] == [
        ("校长每学期听课不少于20节", ("校长", "基教科")),
        ("每少1节扣0.5分", ("基教科",)),
    ]
    assert all(document.text[row.start : row.end] == row.quote for row in document.commitments)


def test_prose_with_colons_is_no_table():
    """A label before a sentence, or a time of the day, makes no row of a table."""
    text = PLAN.format(words="工作目标：到2026年，新建学校3所。开放时间：每天8:30—17:30。")
    assert next(row.quote for row in rows_of_text(text)) == "到2026年，新建学校3所"


YEARS = "指标\t2022年\t2025年\t2030年\n学前三年毛入园率（%）\t92\t95\t98\n普惠园占比（%）\t85\t88\t90以上\n"


def year_rows(table: str, issued: str) -> list[tuple[str | None, float | None, str | None]]:
    text = PLAN.format(words=f"主要指标如下：\n{table}").replace("2024年3月5日", issued)
    return [(row.subject, row.metrics[0].value, row.deadline.iso) for row in rows_of_text(text)]


def test_each_target_year_of_an_indicator_is_a_row_of_its_own():
    """Three years that a plan of 2022 aims at are three commitments, each due in its year."""
    assert year_rows(YEARS, "2022年3月5日") == [
        ("学前三年毛入园率（%）", 92, "2022"),
        ("学前三年毛入园率（%）", 95, "2025"),
        ("学前三年毛入园率（%）", 98, "2030"),
        ("普惠园占比（%）", 85, "2022"),
        ("普惠园占比（%）", 88, "2025"),
        ("普惠园占比（%）", 90, "2030"),
    ]


@pytest.mark.parametrize("issued", ["2024年3月5日", "日期另行通知"])
def test_a_year_that_was_over_is_no_target(issued: str):
    """The year from which a plan starts is its baseline; where its date is unknown, that is the first."""
    assert {iso for _, _, iso in year_rows(YEARS, issued)} == {"2025", "2030"}


def test_a_named_baseline_is_no_target():
    """2021年现状 stands for nothing to come, whatever the other columns."""
    table = YEARS.replace("2022年", "2022年现状")

    assert {iso for _, _, iso in year_rows(table, "2022年3月5日")} == {"2025", "2030"}


def test_the_quotes_of_the_years_begin_with_the_indicator():
    """Each quote runs from the indicator's name to the figure of its year."""
    rows = rows_of(f"主要指标如下：\n{YEARS.replace('2022年', '2024年')}")

    assert [row.quote for row in rows[:3]] == [
        "学前三年毛入园率（%）\t92",
        "学前三年毛入园率（%）\t92\t95",
        "学前三年毛入园率（%）\t92\t95\t98",
    ]


@pytest.mark.parametrize("gap", ["\t", "  ", "    ", "　　", " \t "])
def test_cells_copied_from_a_page_stand_between_gaps(gap: str):
    """Tabs and runs of spaces part cells below the names of columns, also where there are only two."""
    lines = (("重点任务", "责任单位"), ("新建松溪三小", "区教育局"), ("改造操场5个", "各学校"))
    rows = rows_of("任务如下：\n" + "\n".join(gap.join(line) for line in lines) + "\n")

    assert [(row.subject, row.responsible) for row in rows] == [
        ("松溪三小", ("区教育局",)),
        ("操场", ("各学校",)),
    ]


def test_gaps_in_sentences_make_no_cells():
    """Without the names of columns above, a gap is a slip in a sentence."""
    (row,) = rows_of("由区教育局  负责新增学位1200个。")

    assert row.quote == "由区教育局  负责新增学位1200个"
