"""What is embedded and indexed."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.model import Passage
from ingest.own_words import own_words
from ingest.passages import MOST_WORDS, cut_passages

PLAN = """临湖区课后服务方案

一、总体要求

（一）目标。到2025年，建成示范校10所。覆盖率达到90%。

（二）原则

二、任务

各校要做到“两个严禁”，具体为：

1.严禁提前上课。违者通报。

2.严禁超时留堂。

以上由教育科负责。
"""
LONG = "一、任务\n" + "".join(f"第{n}批学校要完成操场改造并通过验收。" for n in range(60)) + "\n"
ENDLESS = "一、任务\n" + "改造操场、图书馆、实验室" * 60 + "。\n"


def cut(text: str, title: str = "临湖区课后服务方案") -> list[Passage]:
    return list(cut_passages(text, title, parse_clauses(text).of("d").clauses))


def of(passages: list[Passage], labels: str, unit: str) -> list[Passage]:
    return [p for p in passages if p.clause_id == f"d:{labels}" and p.unit == unit]


def test_a_clause_brings_title_and_heading_path():
    """The words stand on a line of their own below the title and the headings above them."""
    (passage,) = of(cut(PLAN), "一、（一）", "clause")

    assert passage.text == (
        "临湖区课后服务方案 一、总体要求\n（一）目标。到2025年，建成示范校10所。覆盖率达到90%。"
    )


def test_each_sentence_brings_its_nearest_headings():
    """The heading is a sentence by itself; those after it carry it as context."""
    texts = [p.text for p in of(cut(PLAN), "一、（一）", "sentence")]

    assert texts == [
        "临湖区课后服务方案 一、总体要求\n（一）目标。",
        "临湖区课后服务方案 一、总体要求 （一）目标\n到2025年，建成示范校10所。",
        "临湖区课后服务方案 一、总体要求 （一）目标\n覆盖率达到90%。",
    ]


def test_a_lead_in_goes_with_each_of_its_items():
    """“…具体为：” belongs to the items below it."""
    (passage,) = of(cut(PLAN), "二、1.", "clause")

    assert passage.text.split("\n") == [
        "临湖区课后服务方案 二、任务 各校要做到“两个严禁”，具体为：",
        "1.严禁提前上课。违者通报。",
    ]


def test_a_clause_of_headings_only_can_be_found():
    """A clause that has nothing but children gives its heading."""
    assert [p.text for p in of(cut(PLAN), "一、", "clause")] == ["临湖区课后服务方案\n一、总体要求"]


def test_words_after_the_children_belong_to_the_parent():
    """A closing sentence behind the items is found wherever the tree puts it, once."""
    closing = [p for p in cut(PLAN) if p.unit == "clause" and "以上由教育科负责。" in p.text]

    assert len(closing) == 1
    assert PLAN[closing[0].start : closing[0].end].endswith("以上由教育科负责。")


def test_frame_parts_are_found_and_noise_is_not():
    """Signature and title are searchable; 打印本页 is not."""
    text = PLAN + "\n临湖区教育局\n2024年3月1日\n\n打印本页 关闭窗口\n"

    texts = "\n".join(p.text for p in cut(text))

    assert "2024年3月1日" in texts
    assert "打印本页" not in texts


@pytest.mark.parametrize("text", [LONG, ENDLESS], ids=["many-sentences", "one-endless-sentence"])
def test_a_long_clause_becomes_several_passages(text: str):
    """Pieces of one clause share its id, follow each other, and none is too long for the model."""
    pieces = of(cut(text), "一、", "clause")

    assert len(pieces) > 1
    assert all(p.end - p.start <= MOST_WORDS for p in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert "".join("".join(text[p.start : p.end].split()) for p in pieces) == "".join(text.split())


def test_context_stays_short():
    """A long title and long headings don't crowd out the words."""
    text = "一、" + "落实责任" * 40 + "\n（一）" + "加强管理" * 20 + "\n每周检查1次。\n"

    assert max(len(p.text) - (p.end - p.start) for p in cut(text, title="临湖区" * 60)) < 200


PIECES = [
    "一、目标",
    "（一）安全。",
    "1.食堂。",
    "一是检查。",
    "每周1次；不少于2人。",
    "具体为：",
    "（附后）",
    "\n",
    "\n\n",
    " ",
    "２．宿舍",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_sentences_tile_the_own_words(pieces: list[str]):
    """For any text, the sentences of each clause are its own words, each character once."""
    text = "".join(pieces)
    clauses = parse_clauses(text).of("d").clauses
    cut_up: dict[str, list[str]] = defaultdict(list)
    for passage in cut_passages(text, "题", clauses):
        assert passage.text.endswith(text[passage.start : passage.end])
        if passage.unit == "sentence":
            cut_up[passage.clause_id].append(text[passage.start : passage.end])

    for clause_id, runs in own_words(text, clauses).items():
        words = "".join(run.of(text) for run in runs)
        assert "".join("".join(cut_up[clause_id]).split()) == "".join(words.split())
