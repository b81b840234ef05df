"""Which rows a question asks the ledger for, told by its words alone."""

from datetime import date

import pytest

from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.questions import LedgerRequest, ledger_requests
from retrieval.ledger.traits import FIGURES
from retrieval.ledger.windows import spoken_window
from retrieval.question import understand
from tests.answer_notices import MemoryCatalogue

TODAY = date(2026, 3, 5)
NUMBERS = {"has_number": True, "kinds": FIGURES}


def requests(question: str) -> tuple[LedgerRequest, ...]:
    return ledger_requests(understand(question, [], MemoryCatalogue().summaries()), TODAY)


@pytest.mark.parametrize(
    ("question", "fields", "topic"),
    [
        pytest.param("列出岚石全部量化指标", NUMBERS, None, id="figures"),
        pytest.param("把岚石所有带数字的要求列出来", NUMBERS, None, id="figures-spoken"),
        pytest.param("岚石教师队伍方面有哪些量化指标？", NUMBERS, "教师队伍", id="topic"),
        pytest.param("岚石有多少条指标", NUMBERS, None, id="how-many-rows"),
        pytest.param("岚石写了几条硬指标", {**NUMBERS, "strength": "hard"}, None, id="two-traits"),
        pytest.param("有哪些硬性要求", {"strength": "hard"}, None, id="hard"),
        pytest.param("哪些要求是必须做到的", {"strength": "hard"}, None, id="must"),
        pytest.param("松屿有哪些鼓励性的措施", {"strength": "soft"}, None, id="soft"),
        pytest.param("哪些是严禁的", {"kinds": ("prohibition",)}, None, id="bans"),
        pytest.param("学校不得做的事情有哪些", {"kinds": ("prohibition",)}, None, id="bans-spoken"),
        pytest.param("禁止性规定有哪些", {"kinds": ("prohibition",)}, None, id="bans-official"),
        pytest.param("花钱的地方有哪些", {"kinds": ("funding",)}, None, id="money"),
        pytest.param("哪些地方要花钱", {"kinds": ("funding",)}, None, id="money-places"),
        pytest.param("岚石的钱都花在哪里", {"kinds": ("funding",)}, None, id="money-goes"),
        pytest.param("资金主要用到什么地方", {"kinds": ("funding",)}, None, id="money-is-used"),
        pytest.param("各项经费分别多少", {"kinds": ("funding",)}, None, id="each-sum"),
        pytest.param("经费方面有哪些保障", {"kinds": ("funding",)}, None, id="money-official"),
        pytest.param("考核措施有哪些", {"kinds": ("accountability",)}, None, id="accountability"),
        pytest.param(
            "有哪些督导要求", {"kinds": ("accountability",)}, "督导", id="accountability-of-one-sort"
        ),
        pytest.param("哪些工作要定期做", {"kinds": ("frequency",)}, None, id="frequency"),
        pytest.param("每学期要做几次的有哪些", {"texts": ("每学期",)}, None, id="rate"),
        pytest.param("每个月至少要开展的工作有哪些", {"texts": ("每月",)}, None, id="rate-without-measure"),
        pytest.param("每年或每学期要做的有哪些", {"texts": ("每年", "每学期")}, None, id="two-rates"),
        pytest.param(
            "列出所有带每年或每学期频次的任务",
            {"texts": ("每年", "每学期")},
            None,
            id="rates-said-to-be-rates",
        ),
        pytest.param("要建立的全部机制和体系有哪些", {"texts": ("机制", "体系")}, None, id="nouns"),
        pytest.param("岚石要完善哪些制度", {"texts": ("制度",)}, None, id="noun-after-the-question"),
        pytest.param(
            "列出全部资金数额",
            {"units": ("元", "万元", "亿元", "千元", "百万元")},
            None,
            id="sums",
        ),
        pytest.param("什么时候之前完成哪些任务", {"has_deadline": True}, None, id="dated"),
        pytest.param("时间节点有哪些", {"has_deadline": True}, None, id="dates"),
        pytest.param("哪些没有写明时限", {"has_deadline": False}, None, id="undated"),
        pytest.param("没有写明完成时限的任务有哪些", {"has_deadline": False}, None, id="undated-in-full"),
        pytest.param("岚石措辞最硬的要求是什么", {"strength": "hard"}, None, id="hardest"),
        pytest.param("2025年以前要完成的列全", {"deadline_before": "2025"}, None, id="list-them-all"),
        pytest.param("岚石每年哪些工作要做一次", {"texts": ("每年",)}, None, id="once-a-year"),
        pytest.param(
            "没有责任单位的量化指标有哪些", {**NUMBERS, "has_body": False}, None, id="nobody-and-figures"
        ),
        pytest.param("哪些任务有明确的责任单位", {"has_body": True}, None, id="somebody"),
        pytest.param("2016年前要完成哪些", {"deadline_before": "2016"}, None, id="before"),
        pytest.param(
            "2016年要完成的目标有哪些",
            {"deadline_after": "2016", "deadline_before": "2016", "deadline_types": ("by",)},
            None,
            id="targets-of-a-year",
        ),
        pytest.param("列出全部承诺", {}, None, id="everything"),
    ],
)
def test_a_list_of_some_rows(question, fields, topic):
    """Each word for some rows becomes the filter's field; what is left over is the topic."""
    request = requests(question)[-1]

    assert (request.wanted, request.topic) == (LedgerFilter(**fields), topic)
    assert request.body is request.bodies is None


