"""What follows from a case, who does it, and other wordings of notices, minutes and rules."""

import pytest

from tests.ledger_rows import PLAN, row_of, rows_of, rows_of_text


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        pytest.param("逾期未报的予以通报。", ["逾期未报的予以通报"], id="case-and-consequence-in-one"),
        pytest.param("存在重大隐患的，立即停止供餐。", ["存在重大隐患的，立即停止供餐"], id="at-once"),
        pytest.param(
            "发现重大隐患的，当场下达整改通知书，15日内整改到位。",
            ["发现重大隐患的，当场下达整改通知书", "15日内整改到位"],
            id="on-the-spot",
        ),
        pytest.param("构成犯罪的，移送司法机关。", ["构成犯罪的，移送司法机关"], id="handed-over"),
        pytest.param("D级食堂停业整顿。", ["D级食堂停业整顿"], id="closed"),
        pytest.param("抽查评定为C级的食堂必查。", ["抽查评定为C级的食堂必查"], id="always-inspected"),
        pytest.param(
            "连续任教满6年的教师，应当参加交流。",
            ["连续任教满6年的教师，应当参加交流"],
            id="whom-it-concerns",
        ),
        pytest.param(
            "对违规的教师，视情节轻重给予通报批评；当年考核定为不合格。",
            ["对违规的教师，视情节轻重给予通报批评", "当年考核定为不合格"],
            id="as-grave-as-it-is",
        ),
        pytest.param("未按节点完成的，书面说明原因。", ["未按节点完成的，书面说明原因"], id="explains"),
        pytest.param(
            "两次以上的，提请区政府约谈。", ["两次以上的，提请区政府约谈"], id="short-case-with-a-figure"
        ),
        pytest.param(
            "各街道要按照省定标准配足配齐保安。", ["各街道要按照省定标准配足配齐保安"], id="basis-and-act"
        ),
        pytest.param("各校要结合工作实际。", [], id="basis-alone"),
        pytest.param("今年要抓好三件事。", [], id="announces"),
        pytest.param(
            "2024年底前，各街道通过市级评估认定。", ["2024年底前，各街道通过市级评估认定"], id="passes"
        ),
        pytest.param("教育应用实行备案制度。", ["教育应用实行备案制度"], id="subject-before-the-verb"),
        pytest.param("小学三年级起开设信息科技课程。", ["小学三年级起开设信息科技课程"], id="from-a-grade"),
        pytest.param("教育支出逐年只增不减。", ["教育支出逐年只增不减"], id="never-less"),
        pytest.param("困难学生资助做到应助尽助。", ["困难学生资助做到应助尽助"], id="all-who-should"),
        pytest.param(
            "在每个街道布点1所设有资源教室的学校。",
            ["在每个街道布点1所设有资源教室的学校"],
            id="counts-the-schools",
        ),
        pytest.param("推进云庐中学迁建。", ["推进云庐中学迁建"], id="moved-and-built"),
        pytest.param("超过12年的校车应当强制报废。", ["超过12年的校车应当强制报废"], id="whatever-must"),
        pytest.param("预收费须全额进入监管账户。", ["预收费须全额进入监管账户"], id="in-full"),
        pytest.param(
            "对失职的，依纪依法严肃追责，并在媒体曝光。",
            ["对失职的，依纪依法严肃追责", "并在媒体曝光"],
            id="exposed",
        ),
        pytest.param("局长任组长。", ["局长任组长"], id="who-leads-the-group"),
        pytest.param(
            "不足部分由区教育基金会筹集。", ["不足部分由区教育基金会筹集"], id="who-raises-the-rest"
        ),
        pytest.param("力争区职教中心创成优质校。", ["力争区职教中心创成优质校"], id="striven-for-by-another"),
        pytest.param("本责任书一式两份，有效至2024年12月31日。", [], id="copies"),
        pytest.param("原则同意延续现行补贴政策。", ["原则同意延续现行补贴政策"], id="minutes-agree"),
    ],
)
def test_cases_and_what_follows(words, quotes):
    """The case belongs to its consequence; a basis or an announcement alone is none."""
    assert [row.quote for row in rows_of(words)] == quotes


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("由区职教中心于6月底前完成论证。", {"区职教中心"}, id="by-whom-before-a-date"),
        pytest.param("由区财政局足额安排。", {"区财政局"}, id="in-full"),
        pytest.param("由区教育局委托第三方机构完成诊断。", {"区教育局"}, id="who-entrusts"),
        pytest.param("请各校于6月20日17时前报汇总表。", {"各校"}, id="asked-politely"),
        pytest.param("各托管点要严把食品安全关。", {"各托管点"}, id="all-of-a-sort"),
        pytest.param("市、县两级人民政府建立联席会议制度。", {"市、县两级人民政府"}, id="two-levels"),
        pytest.param("使用拼装车的，由公安机关收缴。", {"公安机关"}, id="authorities"),
        pytest.param(
            "区教育局会同区民政局、区残联每年检查1次。", {"区教育局", "区民政局", "区残联"}, id="short-names"
        ),
        pytest.param("各县区于6月30日前制定方案。", {"各县区"}, id="all-districts"),
        pytest.param("各县（市、区）应将周转房纳入规划。", {"各县（市、区）"}, id="districts-in-brackets"),
        pytest.param("区教体局组成6个督查组。", {"区教体局"}, id="forms"),
        pytest.param(
            "区教育局会同区委编办、区财政局建立联席会议制度。",
            {"区教育局", "区委编办", "区财政局"},
            id="together-with-several",
        ),
        pytest.param("学校无正当理由不得阻挠教师报名。", {"学校"}, id="without-good-reason"),
        pytest.param("检查人员不得接受宴请。", {"检查人员"}, id="inspectors"),
        pytest.param("由区政府分管领导约谈负责人。", {"区政府分管领导"}, id="an-office-holder"),
        pytest.param("区教育局收到举报后3个工作日内核查。", {"区教育局"}, id="having-received"),
        pytest.param("9月10日前各校上报新生数据。", {"各校"}, id="date-first"),
        pytest.param("教师参与率达到100%。", set(), id="a-rate-is-nobody"),
        pytest.param("骨干教师不少于交流人数的20%。", set(), id="who-is-counted"),
        pytest.param("各校应于5月1日前报方案，逾期未报的予以通报。", {"各校"}, id="consequence-is-anothers"),
    ],
)
def test_who_acts(words, names):
    """Bodies are found before dates, adverbs and bans; what follows from a breach is not asked of who breaks it."""
    rows = rows_of(words)
    assert rows
    assert set(rows[0].responsible) == names
    assert not any(row.responsible for row in rows[1:])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("优良率≥55%。", [(55, ">=", "%")], id="sign"),
        pytest.param("检查事项压减三成以上。", [(30, ">=", "%")], id="tenths"),
        pytest.param("排查率、整改率两个100%。", [(100, "=", "%")], id="two-of-them"),
        pytest.param("给予3万元至5万元奖励。", [(3, "=", "万元")], id="range-with-both-units"),
        pytest.param("运营经费由市、县财政按4:6分担。", [(4, "=", "")], id="shared-out"),
        pytest.param("实行食品留样48小时制度。", [(48, "=", "小时")], id="figure-in-a-rule"),
        pytest.param("按师生比不低于1:4000配备教师。", [(1, ">=", "")], id="ratio-before-its-verb"),
        pytest.param("工资不得低于最低标准的1.5倍。", [(1.5, ">=", "倍")], id="bound-far-off"),
        pytest.param("区审计局每三年对学校轮审一遍。", [(1, "=", "遍")], id="once-in-three-years"),
    ],
)
def test_figures_of_notices(words, expected):
    """Signs, tenths and bounds that stand off."""
    metrics = [(m.value, m.comparator, (m.unit or "").split("/")[0]) for m in row_of(words).metrics]
    assert metrics == expected


