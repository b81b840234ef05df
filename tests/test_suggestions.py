"""Questions that go on from an answer: each leads to an answer on the clause it came from."""

import pytest

from app.clients.client import ApiProblem
from app.settings import Settings
from tests.serving import EXAMPLES, serving_library

QUESTIONS = (
    "云砚区初中生均公用经费标准提高到多少？",
    "云砚区初中强基提质行动计划的目标是什么？",
    "霁渡县教师交流轮岗怎么考核？",
    "青岫市智慧校园建设的经费从哪里来？",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory, embedder):
    with serving_library(Settings(home=tmp_path_factory.mktemp("suggested")), embedder) as client:
        for path in sorted(EXAMPLES.glob("0*"))[:5]:
            client.upload(path.read_bytes(), path.name)
        yield client


@pytest.fixture(scope="module")
def told(client):
    """The suggestions after each of the questions, with the turn they go on from."""
    talk = client.begin_conversation()["id"]
    turns = [client.ask_turn(talk, question, alone=True) for question in QUESTIONS]
    return [(turn, client.suggestions(talk, turn["id"])) for turn in turns]


def test_every_suggestion_is_answered(client, told):
    """Asked of the document it names, each question is answered, and from a clause that the answer before cited."""
    asked = 0
    for turn, items in told:
        clauses = {citation["clause_id"] for citation in turn["answer"]["citations"]}
        for item in items:
            answer = client.ask(item["question"], scope={"documents": [item["document_id"]]})
            assert answer["status"] == "answered", item
            assert clauses & {citation["clause_id"] for citation in answer["citations"]}, item
            asked += 1
    assert asked >= 2


def test_suggestions_are_few_and_different(told):
    """At most three, no two alike, none of them the question itself."""
    for turn, items in told:
        questions = [item["question"] for item in items]
        assert len(questions) <= 3
        assert len(set(questions) | {turn["question"]}) == len(questions) + 1


def test_what_begins_is_not_asked_for_its_end(told):
    """The clause on the standard says from when it holds: nobody asks when that is done."""
    turn, items = told[0]

    assert "秋季学期起" in turn["answer"]["answer"]
    assert items
    assert not [item for item in items if "什么时候完成" in item["question"]]


def test_a_refusal_suggests_nothing(client):
    """Where no clause is cited there is nothing to go on from; an unknown answer is a problem."""
    talk = client.begin_conversation()["id"]
    turn = client.ask_turn(talk, "岚水县的补助标准是多少？")

    assert client.suggestions(talk, turn["id"]) == []
    with pytest.raises(ApiProblem, match="不存在"):
        client.suggestions(talk, "不存在")
