"""What a chat model's endpoint does wrong, and how long a reader waits for it."""

import pytest

from retrieval.chain import AnswerChain
from retrieval.errors import ChatModelFailed
from retrieval.models.chat_endpoint import open_chat_model
from retrieval.models.chat_model import stream_text, without_thoughts
from tests.answers.contract import QUESTION, TRUTH
from tests.openai_stub import Endpoint, Fault

GOOD = "岚石三年内改造乡村校舍14所[C1]。"


@pytest.mark.parametrize("fault", [Fault.RATE_LIMIT, Fault.SERVER_ERROR], ids=lambda f: f.name.lower())
def test_what_passes_is_tried_again(worded: AnswerChain, model: Endpoint, fault: Fault):
    """An endpoint that is busy for a moment costs a moment, no words."""
    model.says(fault, GOOD)

    answer = worded.ask(QUESTION)

    assert (answer.mode, answer.warnings) == ("generated", ())
    assert len(model.script.requests) == 2


def test_retries_are_bounded(worded: AnswerChain, model: Endpoint):
    """An endpoint that stays busy is asked three times in all."""
    model.says(Fault.RATE_LIMIT)

    answer = worded.ask(QUESTION)

    assert len(model.script.requests) == 3
    assert "429" in answer.warnings[0]


@pytest.mark.parametrize("fault", [Fault.RATE_LIMIT_LONG, Fault.UNAUTHORIZED], ids=lambda f: f.name.lower())
def test_what_does_not_pass_soon_is_not_tried_again(worded: AnswerChain, model: Endpoint, fault: Fault):
    """A reader does not wait a minute for a busy endpoint, nor for a key that is wrong."""
    model.says(fault)

    answer = worded.ask(QUESTION)

    assert len(model.script.requests) == 1
    assert answer.citations[0].quote == TRUTH


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        pytest.param(Fault.HANG, "超时", id="nothing"),
        pytest.param(Fault.KEEP_ALIVE, "超时", id="comments-only"),
        pytest.param(Fault.TRICKLE, "没有写完|超时", id="never-done"),
        pytest.param(Fault.LENGTH, "长度上限", id="too-long"),
        pytest.param(Fault.UNFINISHED, "连接中断", id="stops-amid-a-sentence"),
        pytest.param(Fault.EMPTY, "空的", id="no-word"),
        pytest.param(Fault.BROKEN_JSON, "无法识别", id="broken-json"),
    ],
)
def test_a_failure_says_what_happened(model: Endpoint, fault: Fault, why: str):
    """Slow, cut short or broken: each ends, though the endpoint never would, and is named."""
    model.says(fault)
    chat_model = open_chat_model(model.base_url, "scripted", timeout=1, longest=1)

    with pytest.raises(ChatModelFailed, match=why):
        list(stream_text(chat_model, "问", longest=1))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        pytest.param("<think>先看条款</think>\n\n改造14所。", "改造14所。", id="thoughts"),
        pytest.param("  <think>\n\n</think>好。", "好。", id="empty-thoughts"),
        pytest.param("<thi", "<thi", id="no-thoughts"),
        pytest.param("改造<think>14所。", "改造<think>14所。", id="not-at-the-start"),
        pytest.param("<think>没有说完", "", id="never-ends"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_thoughts_are_no_part_of_the_answer(draft: str, said: str):
    """What a model thinks aloud before it answers is not shown, however it is cut into pieces."""
    assert "".join(without_thoughts(iter(draft))) == said
    assert "".join(without_thoughts(iter([draft]))) == said


def test_a_thinking_model_is_read(worded: AnswerChain, model: Endpoint):
    """The answer behind the thoughts is checked and shown."""
    model.says(f"<think>条款C1说14所，不是16所。</think>{GOOD}")

    answer = worded.ask(QUESTION)

    assert answer.answer == "岚石三年内改造乡村校舍14所[1]。"
    assert [s.checked for s in answer.sentences] == ["supported"]


@pytest.mark.parametrize("question", ["月球离地球多远", "杭州的课后服务收费多少", "早上好"])
def test_questions_outside_the_subject_cost_no_call(worded: AnswerChain, model: Endpoint, question: str):
    """What no plan speaks of is refused before any model is asked."""
    model.says("约38万公里。")

    answer = worded.ask(question)

    assert answer.status in ("not_mentioned", "not_in_library")
    assert model.script.requests == []
