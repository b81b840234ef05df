"""Who must act and by when where a plan lists it: duty sentences, notes behind tasks, tables."""

import pytest

from tests.ledger_rows import PLAN, row_of, rows_of, rows_of_text


def test_each_duty_is_a_row_of_its_own():
    """Duties that semicolons part are one row each, with their body."""
    rows = rows_of("装备科主要负责设备采购和验收工作;基建科主要负责校舍改造;教研室主要负责课程指导。")
    assert [(row.responsible, row.kind) for row in rows] == [
        (("装备科",), "responsibility"),
        (("基建科",), "responsibility"),
        (("教研室",), "responsibility"),
    ]


def test_who_answers_for_a_task_is_a_row():
    """责任主体 and 第一责任人 name who must answer."""
    first, second = rows_of("学校是营养改善工作的责任主体，校长为第一责任人。")
    assert (first.responsible, second.responsible) == (("学校",), ("校长",))
    assert {first.kind, second.kind} == {"responsibility"}


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(
            "（牵头单位：区教育局；配合单位：区财政局、各街道；完成时限：2025年6月底）", id="bracket"
        ),
        pytest.param(
            "牵头单位：区教育局；配合单位：区财政局、各街道。完成时限：2025年6月底。", id="sentences"
        ),
        pytest.param(
            "\n牵头单位：区教育局　配合单位：区财政局、各街道　完成时限：2025年6月底", id="own-line"
        ),
    ],
)
def test_a_note_behind_a_task_says_who_and_when(note):
    """Roles, bodies and date of the note belong to the rows before it, and the note is no row."""
    rows = rows_of(f"新建校园气象站4个，建立观测档案。{note}")
    assert [row.quote for row in rows] == ["新建校园气象站4个", "建立观测档案"]
    for row in rows:
        assert row.roles == {"牵头": ("区教育局",), "配合": ("区财政局", "各街道")}
        assert row.responsible == ("区教育局", "区财政局", "各街道")
        assert (row.deadline.iso, row.deadline.inherited) == ("2025-06", True)


def test_a_note_reaches_no_further_than_its_task():
    """The next paragraph has its own note, or none."""
    rows = rows_of_text(
        PLAN.format(words="\n任务一：新建书吧3个。责任单位：区图书馆。\n任务二：改造操场2个。\n")
    )
    assert [(row.quote, row.responsible) for row in rows] == [
        ("新建书吧3个", ("区图书馆",)),
        ("改造操场2个", ()),
    ]


def test_a_note_in_a_heading_covers_what_stands_under_it():
    """（责任单位：…） in a heading is said of every row under it."""
    text = PLAN.replace("1.改善条件。", "（一）改善条件（责任单位：计财科）\n1.").format(
        words="新建食堂3个。\n2.改造操场2个。"
    )
    assert [row.responsible for row in rows_of_text(text)] == [("计财科",), ("计财科",)]


def test_a_period_under_a_heading_of_time_is_a_row():
    """检查时间 with nothing but its dates below is a time limit."""
    text = PLAN.replace("1.改善条件。", "（一）检查时间\n").format(words="2024年4月8日至4月26日。")
    (row,) = rows_of_text(text)
    assert (row.quote, row.kind, row.deadline.iso) == ("2024年4月8日至4月26日", "deadline", "2024-04-26")


def test_a_seat_in_brackets_does_not_part_a_body():
    """各县（市、区） is one body."""
    row = row_of("开展校园排查3次。责任单位：各县（市、区）教育局，市直各学校。")
    assert row.responsible == ("各县（市、区）教育局", "市直各学校")


@pytest.mark.parametrize(
    ("words", "responsible"),
    [
        pytest.param("监护人可向转入学校提出申请。", ("监护人",), id="to-whom-is-no-body"),
        pytest.param("由区教育局会同区卫生健康局每年发布通报。", ("区教育局", "区卫生健康局"), id="together"),
        pytest.param("提升班主任津贴，标准提高到小学每月400元。", (), id="whose-money-it-is"),
        pytest.param("经局办公室负责人同意可以延长5个工作日。", (), id="with-whose-consent"),
        pytest.param("由此引发的后果由学校承担。", ("学校",), id="by-whom-twice"),
        pytest.param("各县（区）教育局每年9月公布学位。", ("各县（区）教育局",), id="seat-in-brackets"),
        pytest.param("实现全区食堂智能监管全覆盖。", (), id="aim-of-all"),
    ],
)
def test_bodies_are_not_made_of_other_words(words, responsible):
    """Whom an act is addressed to, what it costs and who consents are no responsible bodies."""
    assert rows_of(words)[-1].responsible == responsible


