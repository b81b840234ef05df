"""Time limits as plans and notices print them: parts of a year, limits that come again, years that stand elsewhere."""

import pytest

from tests.ledger_rows import PLAN, row_of, rows_of, rows_of_text


@pytest.mark.parametrize(
    ("words", "raw", "iso"),
    [
        pytest.param("上半年完成3所学校的供暖改造。", "上半年", "2024-06", id="first-half"),
        pytest.param("一季度完成规划初稿。", "一季度", "2024-03", id="quarter"),
        pytest.param("年内实现监控全覆盖。", "年内", "2024-12", id="within-the-year"),
        pytest.param("9月底前建成书吧2个。", "9月底前", "2024-09", id="month-of-this-year"),
        pytest.param("秋季学期开学前配齐课桌椅。", "秋季学期开学前", "2024", id="before-the-term"),
        pytest.param("2025年秋季学期前配齐校医。", "2025年秋季学期前", "2025", id="term-of-a-year"),
        pytest.param("每年4月底前公布岗位需求。", "每年4月底前", None, id="comes-again-each-year"),
        pytest.param("每周五16:00前报送排查台账。", "每周五16:00前", None, id="comes-again-each-week"),
        pytest.param("每季度首月15日前拨付到位。", "每季度首月15日前", None, id="comes-again-each-quarter"),
        pytest.param("一年内发生3起以上的，免去校长职务。", None, None, id="within-which-cases-are-counted"),
        pytest.param("确需申报的，于5月31日前提出申请。", "于5月31日前", "2024-05-31", id="case-is-no-limit"),
    ],
)
def test_limits_keep_their_words(words, raw, iso):
    """A limit has its words as printed, and a date where the text gives one; what comes again has none."""
    deadline = row_of(words).deadline
    assert (deadline.raw, deadline.iso) == (raw, iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param(
            "松溪区2026年教育工作要点\n\n一、重点工作\n1.优化布局。9月底前新建学校2所。\n",
            "2026-09",
            id="title",
        ),
        pytest.param(
            "松溪区人民政府专题会议纪要\n\n2025年7月9日，副区长主持召开专题会议。会议议定如下：\n\n一、关于校舍。8月底前新建宿舍2栋。\n",
            "2025-08",
            id="date-of-the-meeting",
        ),
        pytest.param(
            "松溪区校园提升方案\n\n一、重点任务\n1.改善条件。9月底前新建学校2所。\n", None, id="nowhere"
        ),
        pytest.param(
            "松溪区教育提升规划（2024—2027年）\n\n一、重点任务\n1.改善条件。9月底前新建学校2所。\n",
            None,
            id="several-years-in-the-title",
        ),
    ],
)
def test_the_year_of_a_month_stands_elsewhere(text, iso):
    """Without a date of issue the year is that of the title, or of what stands before the clauses."""
    (deadline,) = [row.deadline for row in rows_of_text(text)]
    assert (deadline.raw, deadline.iso) == ("9月底前" if "9月" in text else "8月底前", iso)


def test_phases_need_no_year():
    """（5月21日至7月10日） in a heading is the time of the phase, in the year of issue."""
    steps = "二、工作步骤\n（一）自查阶段（5月21日至7月10日）。各校逐项排查，建立台账。\n（二）总结阶段（即日起至8月5日）。各校形成报告3份。"
    text = PLAN.format(words="略。").replace(
        "松溪区教育局\n2024年3月5日", f"{steps}\n\n松溪区教育局\n2024年3月5日"
    )
    assert {row.deadline.iso for row in rows_of_text(text)} == {"2024-07-10", "2024-08-05"}


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        pytest.param(
            "区住建局5月底前完成验收；区财政局拨付前期费用80万元。",
            ["2024-05", None],
            id="date-of-another-body",
        ),
        pytest.param(
            "家长于5月31日前提出申请，5个工作日内答复。", ["2024-05-31", None], id="within-days-of-something"
        ),
        pytest.param("2024年补充教师60名；探索建立编制周转池。", ["2024", None], id="bare-year"),
        pytest.param("到2026年，新建学校3所；改造操场2个。", ["2026", "2026"], id="year-over-a-list"),
    ],
)
def test_how_far_a_date_reaches(words, limits):
    """A date beside one body is not another's; one at the head of a list holds for the list."""
    assert [row.deadline.iso for row in rows_of(words)] == limits


def test_items_may_begin_with_a_month():
    """1.4月15日 is the first item, not one and four tenths."""
    items = "1.4月15日前公布政策。\n2.5月10日前完成登记，公布学区。\n3.6月20日前发放通知书。"
    text = PLAN.format(words="略。").replace("1.改善条件。略。", items)
    rows = rows_of_text(text)
    assert [row.deadline.iso for row in rows] == ["2024-04-15", "2024-05-10", "2024-05-10", "2024-06-20"]
    assert not any(row.metrics for row in rows)