@pytest.mark.parametrize(
    ("chapter", "found"),
    [
        pytest.param("一、总体要求\n（一）发展目标\n", True, id="aims-inside-general-demands"),
        pytest.param("一、总体要求\n（一）指导思想\n", False, id="thoughts"),
        pytest.param("一、发展基础\n（一）办学条件\n", False, id="where-one-stands"),
        pytest.param("一、招生工作\n（一）招生对象\n", False, id="for-whom"),
    ],
)
def test_chapters_that_bind(chapter, found):
    """Aims bind also inside 总体要求; what is said of the past and of whom it concerns doesn't."""
    text = PLAN.format(words="略。").replace("一、重点任务\n1.改善条件。略。", f"{chapter}新建学校3所。")
    assert bool(rows_of_text(text)) == found


def test_a_notice_without_numbers_speaks_too():
    """Paragraphs that are all a document has commit to what they say; what was done last year does not."""
    text = (
        "松溪区2024年政府工作报告（摘录）\n\n各位代表：\n\n"
        "过去一年，我们新建学校12所，新增学位6800个。\n\n2024年，招聘教师260名，9月1日前投入使用北苑小学。\n"
    )
    rows = rows_of_text(text)
    assert [row.quote for row in rows] == ["2024年，招聘教师260名", "9月1日前投入使用北苑小学"]
