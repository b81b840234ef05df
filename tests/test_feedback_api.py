"""What people find of answers, over HTTP and on the command line: kept with the answer, exported as questions."""

import json

import httpx
import pytest

from app.cli import main
from app.clients.client import ApiProblem
from app.settings import Settings
from eval.questions import read_questions
from tests.serving import serving_library

PLAN = "石桥区课后服务方案\n\n石教〔2024〕9号\n\n一、时间\n课后服务时间每天不少于2小时。\n二、经费\n财政按每生每学期150元的标准给予补助。\n"
QUESTION = "石桥区课后服务财政补助的标准是每生每学期多少元？"


@pytest.fixture(scope="module")
def client(tmp_path_factory, embedder):
    with serving_library(Settings(home=tmp_path_factory.mktemp("judged")), embedder) as client:
        client.upload(PLAN.encode(), "方案.txt")
        yield client


@pytest.fixture
def turns(client):
    """The ids of two answers of one conversation, which is deleted afterwards."""
    talk = client.begin_conversation()["id"]
    yield [client.ask_turn(talk, question)["id"] for question in (QUESTION, "那每天多长时间？")]
    client.delete_conversation(talk)


def test_the_last_verdict_is_kept_with_the_answer(client, turns):
    """A verdict comes back with its conversation, a later one takes its place, and it can be taken back."""
    talk = client.conversations()[0]["id"]
    client.judge(turns[0], "up")
    told = client.judge(turns[0], "down", reasons=["incomplete", "unclear"], note=" 少了一句 ")

    kept, other = (turn["feedback"] for turn in client.conversation(talk)["turns"])
    assert kept == told["feedback"]
    assert (kept["verdict"], kept["reasons"], kept["note"]) == (
        "down",
        ["incomplete", "unclear"],
        "少了一句",
    )
    assert other is None

    client.unjudge(turns[0])
    assert client.conversation(talk)["turns"][0]["feedback"] is None
    assert client.feedback() == []


def test_judged_answers_are_listed_with_the_questions_before(client, turns):
    """Only what was judged is listed, all or by verdict, with what was asked before."""
    client.judge(turns[1], "down", reasons=["off_topic"])
    client.judge(turns[0], "up")

    assert {item["id"]: item["earlier"] for item in client.feedback()} == {turns[1]: [QUESTION], turns[0]: []}
    assert [item["id"] for item in client.feedback("up")] == [turns[0]]


def test_feedback_goes_with_its_conversation(client):
    """Deleting a conversation deletes what was found of its answers."""
    talk = client.begin_conversation()["id"]
    client.judge(client.ask_turn(talk, QUESTION)["id"], "up")

    client.delete_conversation(talk)

    assert client.feedback() == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"verdict": "good"}, "verdict", id="verdict"),
        pytest.param({"reasons": ["ugly"]}, "reasons", id="reason"),
        pytest.param({"note": "长" * 2001}, "2000", id="long-note"),
        pytest.param({"stars": 5}, "stars", id="unknown-field"),
    ],
)
def test_bad_feedback_is_a_problem(client, turns, change, says):
    """What is wrong is said, and nothing is kept."""
    body = {"turn": turns[0], "verdict": "up"} | change
    reply = httpx.post(f"{client.base_url}/v1/feedback", json=body, trust_env=False)

    assert reply.status_code == 422
    assert says in reply.json()["detail"]
    assert client.feedback() == []


def test_an_unknown_answer_is_a_problem(client):
    """Feedback on an answer that nobody has is a 404 that names it."""
    for attempt in (lambda: client.judge("不存在", "up"), lambda: client.unjudge("不存在")):
        with pytest.raises(ApiProblem, match="不存在") as problem:
            attempt()
        assert (problem.value.status, problem.value.type) == (404, "urn:wence:unknown-turn")


def test_the_export_is_a_file_of_questions(client, turns, tmp_path, monkeypatch, capsys):
    """`wence feedback --json` is what evaluation reads: good answers with their quotes, the others to be filled in."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    client.judge(turns[0], "up")
    client.judge(turns[1], "down", reasons=["off_topic"], note="问的是时间")

    assert main(["feedback", "--json"]) == 0
    lines = capsys.readouterr().out
    path = tmp_path / "questions.jsonl"
    path.write_text(lines, encoding="utf-8")
    good, bad = read_questions([path])

    assert (good.question, good.context, good.gold[0].doc) == (QUESTION, (), "方案.txt")
    assert good.places({"方案.txt": PLAN})
    assert (bad.context, bad.gold) == ((QUESTION,), ())
    said = json.loads(lines.splitlines()[1])
    assert (said["verdict"], said["reasons"], said["note"]) == ("down", ["off_topic"], "问的是时间")


def test_the_list_on_the_command_line(client, turns, monkeypatch, capsys):
    """`wence feedback` says in words what was found; with nothing it says so."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    assert main(["feedback"]) == 0
    nothing = capsys.readouterr().out
    client.judge(turns[0], "down", reasons=["wrong_clause"], note="应为第三条")

    assert main(["feedback", "--verdict", "有问题"]) == 0
    listed = capsys.readouterr().out
    assert main(["feedback", "--verdict", "有用"]) == 0

    assert nothing == "还没有评价。\n"
    assert listed == f"有问题　{QUESTION}　引错条款　应为第三条\n"
    assert capsys.readouterr().out == "还没有评价。\n"
