"""Clause trees of shapes met on the web: articles glued to their words, headings with a colon, odd lists."""

import pytest

from ingest.clauses import parse_clauses
from tests.tree_checks import assert_sound


def labels(text: str) -> list[str]:
    """The labels of the numbered units of *text*, in order."""
    tree = parse_clauses(text)
    assert_sound(text, tree)
    return [clause.label for clause in tree.clauses if not clause.is_frame]


ARTICLES = [
    pytest.param("中小学校应当备案。", id="a-word-that-begins-like-a-place-in-an-article"),
    pytest.param("以招聘方式补充教师的，报局备案。", id="以"),
    pytest.param("经批准设立的机构，每年年检。", id="经"),
    pytest.param("所有学校实行寄宿制。", id="所有"),
    pytest.param("或者因病离岗的，应当报告。", id="或"),
    pytest.param("第一学期结束前完成考核。", id="another-ordinal"),
]


@pytest.mark.parametrize("words", ARTICLES)
def test_an_article_needs_no_space_behind_its_label(words: str):
    """第二条 at the head of a paragraph is a label whatever word follows it."""
    text = f"第一条为规范管理，制定本办法。\n第二条{words}\n第三条本办法自印发之日起施行。\n"
    assert labels(text) == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("第二条规定的程序办理，逾期不候。", id="规定的"),
        pytest.param("第二条第一款执行。", id="第一款"),
        pytest.param("第二条和第三条办理。", id="和第三条"),
    ],
)
def test_a_reference_wrapped_to_the_next_line_is_no_article(line: str):
    """Where a paragraph was broken before 第二条, the words behind it still tell a reference."""
    text = (
        f"第一条 申请人应当于每年三月底前提交材料，学校收到后按照\n{line}\n第二条 学校受理。\n第三条 施行。\n"
    )
    assert labels(text) == ["第一条", "第二条", "第三条"]


def test_a_plan_glued_to_its_title_keeps_its_first_chapter():
    """…工作计划一、 begins a chapter, though 划一、 alone ends a word."""
    assert labels("岚屿小学工作计划一、目标争创先进。二、措施抓好常规，做到着装整齐划一、秩序井然。") == [
        "一、",
        "二、",
    ]


def test_a_star_before_a_label_marks_it_and_is_no_text():
    """★3． is the label 3．: the star belongs to neither clause."""
    text = "一、任务\n1．抓党建。\n★2．抓质量。\n★3．抓安全。\n"
    tree = parse_clauses(text)
    assert [text[c.start : c.end] for c in tree.clauses if c.level == 3] == [
        "1．抓党建。",
        "2．抓质量。",
        "3．抓安全。",
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("组织机构：", "组织机构", id="a-name"),
        pytest.param("学校应当做到：", "", id="what-leads-in-a-list"),
        pytest.param("任务包括：", "", id="包括"),
    ],
)
def test_a_heading_may_end_with_a_colon(line: str, heading: str):
    """A short name alone on its line is a heading; words that lead in a list are not."""
    tree = parse_clauses(f"一、{line}\n局长任组长。\n二、其他\n按时报送。\n")
    assert tree.clauses[0].heading == heading


def test_tasks_and_measures_count_by_their_names():
    """任务一： holds 举措1：, and the measures count anew under the next task."""
    text = "一、任务\n任务一：铸魂\n举措1：宣讲。\n举措2：评选。\n任务二：强能\n举措1：培训。\n举措2：结对。\n二、保障\n"
    tree = parse_clauses(text)
    assert_sound(text, tree)
    assert [clause.id for clause in tree.clauses] == [
        "一、",
        "一、任务一",
        "一、任务一举措1",
        "一、任务一举措2",
        "一、任务二",
        "一、任务二举措1",
        "一、任务二举措2",
        "二、",
    ]


def test_a_wrapped_first_line_is_no_heading():
    """A line that ends with a comma goes on in the next: it names nothing."""
    tree = parse_clauses("1.建立学生台账，\n做到底数清楚。\n2.每月更新。\n")
    assert [clause.heading for clause in tree.clauses] == ["", ""]


def test_a_schedule_may_begin_in_the_third_week():
    """Weeks and terms need not begin with the first: nothing is missing."""
    tree = parse_clauses("一、时间\n第3周：甲校。\n第4周：乙校。\n二、要求\n按时。\n")
    assert tree.warnings == ()
    assert [clause.label for clause in tree.clauses] == ["一、", "第3周", "第4周", "二、"]
