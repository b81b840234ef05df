"""Answers worded by a chat model over real HTTP that lies, breaks and hangs."""

import pytest

from prompts import load_prompt
from retrieval.answer import REFUSAL
from retrieval.answers.events import Delta
from retrieval.chain import AnswerChain
from retrieval.errors import ChatModelFailed
from retrieval.models.chat_endpoint import open_chat_model
from retrieval.models.chat_model import stream_text
from retrieval.shelf import Shelf
from tests.answers.contract import QUESTION, TRUTH, assert_keeps_the_contract
from tests.openai_stub import Endpoint, Fault


def test_a_good_draft_is_supported(worded: AnswerChain, shelf: Shelf, model: Endpoint):
    """A model that keeps to its clauses gets its words shown, with our numbers and exact quotes."""
    model.says("岚石三年内改造乡村校舍14所[C1]。")

    answer = worded.ask(QUESTION)

    assert answer.mode == "generated"
    assert answer.answer == "岚石三年内改造乡村校舍14所[1]。"
    assert [(s.text, s.citations, s.checked) for s in answer.sentences] == [
        ("岚石三年内改造乡村校舍14所。", (1,), "supported")
    ]
    assert answer.citations[0].quote == TRUTH
    assert answer.warnings == ()
    assert_keeps_the_contract(answer, shelf.library)


def test_citations_are_numbered_by_first_mention(worded: AnswerChain, model: Endpoint):
    """Whatever the order in which clauses were offered, the reader counts from 1."""
    model.says("要推进信息化[C2]。三年内改造14所[C1]。")

    answer = worded.ask("岚石的乡村校舍和信息化怎么改善")

    assert [s.citations for s in answer.sentences] == [(1,), (2,)]
    assert "[1]" in answer.answer.split("。")[0]


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        pytest.param("三年内改造乡村校舍16所[C1]。", "16所", id="wrong-number"),
        pytest.param("2024年完成5所[C1]。", "2024年", id="wrong-year"),
        pytest.param("杭州市改造乡村校舍14所[C1]。", "杭州", id="wrong-place"),
        pytest.param("由岚石区财政局改造乡村校舍14所[C1]。", "财政局", id="body-out-of-nowhere"),
        pytest.param("三年内改造乡村校舍14所。", "没有注明依据", id="no-tag"),
        pytest.param("三年内改造乡村校舍14所[C77]。", "[C77]", id="invented-tag"),
    ],
)
def test_a_lie_is_marked(worded: AnswerChain, model: Endpoint, draft: str, why: str):
    """A sentence that its clause does not bear out is shown as unverified, with the reason."""
    model.says(f"{draft}文件另有规定[C1]。")

    answer = worded.ask(QUESTION)

    assert answer.sentences[0].checked == "unverified"
    assert why in (answer.sentences[0].why or "")
    assert answer.warnings


def test_an_invented_tag_is_reported(worded: AnswerChain, model: Endpoint):
    """A tag that nobody issued is neither cited nor dropped in silence."""
    model.says("改造乡村校舍14所[C1][C42]。")

    answer = worded.ask(QUESTION)

    assert len(answer.citations) == 1
    assert any("[C42]" in warning for warning in answer.warnings)


def test_a_model_that_finds_nothing_leaves_the_refusal(worded: AnswerChain, shelf: Shelf, model: Endpoint):
    """A model that says that nothing answers leaves the refusal and the nearest clauses."""
    model.says(REFUSAL)

    answer = worded.ask(QUESTION)

    assert (answer.status, answer.answer) == ("not_mentioned", REFUSAL)
    assert answer.nearest
    assert_keeps_the_contract(answer, shelf.library)


def test_general_knowledge_is_not_shown(worded: AnswerChain, shelf: Shelf, model: Endpoint):
    """A draft that cites nothing is set aside: the user gets the plans' own words, and is told."""
    model.says("按照常识，一般是二十所。")

    answer = worded.ask(QUESTION)

    assert answer.mode == "extractive"
    assert answer.citations[0].quote == TRUTH
    assert "二十所" not in answer.answer
    assert "没有引用" in answer.warnings[0]
    assert_keeps_the_contract(answer, shelf.library)


def test_questions_outside_the_library_cost_no_call(worded: AnswerChain, model: Endpoint):
    """What the constraints refuse is never put to the model."""
    model.says("杭州收费200元[C1]。")

    answer = worded.ask("杭州的课后服务收费多少")

    assert answer.status == "not_in_library"
    assert model.script.requests == []


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name.lower())
def test_a_failing_model_costs_words_not_the_answer(
    worded: AnswerChain, shelf: Shelf, model: Endpoint, fault: Fault
):
    """Whatever the model does, the user gets the verbatim answer, and is told."""
    model.says(fault)

    answer = worded.ask(QUESTION)

    assert answer.mode == "extractive"
    assert answer.citations[0].quote == TRUTH
    assert len(answer.warnings) == 1
    assert "对话模型" in answer.warnings[0]
    assert "原文摘录" in answer.warnings[0]
    assert_keeps_the_contract(answer, shelf.library)


def test_no_model_at_the_address(shelf: Shelf):
    """An endpoint that is down is named in the warning."""
    chat_model = open_chat_model("http://127.0.0.1:9/v1", "none", timeout=2)

    answer = AnswerChain(shelf.retriever, shelf.library, chat_model=chat_model).ask(QUESTION)

    assert answer.status == "answered"
    assert "http://127.0.0.1:9/v1" in answer.warnings[0]


def test_an_endless_answer_is_cut(model: Endpoint):
    """An answer that takes too long fails rather than keeps the reader waiting."""
    model.says("没完没了" * 50)

    with pytest.raises(ChatModelFailed, match="没有写完"):
        list(stream_text(open_chat_model(model.base_url, "scripted"), "问", longest=0.0))


def test_words_are_streamed_with_our_numbers(worded: AnswerChain, model: Endpoint):
    """What the reader sees while the model writes carries the numbers of the finished answer, never raw tags."""
    model.says("其一，改造14所[C1]。其二，见文件〔2023〕的规定[C2][C99]。")

    events = list(worded.stream("岚石的乡村校舍和信息化怎么改善"))

    pieces = [event.text for event in events if isinstance(event, Delta)]
    assert len(pieces) > 10
    assert "".join(pieces) == "其一，改造14所[1]。其二，见文件〔2023〕的规定[2]。"


def test_the_prompt_has_exactly_its_blanks():
    """The prompt names what it is given; a misspelt blank would fail here."""
    prompt = load_prompt("answer", "question", "clauses", "refusal", "note")

    assert "[C1]" in prompt.template
