"""The overview's figures and the comparison of plans, as the page shows them."""

from datetime import date

import pytest

from app.ui.comparison_view import NOT_THERE, change_html, head_words, only_html, topic_html
from app.ui.ledger_figures import (
    DONE,
    DUE,
    NO_DEADLINES,
    OVERDUE,
    due_legend_html,
    due_points,
    due_state,
    due_table_html,
    due_words,
    profiles_html,
)
from tests.test_ledger_page_words import MARK, NO_DEADLINE, row

TODAY = date(2025, 6, 15)


def due(iso: str, kind: str = "by", **given) -> dict:
    return row(deadline=NO_DEADLINE | {"raw": iso, "iso": iso, "type": kind}, **given)


@pytest.mark.parametrize(
    ("day", "mark", "state"),
    [
        pytest.param("2025-06-14", None, OVERDUE, id="yesterday"),
        pytest.param("2025-06-15", None, DUE, id="today-is-not-over"),
        pytest.param("2020-12-31", MARK, DONE, id="done-long-ago"),
        pytest.param("2020-12-31", MARK | {"state": "doing"}, OVERDUE, id="under-way-but-late"),
    ],
)
def test_a_deadline_is_done_overdue_or_due(day, mark, state):
    """Only a row that is marked as done is out of danger once its day is over."""
    assert due_state(day, mark, TODAY) == state


def test_deadlines_are_counted_by_day_plan_and_state():
    """A month is due on its last day, a beginning never; the words add the points up and the table repeats them."""
    rows = [
        due("2025-05"),
        due("2025-05"),
        due("2026"),
        due("2024", "from"),
        due("2025-05", mark=MARK),
        row(),
    ]
    points = due_points(rows, TODAY)

    assert [(p["day"], p["state"], p["rows"]) for p in points] == [
        ("2025-05-31", DONE, 1),
        ("2025-05-31", OVERDUE, 2),
        ("2026-12-31", DUE, 1),
    ]
    assert due_words(points) == "已过期 2 条，未到期 1 条，已完成 1 条"
    assert all(
        f"{state} {n} 条" in due_legend_html(points) for state, n in ((OVERDUE, 2), (DUE, 1), (DONE, 1))
    )
    assert due_table_html(points).count("<tr>") == 4
    assert "<img" not in due_table_html(points)


def test_a_plan_without_deadlines_is_told_so():
    """Each plan's counts stand beside its bars; one that no deadline binds is named as such."""
    profile = {"title": "甲<i>", "rows": 20, "with_number": 5, "with_deadline": 0, "with_body": 8}
    html = profiles_html([profile, profile | {"title": "乙", "with_deadline": 4}])

    assert "5 / 20 条" in html
    assert "width:25.0%" in html
    assert html.count(NO_DEADLINES) == 1
    assert "甲&lt;i&gt;" in html


def place(**given) -> dict:
    return row(document_id="d", clause_id="d:一、", start=3, end=9, version=2, **given)


DOCUMENTS = [
    {"title": "甲<i>计划", "note": None, "in_force": "stated"},
    {"title": "乙计划", "note": "注：已过期。", "in_force": "expired"},
]


def topic(**given) -> dict:
    values: dict = {
        "name": "体育课<i>",
        "cells": [place(), None],
        "differs": ["时限"],
        "confidence": {"value": 0.6, "level": "medium", "basis": "computed"},
    }
    return values | given


def test_a_topic_sets_off_what_differs_and_what_is_missing():
    """Differing sides are marked, a plan without the topic says so, every quote links to its place, all is inert."""
    html = topic_html(topic(), DOCUMENTS)

    assert "时限不同" in html
    assert html.count("class=wc-differs") == 1
    assert NOT_THERE in html
    assert "配对把握：中" in html
    assert 'href="reader?doc=d&amp;clause=d%3A%E4%B8%80%E3%80%81&amp;start=3&amp;end=9&amp;version=2"' in html
    assert "已过期" in html
    assert "<img" not in html + only_html([place()])
    assert "<i>" not in html


def test_a_confirmed_pair_without_differences_says_both():
    """What somebody confirmed carries no guess, and plans that agree are said to."""
    html = topic_html(
        topic(differs=[], confidence={"value": 1, "level": "high", "basis": "confirmed"}), DOCUMENTS
    )

    assert "一致" in html
    assert "已确认" in html


def test_a_changed_row_is_marked_word_by_word():
    """Words taken out and put in are marked, none is markup."""
    pieces = [
        {"kind": "same", "text": "每周<b>"},
        {"kind": "removed", "text": "2"},
        {"kind": "added", "text": "3"},
    ]
    html = change_html({"new": {"clause": "一、"}, "pieces": pieces, "differs": ["数值"]})

    assert "每周&lt;b&gt;<del>2</del><ins>3</ins>" in html
    assert "数值不同" in html


def test_the_head_counts_what_is_shared_and_what_is_not():
    """Topics in common, and the rows that each plan has alone."""
    found = {"documents": DOCUMENTS, "topics": [topic()], "only": [{"rows": [1, 2]}, {"rows": []}]}

    assert head_words(found) == "同一事项 1 项；《甲<i>计划》独有 2 条，《乙计划》独有 0 条"
