"""What a question is about by name, and sentences that speak of something near but not of that."""

from pathlib import Path

import pytest

from ingest.model import Document
from ingest.pipeline import read_document
from retrieval.chain import AnswerChain
from retrieval.questions import things
from retrieval.questions.things import things_named
from tests.answer_notices import MemoryCatalogue, WordSearch

HUIZHOU = """荟洲县教育局关于印发荟洲县学校后勤保障方案的通知

荟教〔2024〕6号

荟洲县教育局
2024年3月1日

荟洲县学校后勤保障方案

一、保障措施

1.配齐人员。校长每学期到食堂调研不少于9次；每次形成记录。教职工食堂餐费由学校承担一半。

2.改善条件。小学生均公用经费每年720元。到2026年建成标准食堂14所。每月组织食品安全检查。

3.试点先行。选择5所学校先行试点。新建荟洲县第三小学、城西小学。北河小学投资900万元。教师可以申请调休。初中可以开设晚自习。公示期满后由后勤管理中心备案。

二、组织领导

成立由分管副县长任组长的领导小组。

三、实施步骤

（一）准备阶段。3月底前摸清情况。

（二）推进阶段。按照下列要求推进：

1.全面实施。

2.逐校验收。

（三）总结阶段。12月底前总结经验。
"""


@pytest.fixture(scope="module")
def chain() -> AnswerChain:
    notice: list[Document] = [read_document(HUIZHOU.encode(), "荟洲.txt")]
    return AnswerChain(WordSearch(notice), MemoryCatalogue(notice))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("校长的工资有多少", ["工资"], id="thing"),
        pytest.param("养狗行不行", ["狗"], id="thing-in-a-phrase"),
        pytest.param("食堂的厨师工资多少", ["食堂", "厨师", "工资"], id="several"),
        pytest.param("家里吃饭不方便，能住校几天", [], id="how-it-came-up"),
        pytest.param("食堂几点开，谁来管", [], id="another-phrase-asks-too"),
        pytest.param("能提供哪些校外教育资源", [], id="ends-of-two-words"),
        pytest.param("第四小学什么时候建好", ["第四小学"], id="numbered-school"),
        pytest.param("升学率要达到多少", ["升学"], id="rate"),
        pytest.param("要提高效率吗", [], id="no-rate"),
    ],
)
def test_things_that_a_question_names(question: str, first: list[str]):
    """The things that the last phrase names, each with its other names."""
    assert [next(name for name in names if name in question) for names in things_named(question)] == first


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("荟洲的校长工资多少元", id="money-of-another-sort"),
        pytest.param("荟洲的学校要不要装空调", id="whether"),
        pytest.param("荟洲第四小学什么时候建好", id="another-school"),
    ],
)
def test_a_thing_that_no_clause_names_is_not_mentioned(chain: AnswerChain, question: str):
    """What the plan says of other things is no answer, however near."""
    assert chain.ask(question).status == "not_mentioned"


def test_the_table_of_things_is_sound():
    """Each row has names that a question uses and what plans print; no name asks for two things."""
    table = Path(things.__file__).with_name("things.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    asked = [name for names, _ in rows for name in names.split("、")]

    assert all(name for row in rows for cell in row for name in cell.split("、"))
    assert len(asked) == len(set(asked))


def test_asked_whether_it_is_stated_a_thing_that_is_not_there_is_the_answer(chain: AnswerChain):
    """有没有写明: that it doesn't is what was asked."""
    assert chain.ask("荟洲有没有写明校长每学期到食堂调研的补贴金额").status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("荟洲的副校长每学期到食堂调研几次", id="others"),
        pytest.param("荟洲班主任每学期到食堂调研几次", id="other-people"),
        pytest.param("荟洲现在建成标准食堂多少所", id="aimed-at"),
        pytest.param("荟洲生均公用经费原来是多少元", id="before"),
        pytest.param("荟洲每月组织食品安全检查由谁负责", id="nobody-named"),
        pytest.param("荟洲每月组织食品安全检查的钱谁出", id="nobody-pays"),
        pytest.param("荟洲领导小组副组长是谁", id="another-post"),
        pytest.param("荟洲城西小学投资多少元", id="another-school"),
        pytest.param("荟洲校长多久评估一次食堂", id="another-deed"),
        pytest.param("荟洲先行试点的是哪几所学校", id="counted-only"),
        pytest.param("荟洲小学可以开设晚自习吗", id="another-level-alone"),
    ],
)
def test_what_is_said_of_something_else_is_partial_at_most(chain: AnswerChain, question: str):
    """The people, the time, the post, the level or the names asked for are missing, and the answer says so."""
    assert chain.ask(question).status in ("partial", "not_mentioned")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("荟洲的校长每学期到食堂调研几次", "9次", id="people"),
        pytest.param("荟洲标准食堂到2026年要建成多少所", "14所", id="aim"),
        pytest.param("荟洲小学生均公用经费多少元", "720元", id="sum"),
        pytest.param("荟洲北河小学投资多少元", "900万元", id="school"),
        pytest.param("荟洲校长多久调研一次食堂", "9次", id="deed"),
        pytest.param("荟洲领导小组组长是谁", "副县长任组长", id="post"),
        pytest.param("荟洲教职工食堂餐费谁出", "学校承担", id="who-pays"),
        pytest.param("荟洲公示期满后由谁备案", "后勤管理中心", id="body"),
        pytest.param("荟洲新建的是哪几所学校", "第三小学", id="names"),
        pytest.param("荟洲初中可以开设晚自习吗", "晚自习", id="level"),
    ],
)
def test_what_is_said_of_it_is_answered(chain: AnswerChain, question: str, words: str):
    """The same questions of what the plan does say."""
    answer = chain.ask(question)

    assert answer.status == "answered"
    assert words in answer.answer


def test_yes_and_no_are_said_of_the_deed_alone(chain: AnswerChain):
    """是 follows from a phrase that allows what leave is asked for, not from one that allows something else."""
    assert chain.ask("荟洲教师能不能申请调休").answer.startswith("是。")
    assert chain.ask("荟洲初中晚自习可以讲新课吗").answer.startswith("原文：")


def test_a_list_that_is_counted_is_all_there_is():
    """哪两项: the two, with what introduces them, and no sentence that only comes near; 有哪些措施: what runs on as 一是."""
    text = """莲渡县教育局关于印发莲渡县教研工作方案的通知

莲教〔2024〕7号

莲渡县教育局
2024年5月1日

莲渡县教研工作方案

一、教研改革

1.推进教研改革。推进教研改革在两项工作上下功夫。一是在集体备课上下功夫。每周备课一次。二是在听课评课上下功夫。

二、教研保障

2.教研改革的工作要有保障。教研改革的工作要建立台账。
"""
    notice = [read_document(text.encode(), "莲渡.txt")]
    chain = AnswerChain(WordSearch(notice), MemoryCatalogue(notice))

    counted = chain.ask("莲渡的教研改革在哪两项工作上下功夫").answer
    measures = chain.ask("莲渡推进教研改革有哪些措施").answer

    assert all(words in counted for words in ("集体备课", "听课评课"))
    assert "台账" not in counted
    assert all(words in measures for words in ("集体备课", "听课评课"))


def test_steps_are_counted_by_listing_them(chain: AnswerChain):
    """分几个阶段: the phases, their number, and none of the tasks inside one."""
    answer = chain.ask("荟洲分几个阶段")

    assert answer.status == "answered"
    assert answer.answer.startswith("共3个阶段：")
    assert [quote[:3] for quote in (c.quote for c in answer.citations)] == ["（一）", "（二）", "（三）"]