def test_each_line_of_a_table_is_a_row():
    """A table of duties gives a row a line: task, bodies by the heading of their column, date."""
    table = (
        "\n| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | 宿舍改造 | 区教育局 | 区财政局、区住建局 | 2025年8月 |\n| 2 | 新建书吧6个 | 区图书馆 | 各校 | 2024年12月 |\n"
    )
    first, second = rows_of(table)
    assert first.quote == "宿舍改造 | 区教育局 | 区财政局、区住建局 | 2025年8月"
    assert first.roles == {"牵头": ("区教育局",), "配合": ("区财政局", "区住建局")}
    assert (first.kind, first.deadline.iso, first.deadline.inherited) == ("deadline", "2025-08", False)
    assert (second.kind, second.metrics[0].value, second.responsible) == (
        "target_number",
        6,
        ("区图书馆", "各校"),
    )


@pytest.mark.parametrize(
    ("words", "source"),
    [
        pytest.param("所需资金由区财政承担。", "区财政", id="borne-by"),
        pytest.param("补助经费从公用经费中列支。", "公用经费", id="charged-to"),
        pytest.param("所需经费纳入区级财政预算。", "区级财政预算", id="budget"),
        pytest.param("区财政每年安排奖补资金300万元。", "区财政", id="provides"),
        pytest.param("新建食堂3个。", None, id="no-money"),
    ],
)
def test_where_the_money_comes_from(words, source):
    """The purse that a row names."""
    assert row_of(words).source == source


@pytest.mark.parametrize(
    ("words", "subject", "applies_to", "condition"),
    [
        pytest.param("将教师阅读情况纳入年度考核。", "教师阅读情况", None, None, id="what-is-put-into"),
        pytest.param("为每所小学配备2名校医。", "每所小学", "每所小学", None, id="for-whom"),
        pytest.param("农村小规模学校每学期开展3次走教。", None, "农村小规模学校", None, id="whom-it-covers"),
        pytest.param(
            "整改后仍不合格的，收回补助资金。", "补助资金", None, "整改后仍不合格的", id="in-which-case"
        ),
    ],
)
def test_what_a_row_is_about(words, subject, applies_to, condition):
    """Subject, scope and condition are read where the words name them."""
    row = row_of(words)
    assert (row.applies_to, row.condition) == (applies_to, condition)
    assert subject is None or row.subject == subject


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        pytest.param(
            "（省教育厅牵头，省发展改革委、省财政厅按职责分工负责）",
            {"牵头": ("省教育厅",), "责任": ("省发展改革委", "省财政厅")},
            id="who-leads-and-who-is-charged",
        ),
        pytest.param(
            "【教育部牵头，财政部等配合，各县（市、区）政府组织实施】",
            {"牵头": ("教育部",), "配合": ("财政部",), "实施": ("各县（市、区）政府",)},
            id="three-roles-and-seats-in-brackets",
        ),
        pytest.param("（市人社局负责）", {"责任": ("市人社局",)}, id="one"),
        pytest.param("（含幼儿园、小学，由家长自愿参与）", {}, id="no-bodies"),
        pytest.param(
            "【责任单位：市教育局，各县（市、区）政府】",
            {"责任": ("市教育局", "各县（市、区）政府")},
            id="labelled",
        ),
    ],
)
def test_a_bracket_may_name_roles_without_a_colon(note, expected):
    """The form of provincial plans: bodies, then what they do, in a bracket behind the task."""
    (row,) = rows_of(f"每年培训校长1000名。{note}")
    assert row.roles == expected
    assert row.responsible == tuple(name for names in expected.values() for name in names)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "市人力资源和社会保障局会同市住房和城乡建设局制定办法。",
            ("市人力资源和社会保障局", "市住房和城乡建设局"),
            id="和-inside-a-name",
        ),
        pytest.param(
            "音乐、体育、美术教师每学期须上一节公开课。", ("音乐、体育、美术教师",), id="one-sort-of-teachers"
        ),
        pytest.param("由区教师发展中心牵头制定方案。", ("区教师发展中心",), id="发-in-a-name"),
        pytest.param(
            "市绿色发展联席会议办公室每月通报进度。", ("市绿色发展联席会议办公室",), id="会议-in-a-name"
        ),
        pytest.param("音体美教师要达到教师总数的20%。", (), id="teachers-that-are-counted"),
        pytest.param("音乐、美术、计算机等专用教室要按规模建设10间。", (), id="rooms"),
        pytest.param("考核结果应当在市政府门户网站公示5天。", (), id="a-site"),
        pytest.param("依法追究刑事责任，罚款500元。", (), id="a-sort-of-liability"),
        pytest.param("评议小组中一线教师不少于4人。", (), id="members-that-are-counted"),
        pytest.param("副校长每学期听课不少于20节。", ("副校长",), id="who-does-what-is-counted"),
    ],
)
def test_only_who_acts_is_responsible(sentence, expected):
    """Names are whole; rooms, subjects, sites and what is counted answer for nothing."""
    rows = rows_of(sentence)
    assert rows
    assert {name for row in rows for name in row.responsible} == set(expected)