@pytest.mark.parametrize(
    ("question", "body", "bodies"),
    [
        pytest.param("督导室负责什么", "督导室", None, id="what"),
        pytest.param("岚石区的人事科主要负责哪些工作？", "人事科", None, id="official"),
        pytest.param("人事科的职责是什么", "人事科", None, id="duties"),
        pytest.param("区政府有哪些职责", "区政府", None, id="which-duties"),
        pytest.param("各初中要做什么", "各初中", None, id="generic"),
        pytest.param("各部门分别负责什么", None, "部门", id="departments"),
        pytest.param("把任务分解到哪些科室？请说明各自分工。", None, "科室", id="broken-down"),
        pytest.param("教委各科室的职责分别是什么", None, "科室", id="of-an-authority"),
        pytest.param("责任分工是怎样的", None, None, id="all"),
        pytest.param("责任单位有哪些", None, None, id="which-bodies"),
        pytest.param("计划涉及哪些部门", None, None, id="which-departments"),
    ],
)
def test_who_does_what(question, body, bodies):
    """A body by its name, a class of bodies, or all."""
    request = requests(question)[0]

    assert (request.body, request.bodies) == (body, bodies)


def test_who_does_what_in_a_field():
    """A field named beside the body limits its rows."""
    request = requests("残联在控辍保学里具体负责哪几项？")[0]

    assert (request.body, request.topic) == ("残联", "控辍保学")


def test_a_plan_called_by_parts_of_its_title_is_no_topic():
    """职称评聘办法 beside a place names the plan: its rows are asked for, not those that speak of 职称评聘."""
    (request,) = requests("岚石乡村振兴计划有哪些量化指标")

    assert (request.topic, len(request.plans)) == (None, 1)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("校长得听多少节课", id="one-figure"),
        pytest.param("六大功能室都有哪些", id="list-inside-a-clause"),
        pytest.param("为确保队伍建设，要做好哪三方面工作？", id="counted-list"),
        pytest.param("岚石在班额控制和招生行为规范上有哪些约束性要求", id="two-topics"),
        pytest.param("有没有量化指标", id="whether"),
        pytest.param("哪些学校能拿到专项经费", id="which-schools"),
        pytest.param("2016年前要建成哪些学校", id="which-schools-by-a-year"),
        pytest.param("哪些文件提到了考核要求", id="which-documents"),
        pytest.param("严禁补课是怎么规定的", id="how"),
        pytest.param("指标生怎么分配", id="a-word-inside-another"),
        pytest.param("硬件设施有哪些要求", id="hardware-is-not-hard"),
        pytest.param("数字校园有哪些建设内容", id="digital-is-no-figure"),
        pytest.param("请列出第13条的全部量化指标", id="one-clause"),
        pytest.param("这份通知的文号和主送单位有哪些", id="metadata"),
        pytest.param("补助发给哪些人", id="who-gets-it"),
        pytest.param("到2025年托位总数要达到多少个", id="how-many-by-a-year"),
        pytest.param("热水供应的责任单位有哪些", id="who-is-responsible"),
        pytest.param("制定整改清单的时限与内容要求", id="a-noun-that-also-asks"),
        pytest.param("请列明计划承诺的学位总量及面积", id="promised-things"),
        pytest.param("你好", id="nothing"),
        pytest.param("综合高中试点要探索哪些制度", id="a-noun-of-one-topic"),
        pytest.param("加班费用在哪里报", id="where-to-claim-it"),
        pytest.param("补助金额发放给哪些学校", id="sum-given-to-whom"),
    ],
)
def test_questions_for_less_than_a_list(question):
    """What asks for one fact, for things or for a list inside one clause is none of the ledger's."""
    assert requests(question) == ()


@pytest.mark.parametrize(
    ("words", "after", "before"),
    [
        pytest.param("2016年前要完成哪些", None, "2016", id="before"),
        pytest.param("2016年底之前", None, "2016", id="before-its-end"),
        pytest.param("到2025年12月要完成哪些", None, "2025-12", id="to-a-month"),
        pytest.param("2025年6月30日前", None, "2025-06-30", id="to-a-day"),
        pytest.param("截至2026年的任务", None, "2026", id="up-to"),
        pytest.param("以2016年为完成节点的", "2016", "2016", id="node"),
        pytest.param("2016年内", "2016", "2016", id="within"),
        pytest.param("2016年要完成什么", "2016", "2016", id="in"),
        pytest.param("2020年以后", "2020", None, id="after"),
        pytest.param("从2020年起", "2020", None, id="from"),
        pytest.param("2013年到2015年要完成", "2013", "2015", id="span"),
        pytest.param("今年要完成的", "2026", "2026", id="this-year"),
        pytest.param("明年的任务", "2027", "2027", id="next-year"),
        pytest.param("已经到期的", None, "2026-03-04", id="overdue"),
    ],
)
def test_windows_of_time(words, after, before):
    """Bounds are as precise as they are spoken."""
    window = spoken_window(words, TODAY)

    assert window is not None
    assert (window.after, window.before) == (after, before)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("2024-2025学年工作要点的指标", id="school-year"),
        pytest.param("2025年度工作要点", id="year-of-the-plan"),
        pytest.param("2025年的工作要点", id="plan-of-a-year"),
        pytest.param("三年行动计划", id="no-date"),
    ],
)
def test_years_that_name_a_plan_are_no_window(words):
    """A year that says which plan is meant limits no deadline."""
    assert spoken_window(words, TODAY) is None
