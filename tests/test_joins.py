"""Joins across clauses: the numbers under the measures, the departments under the safeguards, the dates in a heading."""

import pytest

from ingest.commitment_model import Link
from tests.ledger_rows import rows_of_text

PLAN = """松溪区校园提升方案

一、主要措施
（一）推进校舍标准化改造。
新建食堂3个。改造宿舍5栋。
（二）提升教师阅读素养。
每学期举办晨读展示1次。
（三）其他举措。
{measure}

二、责任分工
（一）部门职责。基建科主要负责校舍标准化改造、食堂管理等工作；教研室主要负责教师阅读活动的组织实施；
装备科主要负责实验仪器采购工作。
（二）经费保障。每年安排专项经费60万元，用于阅读马拉松活动和骨干教师研修。

三、实施步骤
（一）启动阶段（2024年4月—6月）
1.召开动员大会。
2.制定工作清单。
"""


def links_of(measure: str, quote: str) -> tuple[Link, ...]:
    (row,) = (row for row in rows_of_text(PLAN.format(measure=measure)) if row.quote == quote)
    return row.linked


def body(words: str, basis: str = "stated") -> Link:
    return Link("body", "二、（一）", basis, words)


@pytest.mark.parametrize(
    ("quote", "link"),
    [
        pytest.param("新建食堂3个", body("基建科"), id="heading-names-the-duty"),
        pytest.param("改造宿舍5栋", body("基建科"), id="second-row-under-it"),
        pytest.param("每学期举办晨读展示1次", body("教研室"), id="another-department"),
    ],
)
def test_a_duty_is_joined_where_it_names_the_topic(quote, link):
    """A department whose duty names the heading's topic word for word is joined to the rows under it."""
    assert links_of("", quote) == (link,)


@pytest.mark.parametrize(
    ("measure", "links"),
    [
        pytest.param("建设实验仪器共享库。", (body("装备科"),), id="word-for-word"),
        pytest.param("补足物理实验所需仪器。", (body("装备科", "inferred"),), id="telling-words-in-common"),
        pytest.param(
            "每学期举办阅读马拉松2次。",
            (
                Link(
                    "funding",
                    "二、（二）",
                    "stated",
                    "每年安排专项经费60万元，用于阅读马拉松活动和骨干教师研修",
                ),
            ),
            id="money",
        ),
        pytest.param("各校建立书香班级制度。", (), id="has-a-body-of-its-own"),
    ],
)
def test_joins_are_stated_or_inferred(measure, links):
    """What is named word for word is stated; what shares telling words is inferred; a row with a body needs none."""
    assert links_of(measure, measure.rstrip("。")) == links


def test_common_words_join_nothing():
    """Words that stand all over a plan tell nothing about whose task it is."""
    text = PLAN.format(measure="建立工作台账。")
    (row,) = (row for row in rows_of_text(text) if row.quote == "建立工作台账")
    assert row.linked == ()


def test_two_departments_with_the_same_topic_leave_it_open():
    """Where two departments name a topic nobody can tell which must act."""
    text = PLAN.format(measure="").replace(
        "装备科主要负责实验仪器采购工作", "装备科主要负责校舍标准化改造工作"
    )
    assert [row.linked for row in rows_of_text(text) if row.quote == "新建食堂3个"] == [()]


def test_the_heading_of_a_phase_gives_the_date():
    """Rows of a phase's items cite the heading that dates them."""
    rows = [row for row in rows_of_text(PLAN.format(measure="")) if row.clause_id.startswith("三、（一）")]
    dated = [row.linked for row in rows if row.deadline.inherited]
    assert dated == [(Link("deadline", "三、（一）", "stated", "2024年4月—6月"),)] * 2


def test_a_named_article_is_cited():
    """按照第三条规定的标准 leads to the article with the money."""
    text = (
        "松溪区奖励办法\n\n第一条 各校应当建立奖励台账。\n\n第二条 对优秀教师按照第三条规定的标准发放奖金，每年评选30名。\n\n"
        "第三条 一等奖每人奖励2000元。\n"
    )
    links = {row.quote: row.linked for row in rows_of_text(text)}
    assert links["对优秀教师按照第三条规定的标准发放奖金"] == (Link("funding", "第三条", "stated"),)
    assert not any(linked for quote, linked in links.items() if "第三条" not in quote)


def test_a_purse_named_at_the_end_pays_for_what_stands_before_it():
    """所需资金由…承担 gives the rows of its paragraph their source; bans cost nothing."""
    text = PLAN.format(measure="配备书柜90个，严禁摊派。所需资金由区财政承担。")
    sources = {row.quote: row.source for row in rows_of_text(text)}
    assert sources["配备书柜90个"] == sources["所需资金由区财政承担"] == "区财政"
    assert sources["严禁摊派"] is None
