"""Wordings of plans that were read later: each case is one that was once missed, misread or taken for a row."""

import pytest

from tests.ledger_rows import PLAN, row_of, rows_of, rows_of_text


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        pytest.param("搭设“研训一体”平台。", "搭设“研训一体”平台", id="set-up"),
        pytest.param("做强“片区教研共同体”。", "做强“片区教研共同体”", id="named-thing-made-strong"),
        pytest.param("各校积极推进社团建设。", "各校积极推进社团建设", id="adverb-after-body"),
        pytest.param("在人、财、物方面给予政策支持。", "在人、财、物方面给予政策支持", id="in-which-respect"),
        pytest.param(
            "认真贯彻落实《松溪区控辍保学办法》。", "认真贯彻落实《松溪区控辍保学办法》", id="titled"
        ),
        pytest.param("压实各校主体责任。", "压实各校主体责任", id="responsibility-pressed"),
        pytest.param("推动设立松溪区教师奖励基金。", "推动设立松溪区教师奖励基金", id="moved-to-an-act"),
        pytest.param(
            "采用“双盲”的方式,随机抽取评审专家。",
            "采用“双盲”的方式,随机抽取评审专家",
            id="means-before-act",
        ),
        pytest.param(
            "按照班额核定教职工编制，优化结构。", "按照班额核定教职工编制", id="means-that-holds-the-act"
        ),
        pytest.param(
            "根据《松溪区学校布局专项规划》，制定建设计划。",
            "根据《松溪区学校布局专项规划》，制定建设计划",
            id="titled-basis-belongs-to-its-act",
        ),
        pytest.param(
            "探索“1+2”资源共享模式，即1所中心校带动2所村小。",
            "探索“1+2”资源共享模式，即1所中心校带动2所村小",
            id="that-is-explains",
        ),
        pytest.param(
            "完善资源库，免费向师生开放。", "完善资源库，免费向师生开放", id="free-of-charge-goes-on"
        ),
        pytest.param(
            "每年4月底前，区教研室公布选题。", "每年4月底前，区教研室公布选题", id="yearly-date-leads"
        ),
        pytest.param("到2027年底降至5%以内。", "到2027年底降至5%以内", id="within-is-no-circumstance"),
        pytest.param("移交前须经住建部门验收。", "移交前须经住建部门验收", id="must-pass-through"),
        pytest.param("所需资金由区财政承担。", "所需资金由区财政承担", id="who-pays"),
        pytest.param(
            "对失职失察的，依规依纪追究校长责任。",
            "对失职失察的，依规依纪追究校长责任",
            id="by-rule-and-discipline",
        ),
        pytest.param(
            "鼓励教师通过在职进修提升专业素养。",
            "鼓励教师通过在职进修提升专业素养",
            id="encouraged-to-a-vague-end",
        ),
        pytest.param(
            "局办公室统一受理公开申请。", "局办公室统一受理公开申请", id="adverb-that-is-a-verb-elsewhere"
        ),
        pytest.param(
            "统一招生、统一管理片区学校。", "统一招生、统一管理片区学校", id="verb-that-comes-again"
        ),
        pytest.param("各级要各负其责。", "各级要各负其责", id="all-levels"),
        pytest.param("校长要用好权、尽好责。", "校长要用好权、尽好责", id="use-well"),
    ],
)
def test_what_binds_is_a_row(words, quote):
    """One row, with just the words that bind."""
    assert row_of(words).quote == quote


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("主要做好三方面工作：略。", id="announces-a-list"),
        pytest.param("申请入学应当同时符合下列条件：略。", id="announces-conditions"),
        pytest.param("是否落实陪餐制度，配备留样柜3个。", id="checklist-goes-on"),
        pytest.param(
            "为保障教师权益，建立健全申诉机制，根据有关规定，制定本办法。", id="why-with-a-mechanism"
        ),
        pytest.param("本方案所称小规模学校，是指学生不足100人的学校。", id="definition"),
        pytest.param("截至2023年底，全区建有功能教室120间。", id="state-of-things"),
        pytest.param("深化“以人为本”的理念。", id="idea"),
        pytest.param("必须要统筹推进，突出重点。", id="must-without-a-thing"),
    ],
)
def test_what_binds_nobody_is_no_row(words):
    """Announcements, questions, purposes, definitions and ideas are no commitments."""
    assert rows_of(words) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("任教满6年的应当交流。", [(6, ">=", "年")], id="full-years"),
        pytest.param("面积不足30平方米的限期扩建。", [(30, "<", "平方米")], id="short-of"),
        pytest.param("方案须经三分之二以上代表通过。", [(66.67, ">=", "%")], id="fraction"),
        pytest.param("语文教师须达到二级甲等以上。", [], id="grade-is-a-name"),
        pytest.param("实现“校校有社团”。", [(100, "=", "%")], id="every-school-in-quotes"),
        pytest.param("为每名骨干教师配备1名导师。", [(1, "=", "名/名骨干教师")], id="per-person-of-a-sort"),
        pytest.param("灯光改造经费按每间9000元安排。", [(9000, "=", "元/间")], id="per-room"),
        pytest.param("师生比不低于1:18。", [(1, ">=", None)], id="proportion-once"),
        pytest.param("2024年计划招募25名。", [(25, "=", "名")], id="year-is-no-term"),
        pytest.param("参训教师年满55周岁可以免测。", [(55, ">=", "周岁")], id="age"),
    ],
)
def test_figures_of_other_plans(words, expected):
    """Bounds, fractions, ages and rates as other plans print them; names carry none."""
    metrics = [(m.value, m.comparator, m.unit) for row in rows_of(words) for m in row.metrics]
    assert metrics == expected


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        pytest.param("两年内不得申报高一级职称。", None, id="how-long-a-ban-lasts"),
        pytest.param("近3年内受过处分的，取消评优资格。", None, id="looks-back"),
        pytest.param("在2023年基础上减少检查事项50%。", None, id="starting-point"),
        pytest.param("到年底完成操场改造。", "2024-12", id="end-of-this-year"),
        pytest.param("力争2027年全区近视率降至40%以下。", "2027", id="striven-for"),
    ],
)
def test_dates_that_are_no_limits(words, iso):
    """A ban's length, a look back and a starting point are no time limits."""
    assert row_of(words).deadline.iso == iso


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("推进“双导师”培养模式。", "mechanism", id="model"),
        pytest.param("继续深化阳光分班政策。", "mechanism", id="policy"),
        pytest.param("打造教师发展平台。", "mechanism", id="platform"),
        pytest.param("打造“书香松溪”品牌。", "project", id="brand"),
        pytest.param("学校要落实主体责任。", "responsibility", id="answers-for"),
        pytest.param("加大人、财、物的保障力度。", "funding", id="means-of-all-sorts"),
        pytest.param("推动设立区级教研奖项。", "mechanism", id="moved-act-decides"),
        pytest.param("小学一年级不进行纸笔考试。", "prohibition", id="not-done"),
    ],
)
def test_kinds_of_other_plans(words, kind):
    """Carrying out a rule is a mechanism, answering for something a responsibility, not doing it a prohibition."""
    assert row_of(words).kind == kind


