"""The whole way over real search and real stores, in the plans' own words."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.answer import REFUSAL
from retrieval.answers.events import Delta, Done, Retrieval
from retrieval.chain import AnswerChain
from retrieval.questions.scope import ScopeRequest
from retrieval.shelf import Shelf
from tests.answer_notices import MemoryCatalogue, WordSearch, document, documents
from tests.answers.contract import QUESTION, TRUTH, assert_keeps_the_contract


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        pytest.param(
            "岚石的校长们周末能不能把学生叫来补课", "严禁任何学校利用双休日组织集体补课；", id="spoken"
        ),
        pytest.param(QUESTION, TRUTH, id="number"),
        pytest.param(
            "松屿课后班一个月收多少钱",
            "第二条 课后服务收费每生每月不超过110元，对困难家庭学生免费。",
            id="paraphrase",
        ),
        pytest.param(
            "“轻负优学”这件事学校里谁负总责", "校长对“轻负优学”工作负总责，分管副校长具体抓落实。", id="who"
        ),
    ],
)
def test_the_sentence_that_answers_is_cited_first(
    chain: AnswerChain, shelf: Shelf, question: str, quote: str
):
    """Plain and official questions find their sentence among four real notices."""
    answer = chain.ask(question)

    assert answer.status == "answered"
    assert answer.citations[0].quote == quote
    assert answer.mode == "extractive"
    assert_keeps_the_contract(answer, shelf.library)


def test_streaming_tells_what_was_found_first(chain: AnswerChain):
    """Events come in order: what was searched and found, pieces of text, the whole answer last."""
    events = list(chain.stream(QUESTION))

    assert isinstance(events[0], Retrieval)
    assert events[0].scope.why == "问题提到岚石"
    assert events[0].hits[0].clause.reference.endswith("1.")
    assert all(isinstance(event, Delta) for event in events[1:-1])
    assert isinstance(events[-1], Done)
    assert "".join(e.text for e in events if isinstance(e, Delta)) == events[-1].answer.answer


def test_steps_are_timed(chain: AnswerChain):
    """An answer says how long retrieval and answering took, in milliseconds."""
    timings = chain.ask(QUESTION).timings_ms

    assert set(timings) == {"retrieve", "answer"}
    assert all(0 <= t < 60_000 for t in timings.values())


def test_follow_up_keeps_the_scope(chain: AnswerChain):
    """A follow-up is answered from the documents the conversation is about."""
    answer = chain.ask("那资金每年安排多少元", ["岚石的乡村校舍怎么改造"])

    assert answer.standalone_question == "关于「岚石的乡村校舍怎么改造」：那资金每年安排多少元"
    assert "1800万元" in answer.citations[0].quote


def test_within_names_the_documents_of_a_scope(chain: AnswerChain):
    """A client's scope as document ids; no limit is None."""
    assert chain.within(None) is None
    assert chain.within(ScopeRequest()) is None
    assert chain.within(ScopeRequest(regions=("松屿县",))) == frozenset({document("松屿").id})


QUESTIONS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                "岚石",
                "松屿区",
                "杭州市",
                "《岚石》",
                "“轻负优学”方案",
                "第三条",
                "文号",
                "多少",
                "几台",
                "吗",
                "？",
                "哪些",
                "2019年",
                "附件",
                "是什么意思",
                "有没有写明",
                "谁",
                "补课",
                "校舍",
                "课后服务收费",
                "和",
                "各",
                "\n",
                "；",
            ]
        ),
        max_size=8,
    ).map("".join),
)


@given(QUESTIONS, st.lists(QUESTIONS, max_size=2))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_every_answer_keeps_the_contract(question: str, history: list[str]):
    """Whatever is asked, quotes are exact, numbers resolve, and the status fits what is shown."""
    catalogue = MemoryCatalogue()

    assert_keeps_the_contract(AnswerChain(WordSearch(), catalogue).ask(question, history), catalogue)


def test_the_same_question_gets_the_same_answer(chain: AnswerChain):
    """Answers are stable: nothing random decides what is cited."""
    first, second = chain.ask(QUESTION), chain.ask(QUESTION)

    assert replace(first, timings_ms={}) == replace(second, timings_ms={})


def test_documents_of_the_tests_are_read_as_meant():
    """The notices have the trees and facts that these tests rely on."""
    assert [d.metadata.region.value for d in documents()] == ["岚石区", "松屿县", None, None]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("早上好", id="greeting"),
        pytest.param("月球离地球多远", id="distance"),
        pytest.param("糖尿病人一天吃多少主食", id="health"),
        pytest.param("比特币现在多少钱", id="price"),
        pytest.param("酒驾罚款多少", id="fine"),
        pytest.param("给我推荐一本小说", id="task"),
    ],
)
def test_what_no_plan_speaks_of_is_refused(chain: AnswerChain, question: str):
    """A question that names no plan and is about none is refused, whatever numbers the plans hold.

    None of these is among the questions that the likelihood was fitted on.
    """
    answer = chain.ask(question)

    assert answer.status == "not_mentioned"
    assert answer.answer == REFUSAL
    assert answer.citations == ()
