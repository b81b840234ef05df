"""What holds for every text, and the trees of plans whose tree is known."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.layout import Cell, Heading, Layout, Table
from ingest.lines import split_lines
from ingest.readers import read
from tests.plans import write_plan
from tests.tree_checks import assert_sound

ROOT = Path(__file__).parent.parent
PLANS = 500
FRAGMENTS = (
    "一、", "二、", "三、", "（一）", "(二)", "（三）", "1.", "2.", "3、", "（1）", "（2）", "①", "②", "一是", "二是", "三是",
    "首先，", "其次，", "最后，", "第一章 ", "第二章", "第一条 ", "第二条", "第一阶段（2024年3月）", "专栏1 某工程", "1.1 总则", "1.1.1", "A.",
    "Ⅰ、", "㈠", "⑴", "⒈", "１．", "张三指出，", "会议要求，", "\n附件1\n", "\n附件：1.某表\n2.某表\n", "\n某市教育局\n2024年3月5日\n",
    "（此件公开发布）", "发布日期：2024", "当前位置：首页\n", "各学校：\n", "关于印发某方案的通知", "\n某某实施方案\n", "\n目录\n",
    "## ", "**", "- ", "> ", "|", "“", "”", "（", "）", "《", "》", "。", "；", "：", "，", "\n", "\n\n", "\r\n", "\x0b", "\x85", "\u2028",
    " ", "\u3000", "\t", "\ufeff", "\u200b", "8.5台", "2024.3.1", "按照第三条第二款", "见(二)", "工作目标", "到2025年", "参加会议。", "— 3 —",
    "打印本页 关闭窗口", "抄送：某局", "准备阶段（2024年）",
)  # fmt: skip


def plans_that_differ(seeds: range) -> list[int]:
    return [seed for seed in seeds if found(seed) != wanted(seed)]


def found(seed: int) -> list[tuple[str, int, int, int | None]]:
    tree = parse_clauses(write_plan(seed).text)
    starts = {c.id: c.start for c in tree.clauses}
    numbered = [c for c in tree.clauses if not c.is_frame]
    return [(c.label, c.start, c.end, starts[c.parent] if c.parent else None) for c in numbered]


def wanted(seed: int) -> list[tuple[str, int, int, int | None]]:
    return [(u.label, u.start, u.end, u.parent) for u in write_plan(seed).units]


def test_trees_of_generated_plans_are_recovered_exactly():
    """Of 500 plans in mixed schemes every label, border and parent is found, and nothing else."""
    assert plans_that_differ(range(PLANS)) == []


def test_generated_plans_have_no_broken_numbering():
    """Sound numbering never raises a warning."""
    warned = [seed for seed in range(PLANS) if parse_clauses(write_plan(seed).text).warnings]

    assert warned == []


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
@settings(max_examples=400)
def test_any_mixture_of_labels_gives_a_sound_tree(fragments: list[str]):
    """However labels, frames and noise are mixed, no word is lost and no border is crossed."""
    text = "".join(fragments)

    assert_sound(text, parse_clauses(text))


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40), st.data())
@settings(max_examples=200)
def test_headings_and_tables_of_the_file_give_a_sound_tree(fragments: list[str], data: st.DataObject):
    """Whichever lines the file sets as headings or as rows of a table, no word is lost and no border is crossed."""
    text = "".join(fragments)
    lines = [(line.start, line.end) for line in split_lines(text) if "\n" not in text[line.start : line.end]]
    kinds = [data.draw(st.integers(0, 4)) for _ in lines]
    headings = tuple(
        Heading(start, end, kind) for (start, end), kind in zip(lines, kinds, strict=True) if kind in (1, 2)
    )
    tables = tuple(
        Table(start, end, (Cell(1, 0, start, start + 1), Cell(1, 1, end - 1, end)), 1)
        for (start, end), kind in zip(lines, kinds, strict=True)
        if kind == 3
    )

    assert_sound(text, parse_clauses(text, Layout(headings=headings, tables=tables)))


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_gives_a_sound_tree(text: str):
    """The parser fails on no text at all."""
    assert_sound(text, parse_clauses(text))


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=60)
def test_a_plan_cut_anywhere_gives_a_sound_tree(seed: int, data: st.DataObject):
    """Half a plan is read like a whole one."""
    text = write_plan(seed).text
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]

    assert_sound(part, parse_clauses(part))


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.*")), ids=lambda p: p.stem)
def test_examples_give_sound_trees(path: Path):
    """Every example has numbered units, and none of its words is lost."""
    text = read(path.read_bytes(), path.name).text
    tree = parse_clauses(text)

    assert_sound(text, tree)
    assert any(not clause.is_frame for clause in tree.clauses)
    assert tree.warnings == ()


def test_real_plans_give_sound_trees(shared: Path):
    """The same on plans that real offices published."""
    for path in sorted((shared / "corpus").glob("*.txt")):
        text = read(path.read_bytes(), path.name).text
        tree = parse_clauses(text)

        assert_sound(text, tree)
        assert tree.warnings == ()


@pytest.mark.parametrize(
    "unit", ["一、", "（一）1.一是①", "第一条", "“", "（", "附件\n", "1.", "甲\n", "#", " ", "一是，"]
)
def test_endless_repetition_is_read_in_linear_time(unit: str):
    """Ten times the text takes about ten times as long, never a hundred."""
    short, long = (unit * (size // len(unit)) for size in (20_000, 200_000))

    assert _seconds(long) < 40 * max(_seconds(short), 0.02)


def _seconds(text: str) -> float:
    begin = process_time()  # other processes don't count
    parse_clauses(text)
    return process_time() - begin


def test_ids_of_a_document_carry_its_name():
    """Stamped ids begin with the document's, parents included."""
    tree = parse_clauses("一、任务\n（一）甲。\n（二）乙。\n").of("a1b2")

    assert [c.id for c in tree.clauses] == ["a1b2:一、", "a1b2:一、（一）", "a1b2:一、（二）"]
    assert {c.parent for c in tree.clauses} == {None, "a1b2:一、"}
    assert {c.document_id for c in tree.clauses} == {"a1b2"}
