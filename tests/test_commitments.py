"""Commitments read out of plans: figures, time limits, bodies, strength and kind, each by named cases."""

import pytest

from tests.ledger_rows import PLAN, row_of, rows_of, rows_of_text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("为每所小学配备不少于2名的心理教师。", (2, ">=", "名/校"), id="at-least-per-school"),
        pytest.param("面向全国引进3名及以上骨干教师。", (3, ">=", "名"), id="and-more"),
        pytest.param("到2026年，全区90%以上的学校建成智慧教室。", (90, ">=", "%"), id="percent-and-more"),
        pytest.param("新入职教师培训参加率达到百分之九十五。", (95, ">=", "%"), id="percent-in-words"),
        pytest.param("每百名学生配备平板电脑6.5台。", (6.5, "=", "台/百名学生"), id="per-hundred"),
        pytest.param("将生均公用经费标准提高到1350元。", (1350, "=", "元/生"), id="per-head"),
        pytest.param("每年安排专项经费200万元以上。", (200, ">=", "万元/年"), id="money-a-year"),
        pytest.param("投入改造资金1.5亿元。", (1.5, "=", "亿元"), id="printed-unit-stays"),
        pytest.param("校长每学期听课不少于25节。", (25, ">=", "节/学期"), id="per-term"),
        pytest.param("每个学科每年至少组织2次观摩活动。", (2, ">=", "次/年·学科"), id="bound-before-verb"),
        pytest.param("实现全区学校托管服务全覆盖。", (100, "=", "%"), id="all-covered"),
        pytest.param("推进“一校一策”特色建设。", (1, "=", "策/校"), id="one-each"),
        pytest.param("食堂一学期抽查2次。", (2, "=", "次/学期"), id="a-term"),
        pytest.param("督导组每半年开展1次督查。", (1, "=", "次/半年"), id="half-year"),
        pytest.param("一年级书面作业每天不超过20分钟。", (20, "<=", "分钟/天"), id="at-most"),
        pytest.param("新建校舍约3000平方米。", (3000, "approx", "平方米"), id="about"),
        pytest.param("将生均经费标准由每生900元提高到1100元。", (1100, "=", "元/生"), id="from-to"),
        pytest.param("校际差异系数降至0.4以下。", (0.4, "<=", None), id="without-unit"),
    ],
)
def test_figures_are_read_in_their_printed_unit(words, expected):
    """A figure has its value, its comparator and its unit as printed, rates included."""
    (metric,) = row_of(words).metrics
    assert (metric.value, metric.comparator, metric.unit) == expected


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("进一步完善资源平台。", id="further"),
        pytest.param("建立“双百条”管理制度。", id="name"),
        pytest.param("实施第二轮课堂提升行动。", id="ordinal"),
        pytest.param("建设九年一贯制学校。", id="kind-of-school"),
    ],
)
def test_numbers_in_names_are_no_figures(words):
    """Numerals that only name a thing carry no metric."""
    assert [row.metrics for row in rows_of(words)] == [()]


def test_a_range_has_both_bounds():
    """The lower bound is the value, the upper one max."""
    (metric,) = row_of("每校配备3-5名专职保安员。").metrics
    assert (metric.value, metric.max) == (3, 5)


def test_figures_under_one_verb_stay_in_one_row():
    """Objects that are joined under one verb make one row with several metrics."""
    row = row_of("新建小学4所、初中2所。")
    assert [(m.value, m.unit) for m in row.metrics] == [(4, "所"), (2, "所")]


