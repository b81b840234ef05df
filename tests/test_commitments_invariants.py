"""What holds for the rows and the account of every text."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.commitments import extract_commitments
from ingest.commitments.account import account
from ingest.metadata import read_metadata
from ingest.readers import read
from tests.ledger_rows import PLAN, rows_of
from tests.plans import write_plan
from tests.serving import EXAMPLES

FRAGMENTS = (
    "一、目标", "二、措施", "（一）", "1.", "一是", "准备阶段（2024年3月—6月）", "新建小学3所", "严禁补课", "不得收费", "到2026年",
    "三年内", "每学期不少于20节", "各学校要", "由区教育局牵头", "主要负责", "鼓励", "完善制度", "“一校一品”", "（见附件", "）", "“", "”",
    "《方案》", "85%以上", "1.2亿元", "17:30", "凡违反的", "用于奖补", "，", "；", "。", "：", "\n", "、", " ", "指导思想", "近年来",
    "某教字〔2024〕3号", "2024-05-06", "|", "- ", "其中", "责任单位：区教育局", "（牵头单位：区教育局；配合单位：各校）", "完成时限：2025年6月底", "| 任务 | 责任单位 |",
    "区教育局主要负责校舍改造", "第一条", "按照第一条规定", "所需资金由区财政承担",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


def assert_rows_and_account_sound(text: str) -> None:
    tree = parse_clauses(text)
    rows = extract_commitments(text, tree.clauses, read_metadata(text, tree))
    clauses = {clause.id: clause for clause in tree.clauses}
    assert all(row.quote and row.quote == text[row.start : row.end] for row in rows)
    assert all(
        clauses[row.clause_id].start <= row.start and row.end <= clauses[row.clause_id].end for row in rows
    )
    assert len({row.id for row in rows}) == len(rows)
    links = [(row, link) for row in rows for link in row.linked]
    assert all(link.clause_id in clauses and link.clause_id != row.clause_id for row, link in links)
    entries = account(text, tree.clauses, rows).entries
    assert all(a.span.end <= b.span.start for a, b in pairwise(entries))
    counted = {i for entry in entries for i in range(entry.span.start, entry.span.end)}
    assert {m.start() for m in re.finditer(r"\d", text)} <= counted
    assert not any(entry.row and entry.reason for entry in entries)
    assert {entry.row for entry in entries} <= {row.id for row in rows} | {None}


@settings(max_examples=150)
@given(TEXTS)
def test_rows_and_account_of_any_text(text: str):
    """Quotes are exact slices inside their clause, ids are unique, links lead to other clauses of the document, and
    every digit is accounted for exactly once.
    """
    assert_rows_and_account_sound(text)


@settings(max_examples=30)
@given(st.integers(0, 5000))
def test_rows_and_account_of_whole_plans(seed: int):
    """The same holds for plans of every numbering."""
    assert_rows_and_account_sound(write_plan(seed).text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("第一条\n9月\n学", id="heading-of-marks"),
        pytest.param("附件\n2025年\n)\n附件\n天", id="bracket-below-a-year"),
        pytest.param(PLAN.format(words=f"建设{'一' * 320}所学校。"), id="line-of-one"),
        pytest.param(PLAN.format(words=f"百分之{'一' * 320}的学校参加。"), id="percentage-of-one"),
    ],
)
def test_odd_marks_and_lines_are_read(text: str):
    """None of these could be imported: they ended the reading of the whole file."""
    assert_rows_and_account_sound(text)


@pytest.mark.parametrize("words", ["到2025年建成{}所学校。", "师生比达到{}:19。", "配齐“{}+2”团队。"])
def test_a_figure_is_finite(words: str):
    """What is larger than any number is none: JSON has no word for it, and no answer could hold the row."""
    rows = rows_of(words.format("1" * 320))

    assert not [metric for row in rows for metric in row.metrics if metric.value == math.inf]


def test_examples_are_accounted_for():
    """Nearly everything that counts in the example notices is in a row or set aside with a reason."""
    for path in EXAMPLES.glob("0*"):
        text = read(path.read_bytes(), path.name).text
        tree = parse_clauses(text)
        rows = extract_commitments(text, tree.clauses, read_metadata(text, tree))
        assert account(text, tree.clauses, rows).share >= 0.97, path.name


@pytest.mark.parametrize("words", ["0" * 60_000, "0," * 30_000, "〇" * 60_000, "张三" * 20_000], ids=len)
def test_a_broken_text_takes_no_longer_than_a_whole_one(words: str):
    """Runs of signs that a broken file consists of: tried again from each sign on, they would outlast this test."""
    assert [row.quote for row in rows_of(f"{words}。建成学校3所。")][-1:] == ["建成学校3所"]
