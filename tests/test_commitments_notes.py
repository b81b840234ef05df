"""Notes on who and when: brackets of nothing but departments, lines below a list, several labels for one role."""

import pytest

from tests.ledger_rows import PLAN, rows_of, rows_of_text


@pytest.mark.parametrize(
    ("note", "roles"),
    [
        pytest.param("（党建办）", {"责任": ("党建办",)}, id="one-office"),
        pytest.param("（德育科、资助中心）", {"责任": ("德育科", "资助中心")}, id="offices"),
        pytest.param(
            "〔区财政局牵头，区教育局配合〕",
            {"牵头": ("区财政局",), "配合": ("区教育局",)},
            id="other-brackets",
        ),
        pytest.param("（含幼儿园、小学）", {}, id="schools-that-are-meant"),
        pytest.param("（详见附表）", {}, id="a-reference"),
    ],
)
def test_a_bracket_behind_a_task_names_who_answers(note, roles):
    """Departments alone in a bracket at the end of a task answer for it."""
    text = PLAN.format(words=f"改造食堂3个。{note}\n2.建设书吧。新建书吧2个。")
    first, second = rows_of_text(text)
    assert (first.roles, second.roles) == (roles, {})


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param(
            "责任领导：闻砚\n责任科室：监管科\n整改时限：2024年10月底前完成，并长期坚持",
            [(("闻砚", "监管科"), "2024-10")] * 3,
            id="below-the-list",
        ),
        pytest.param("整改时限：立行立改", [((), None)] * 3, id="at-once-has-no-date"),
    ],
)
def test_a_note_below_a_list_holds_for_all_of_it(below, expected):
    """1. 2. 3. and then who and when on lines of their own: they hold for each of the three."""
    items = f"（一）关于收费问题\n整改措施：1.公示收费标准。2.每月巡查2次。3.建立退费台账。\n{below}\n"
    text = PLAN.format(words="略。").replace("1.改善条件。略。", items)
    assert [(row.responsible, row.deadline.iso) for row in rows_of_text(text)] == expected


def test_items_that_have_their_own_notes_keep_them():
    """Where each item has its line, the last one is that of the last item."""
    items = "1.公示收费标准。\n责任单位：区教育局\n2.建立退费台账。\n责任单位：区财政局\n"
    text = PLAN.format(words="略。").replace("1.改善条件。略。", items)
    assert [row.responsible for row in rows_of_text(text)] == [("区教育局",), ("区财政局",)]


@pytest.mark.parametrize(
    ("heading", "below", "quotes"),
    [
        pytest.param(
            "新增公办学位3000个", "责任单位：区教育局", ["新增公办学位3000个"], id="figure-over-its-note"
        ),
        pytest.param(
            "新增公办学位3000个",
            "新建小学2所，新增公办学位3000个。",
            ["新建小学2所", "新增公办学位3000个"],
            id="figure-that-comes-again",
        ),
        pytest.param(
            "任何单位一律不准向学生收费。", "举报电话长期有效。", ["任何单位一律不准向学生收费"], id="ban"
        ),
        pytest.param("规范收费行为", "公示收费标准。", ["公示收费标准"], id="topic"),
    ],
)
def test_headings_that_commit(heading, below, quotes):
    """A heading is a row where it binds by itself, not where it only says what its clause is about."""
    text = PLAN.format(words="略。").replace("1.改善条件。略。", f"（一）{heading}\n{below}\n")
    assert [row.quote for row in rows_of_text(text)] == quotes


def test_titles_before_a_colon_are_no_rows():
    """整改目标：, 考核内容： say what follows, and commit to nothing."""
    rows = rows_of("整改目标：问题清零。考核内容：家访制度。")
    assert not {row.quote for row in rows} & {"整改目标", "考核内容"}