@pytest.mark.parametrize(
    ("words", "raw", "iso", "derived"),
    [
        pytest.param("到2026年，建成示范学校5所。", "到2026年", "2026", False, id="year"),
        pytest.param("2025年9月底前完成校舍改造。", "2025年9月底前", "2025-09", False, id="month"),
        pytest.param("2024年6月15日前报送实施细则。", "2024年6月15日前", "2024-06-15", False, id="day"),
        pytest.param("2025年底前建立专家库。", "2025年底前", "2025-12", False, id="end-of-year"),
        pytest.param("三年内新建学校6所。", "三年内", "2027-03", True, id="relative"),
        pytest.param("经过2-3年的努力，建成示范区。", "2-3年", "2027-03", True, id="relative-range"),
        pytest.param(
            "学校自查4月3日至4月10日。", "4月3日至4月10日", "2024-04-10", True, id="days-without-year"
        ),
        pytest.param("6个月内完成全部整改。", "6个月内", "2024-09", True, id="months"),
    ],
)
def test_time_limits_are_as_precise_as_the_text(words, raw, iso, derived):
    """A limit keeps the precision of the text; a relative one is reckoned from the date of issue and marked."""
    deadline = row_of(words).deadline
    assert (deadline.raw, deadline.iso, deadline.derived) == (raw, iso, derived)


def test_a_date_that_starts_something_is_no_limit():
    """从…起 is a beginning."""
    assert row_of("从2024年起，实行校长职级制。").deadline.type == "from"


def test_a_date_reaches_to_the_end_of_its_sentence():
    """What stands after the date in the same sentence inherits it; the next sentence doesn't."""
    first, second, third = rows_of("到2026年，新建学校3所，扩建学校2所。改造操场4个。")
    assert (first.deadline.iso, first.deadline.inherited) == ("2026", False)
    assert (second.deadline.iso, second.deadline.inherited) == ("2026", True)
    assert third.deadline.iso is None


def test_what_stands_under_a_phase_is_due_in_it():
    """Rows of a phase inherit the dates of its heading, and the phase is a row itself."""
    text = PLAN.format(words="略。") + ""
    text = text.replace(
        "松溪区教育局\n2024年3月5日",
        "二、实施步骤\n（一）启动阶段（2024年4月—6月）\n制定区级工作清单，召开动员大会。",
    )
    rows = [row for row in rows_of_text(text) if row.deadline.raw]
    assert [(row.deadline.iso, row.deadline.inherited) for row in rows] == [
        ("2024-06", False),
        ("2024-06", True),
        ("2024-06", True),
    ]


@pytest.mark.parametrize(
    ("words", "responsible"),
    [
        pytest.param("区财政局负责落实配套资金。", [("区财政局",)], id="duty"),
        pytest.param(
            "基建科主要负责校舍改造；装备中心主要负责设备采购。",
            [("基建科",), ("装备中心",)],
            id="one-row-each",
        ),
        pytest.param("各小学要制定实施细则，建立工作台账。", [("各小学",), ("各小学",)], id="inherited"),
        pytest.param("校长对食品安全工作负总责。", [("校长",)], id="office"),
        pytest.param(
            "编办、发改、财政等部门及各街道按职责分工，做好保障工作。",
            [("编办", "发改", "财政", "各街道")],
            id="list",
        ),
        pytest.param("由区教研室牵头制定评价标准。", [("区教研室",)], id="led-by"),
        pytest.param(
            "组织人事科主要负责教师招聘工作。", [("组织人事科",)], id="office-that-begins-with-a-verb"
        ),
        pytest.param("新建食堂3个。", [()], id="nobody"),
    ],
)
def test_who_must_act_is_named_as_printed(words, responsible):
    """Departments, schools and offices that must act are listed as the text prints them."""
    assert [row.responsible for row in rows_of(words)] == responsible


def test_bodies_joined_by_a_role_keep_it():
    """牵头 and 配合 are told apart."""
    assert row_of("由区教育局牵头建立联席会议制度。").roles == {"牵头": ("区教育局",)}


