"""An answer laid out: its sentences, what stands between them, and what a reader must be told."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.answer_view import (
    ASKED,
    OPERATIONS,
    Piece,
    citation_label,
    ledger_address,
    ledger_label,
    piece_html,
    pieces,
    refused_html,
    searched_html,
    status_html,
)
from retrieval.question import Operation
from retrieval.questions.slots import Slot


def answer(text: str, *sentences: dict, **more) -> dict:
    return {
        "answer": text,
        "sentences": list(sentences),
        "status": "answered",
        "missing": [],
        "reason": None,
    } | more


def sentence(text: str, *citations: int, checked: str = "supported", **more) -> dict:
    return {"text": text, "citations": list(citations), "checked": checked} | more


@pytest.mark.parametrize(
    ("given_answer", "expected"),
    [
        pytest.param(
            answer("甲。[1]乙。[2]", sentence("甲。", 1), sentence("乙。", 2)),
            ["甲。", "乙。"],
            id="one-by-one",
        ),
        pytest.param(answer("甲区：甲。[1]", sentence("甲。", 1)), ["甲区：", "甲。"], id="lead-in-kept"),
        pytest.param(answer("甲。[1] 以上。", sentence("甲。[1]", 1)), ["甲。", "以上。"], id="tail-kept"),
        pytest.param(
            answer("别的话。", sentence("甲。", 1)), ["别的话。", "甲。"], id="absent-sentence-kept"
        ),
        pytest.param(
            answer("甲。【1】甲。［2］", sentence("甲。", 1), sentence("甲。", 2)),
            ["甲。", "甲。"],
            id="twice",
        ),
        pytest.param(answer("文件未提及。"), ["文件未提及。"], id="no-sentences"),
    ],
)
def test_every_word_of_an_answer_has_its_place(given_answer: dict, expected: list[str]):
    """Sentences stand where the answer has them, with the words between; citation tags become numbers."""
    assert [piece.text for piece in pieces(given_answer)] == expected


@given(st.lists(st.text(st.sampled_from("甲乙丙丁。，："), min_size=1), max_size=6))
def test_no_sentence_is_lost(sentences: list[str]):
    """Whatever the answer's text, each of its sentences is shown once."""
    laid_out = pieces(answer("".join(sentences), *(sentence(s, 1) for s in sentences)))

    assert [p.text for p in laid_out if p.checked] == sentences


def test_an_unverified_sentence_is_marked_with_its_reason():
    """未核实 stands beside the sentence, with what was not found."""
    page = piece_html(Piece("每生200元。", (1,), "unverified", "条款中没有“200元”"))

    assert "未核实" in page
    assert "条款中没有“200元”" in page


def test_a_supported_sentence_carries_no_mark():
    """What was checked and found is shown plainly."""
    assert "未核实" not in piece_html(Piece("每生100元。", (1,), "supported"))


@pytest.mark.parametrize(
    ("given_answer", "words"),
    [
        pytest.param(answer("甲。"), "", id="answered"),
        pytest.param(
            answer("甲。", status="partial", missing=["完成时限"]), "部分回答：未写明完成时限", id="missing"
        ),
        pytest.param(
            answer("未写明完成时限。", status="partial", missing=["完成时限"]), "部分回答", id="said-already"
        ),
        pytest.param(answer("x", status="not_in_library", reason="附件未入库"), "附件未入库", id="reason"),
    ],
)
def test_an_incomplete_answer_says_so(given_answer: dict, words: str):
    """A partial answer is marked, with what is missing where its words don't say it."""
    assert (f">{words}<" in status_html(given_answer)) if words else status_html(given_answer) == ""


def test_a_refusal_gives_its_reason():
    """A refusal shows the refusing words and why."""
    page = refused_html(
        answer("文件未提及。库中没有甲县的文件。", status="not_in_library", reason="地区不在库")
    )

    assert "<strong>文件未提及。<" in page
    assert ">地区不在库<" in page
    assert "<p>库中没有甲县的文件。</p>" in page


def test_what_was_searched_can_be_unfolded():
    """The documents searched are counted, explained and listed, and their titles are inert."""
    understood = {
        "operation": "look_up",
        "asked": ["amount", "open"],
        "topics": ["补<助"],
        "official": [],
        "leans_on": None,
        "corrected": [{"typed": "拖管", "meant": "托管"}],
    }
    page = searched_html({"documents": 2, "scope": ["甲<b>", "乙"], "why": "问题提到甲"}, understood)

    assert "查阅了 2 份文件：问题提到甲" in page
    assert "甲&lt;b&gt;" in page
    assert (
        "<li>要做的：查一项内容</li><li>问的是：金额</li><li>主题：补&lt;助</li><li>错别字：拖管→托管</li></ul>"
        in page
    )


def test_every_reading_of_a_question_has_words():
    """No slot and no operation reaches the page under its English name."""
    slots = {slot for slot in get_args(Slot) if slot != "open"}

    assert set(OPERATIONS) == set(get_args(Operation))
    assert set(ASKED) == slots


def test_a_citation_button_names_number_clause_and_plan():
    """People see which clause of which plan before they open it."""
    evidence = {"clause": "五、(五)14.", "title": "测试区初中提升行动计划"}

    assert citation_label(evidence, 1).replace("\\", "") == "〔1〕五、(五)14. 测试区初中提升行动计划"


def test_the_way_to_the_ledger_says_how_much_is_there():
    """The link names the number of rows; its address stays under the path that the pages are served from."""
    ledger = {"filter": {"kind": ["prohibition"]}, "total": 23, "url": "/ledger?kind=prohibition"}
    assert ledger_label(ledger) == "在台账中查看（共 23 条）"
    assert ledger_address(ledger) == "ledger?kind=prohibition"


def test_the_count_of_a_listing_stands_before_its_sentences():
    """The line with the total and the titles of plans are shown in their place between the sentences."""
    text = "禁令共2条。\n《甲》（1条）：\n甲。[1]\n《乙》（1条）：\n乙。[2]"
    shown = [piece.text for piece in pieces(answer(text, sentence("甲。", 1), sentence("乙。", 2)))]
    assert shown == ["禁令共2条。", "《甲》（1条）：", "甲。", "《乙》（1条）：", "乙。"]
