"""Sums of money: for how long, who pays, and whether anything is to be paid at all."""

import pytest

from ingest.model import Document
from ingest.normalise import fold
from ingest.pipeline import read_document
from retrieval.evidence import Candidate, rank
from retrieval.question import understand
from retrieval.questions.payments import payment
from retrieval.questions.slot_nouns import names_slot
from retrieval.questions.slots import asked_slot
from tests.answer_notices import WordSearch, summary

CLUBS = read_document(
    """荻浦县校外社团管理办法

第一条 社团时间

每年3月1日至6月30日开设社团。

第二条 报名

学生应当在开班前5日内报名。

第三条 收费

社团收费每生每月不超过90元，教材免费。严禁以社团名义乱收费。

第四条 待遇

教师指导社团每课时补助45元。
""".encode(),
    "社团.txt",
)


@pytest.mark.parametrize(
    ("question", "words", "contradicts"),
    [
        pytest.param("社团多少钱一个月", "每生每月不超过90元", False, id="the period asked for"),
        pytest.param("社团多少钱一个月", "每课时补助45元", True, id="another period"),
        pytest.param("社团多少钱一个月", "共需90元", False, id="no period"),
        pytest.param("上一节课拿多少钱", "每学时补助45元", False, id="periods by other names"),
        pytest.param("参加社团要交多少钱", "教师指导社团补助45元", True, id="given, not paid"),
        pytest.param("老师带社团能拿多少补助", "社团收费90元", True, id="paid, not given"),
        pytest.param("社团收费多少", "对免收的部分由财政补助", False, id="both ways"),
        pytest.param("社团经费多少", "严禁以社团名义乱收费，安排资金3万元", False, id="misuse is no fee"),
        pytest.param("三年级一个学期收多少", "每学期60元", False, id="term"),
    ],
)
def test_what_an_amount_is_for(question: str, words: str, contradicts: bool):
    assert payment(fold(question)).contradicts(fold(words)) is contradicts


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("社团收费吗", "amount"),
        ("参加社团要不要交钱", "amount"),
        ("社团交不交费", "amount"),
        ("社团是免费的吗", "amount"),
        ("参加社团要花钱吗", "amount"),
        ("社团是不是免费", "amount"),
        ("社团可以收费吗", "yes_no"),
        ("学校能收费吗", "yes_no"),
        ("参加社团老师有补贴吗", "yes_no"),
    ],
)
def test_whether_something_costs_is_asked_for_a_price(question: str, slot: str):
    assert asked_slot(question).slot == slot


@pytest.mark.parametrize("question", ["社团收费吗", "参加社团要不要交钱", "社团多少钱一个月"])
def test_the_price_comes_before_what_else_is_said_of_money(question: str):
    first, *others = [c for c in _ranked(question) if c.holds]

    assert "每生每月不超过90元" in first.sentence.text
    assert not any("补助" in c.sentence.text for c in others)


def test_a_heading_that_names_the_slot_speaks_for_what_stands_below():
    """Below 社团时间 a date stands higher than below 社团安排."""
    otherwise = read_document(CLUBS.text.replace("社团时间", "社团安排").encode(), "社团.txt")

    below, elsewhere = (
        next(c for c in _ranked("社团什么时候结束", held) if "6月30日" in c.sentence.text)
        for held in (CLUBS, otherwise)
    )

    assert names_slot("date", "社团时间")
    assert not names_slot("date", "社团安排")
    assert below.score > elsewhere.score


def _ranked(question: str, held: Document = CLUBS) -> list[Candidate]:
    (part,) = understand(question, (), [summary(held)]).parts
    return rank(part, WordSearch([held]).retrieve(question, 20))