@pytest.mark.parametrize(
    ("words", "strength", "cue"),
    [
        pytest.param("每校必须配备2名校医。", "hard", "必须", id="must"),
        pytest.param("要建立家访制度。", "hard", "要", id="shall"),
        pytest.param("建立家访制度。", "hard", None, id="definite-verb"),
        pytest.param("要积极申报市级示范校。", "soft", "积极", id="hedge-after-shall"),
        pytest.param("鼓励社会力量参与托管服务。", "soft", "鼓励", id="encouraged"),
        pytest.param("力争建成示范校8所。", "soft", "力争", id="striven-for"),
        pytest.param("完善家访制度。", "soft", "完善", id="open-ended-verb"),
        pytest.param("探索建立弹性放学制度。", "soft", "探索", id="explored"),
        pytest.param("通过三年努力，建成示范校8所。", "hard", None, id="effort-is-no-hedge"),
        pytest.param("培养适应时代的名师30名。", "hard", None, id="shi-ying-is-no-should"),
    ],
)
def test_strength_has_its_cue(words, strength, cue):
    """How binding a row is follows from its wording, and the cue is shown."""
    row = row_of(words)
    assert (row.strength, row.strength_cue) == (strength, cue)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("新建小学4所。", "target_number", id="target_number"),
        pytest.param("校长每学期听课不少于25节。", "frequency", id="frequency"),
        pytest.param("每年安排专项经费200万元。", "funding", id="funding"),
        pytest.param("严禁占用体育课。", "prohibition", id="prohibition"),
        pytest.param("对落实不力的学校予以通报。", "accountability", id="accountability"),
        pytest.param("建立教学质量考核机制。", "mechanism", id="mechanism-of-assessment"),
        pytest.param("推行校长任期目标责任制。", "accountability", id="responsibility-system"),
        pytest.param("督导室主要负责日常督查工作。", "responsibility", id="duty-of-inspecting"),
        pytest.param("启动名师培养工程。", "project", id="project"),
        pytest.param("2025年底前，全区教育质量居全市前列。", "deadline", id="date-alone"),
    ],
)
def test_kind_follows_what_the_act_mainly_is(words, kind):
    """Each row has one kind, by the order ban, money, rate, number, date, consequence, duty, system, undertaking."""
    assert row_of(words).kind == kind


def test_each_forbidden_act_is_a_row():
    """Three bans in one sentence are three rows, each with its own words."""
    rows = rows_of("严禁超纲教学，不得提前开学；禁止公布学生排名。")
    assert [row.quote for row in rows] == ["严禁超纲教学", "不得提前开学", "禁止公布学生排名"]
    assert {row.kind for row in rows} == {"prohibition"}


def test_where_the_money_comes_from_is_told():
    """The source of money is read out of its row."""
    assert row_of("每年向区教育基金会申请专项经费80万元，用于奖励优秀教师。").source == "区教育基金会"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("促进学生全面发展，提升育人水平。", id="purpose"),
        pytest.param("近年来建成了示范校12所。", id="achieved"),
        pytest.param("是否配备专职保安2名。", id="question"),
        pytest.param("为规范招生工作，结合本区实际，制定本办法。", id="why-it-was-made"),
        pytest.param("本办法自2024年9月1日起施行。", id="in-force-from"),
        pytest.param("营造全社会关心教育的良好氛围。", id="atmosphere"),
    ],
)
def test_purposes_and_achievements_are_no_commitments(words):
    """What is hoped for or was done before binds nobody."""
    assert rows_of(words) == ()


def test_guiding_thoughts_are_no_commitments():
    """A paragraph of guiding thoughts gives no rows, whatever verbs it uses."""
    text = PLAN.format(words="新建小学4所。").replace(
        "一、重点任务", "一、指导思想\n全面落实立德树人任务，建立健全育人机制。\n\n二、重点任务"
    )
    assert [row.quote for row in rows_of_text(text)] == ["新建小学4所"]


def test_a_case_belongs_to_its_consequence():
    """The condition stands in the quote of the act that follows from it, and is told apart."""
    row = row_of("凡违反招生规定的，取消当年评优资格并予以通报。")
    assert row.quote.startswith("凡违反招生规定的")
    assert row.condition == "凡违反招生规定的"


def test_a_row_keeps_its_id_when_others_change():
    """An id depends on the clause and the row's own words."""
    alone, among = rows_of("新建小学4所。"), rows_of("建立家访制度。新建小学4所。")
    assert alone[0].id == among[-1].id
