"""Follow-ups completed by the chat model, and the rules that stay where it does not keep to what was said."""

import pytest

from retrieval.chain import AnswerChain
from tests.openai_stub import Endpoint, Fault

EARLIER = ["岚石的乡村校舍怎么改造"]
FOLLOW_UP = "那资金每年安排多少元"
FULL = "岚石乡村校舍改造的资金每年安排多少元"
DRAFT = "每年不少于1800万元[C1]。"
RULES = f"关于「{EARLIER[0]}」：{FOLLOW_UP}"


def test_a_follow_up_is_completed_by_the_model(worded: AnswerChain, model: Endpoint):
    """The question that is searched is the model's; the one that is shown is the user's own."""
    model.says(FULL, DRAFT)

    answer = worded.ask(FOLLOW_UP, EARLIER)

    assert answer.question == FOLLOW_UP
    assert answer.standalone_question == FULL
    assert "1800万元" in answer.citations[0].quote
    assert EARLIER[0] in model.script.prompts[0]
    assert FULL in model.script.prompts[1]
    assert answer.warnings == ()


@pytest.mark.parametrize(
    "rewritten",
    [
        pytest.param("松屿县乡村校舍改造的资金每年安排多少元", id="another-document"),
        pytest.param("南京市乡村校舍改造的资金每年安排多少元", id="a-place-nobody-named"),
        pytest.param("岚石乡村校舍2027年的资金安排多少元", id="a-year-nobody-named"),
        pytest.param("好的，我来改写：\n岚石资金多少", id="chatter"),
        pytest.param("每生均公用经费标准及寄宿补助政策解读", id="something-else"),
        pytest.param("岚石" * 150, id="too-long"),
    ],
)
def test_a_rewriting_that_adds_anything_is_set_aside(worded: AnswerChain, model: Endpoint, rewritten: str):
    """The rules' reading stays where the model names a place, a year or a matter that nobody spoke of."""
    model.says(rewritten, DRAFT)

    answer = worded.ask(FOLLOW_UP, EARLIER)

    assert answer.standalone_question == RULES
    assert "1800万元" in answer.citations[0].quote


@pytest.mark.parametrize("fault", [Fault.UNAUTHORIZED, Fault.BROKEN_JSON, Fault.CUT, Fault.EMPTY])
def test_a_failed_rewriting_falls_back_to_the_rules(worded: AnswerChain, model: Endpoint, fault: Fault):
    """A model that fails to rewrite costs nothing but a word to the user."""
    model.says(fault, DRAFT)

    answer = worded.ask(FOLLOW_UP, EARLIER)

    assert answer.standalone_question == RULES
    assert answer.mode == "generated"
    assert "追问按规则理解" in answer.warnings[0]


def test_a_question_that_stands_alone_costs_no_rewriting(worded: AnswerChain, model: Endpoint):
    """Only what leans on the conversation is rewritten."""
    model.says("松屿课后服务收费每生每月不超过110元[C1]。")

    worded.ask("松屿课后服务每生每月收费多少元", EARLIER)

    assert len(model.script.requests) == 1