def test_a_parallel_phrase_is_at_the_same_rate():
    """What the second phrase leaves out it takes from the first; another bound or another unit doesn't."""
    rows = rows_of("校长每学期听课不少于20节，副校长不少于25节，每校配备电脑30台。")
    assert [(m.value, m.unit) for row in rows for m in row.metrics] == [
        (20, "节/学期"),
        (25, "节/学期"),
        (30, "台/校"),
    ]
    assert [row.kind for row in rows][:2] == ["frequency", "frequency"]
    assert rows[1].responsible == ("副校长",)


def test_guiding_thoughts_may_hold_a_dated_aim():
    """A figure by a year binds wherever it stands; what was the case by then doesn't."""
    text = PLAN.format(words="略。").replace(
        "一、重点任务",
        "一、总体要求\n截至2023年底已有书吧8个。坚持育人为本，建立健全机制。到2026年底，建成书吧30个。\n\n二、重点任务",
    )
    assert [row.quote for row in rows_of_text(text)] == ["到2026年底，建成书吧30个"]


def test_half_width_full_stops_end_sentences():
    """A date before a full stop that was typed as a dot doesn't reach over it."""
    first, second = rows_of("2024年9月底前新建食堂3个.改造操场2个.")
    assert (first.quote, first.deadline.iso) == ("2024年9月底前新建食堂3个", "2024-09")
    assert (second.quote, second.deadline.iso) == ("改造操场2个", None)


def test_a_report_demands_before_its_speeches():
    """What a meeting agreed on in the report's opening binds; what it did doesn't."""
    text = (
        "全区阅读推进会召开\n\n9月3日，区教育局召开阅读推进会。会议形成共识：要全面实施“书香校园”工程。\n\n"
        "乔禾指出，两年来建成了书吧20个。\n\n乔禾要求，各校要抓好落实。\n一是建立阅读档案。\n二是每学期开展2次阅读周。\n"
    )
    quotes = [row.quote for row in rows_of_text(text)]
    assert "要全面实施“书香校园”工程" in quotes
    assert not any("书吧" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("核减下一年度10%至30%招生计划。", [(10, 30, "%")], id="percent-on-both-sides"),
        pytest.param("每25名学生配备1个饮水龙头。", [(1, None, "个/25名学生")], id="what-it-is-counted-by"),
        pytest.param(
            "新建中小学300所，其中，2024年新建100所。", [(300, None, "所"), (100, None, "所")], id="of-which"
        ),
    ],
)
def test_figures_are_what_is_promised(sentence, expected):
    """A range is one figure, and what a rate is counted by is none; 其中 alone belongs to no row."""
    rows = rows_of(sentence)
    assert [(m.value, m.max, m.unit) for row in rows for m in row.metrics] == expected
    assert not any("其中" in row.quote for row in rows)


def test_cells_of_a_table_of_figures_are_no_deadlines():
    """2024年：3200 is a figure below the name of its column, not a thing due in that year."""
    assert rows_of("项目：建设资金（万元），2024年：3200，2025年：4100。") == ()
