"""Conversations over HTTP: answers kept as given, found, renamed, deleted, exported."""

import io

import docx
import httpx
import pytest

from app.clients.client import ApiProblem
from app.settings import Settings
from retrieval.errors import UnknownConversation
from retrieval.store.conversations import ConversationTable
from retrieval.store.database import Database
from tests.serving import serving_library

PLAN = "砚湖区课后服务方案\n\n砚教〔2024〕9号\n\n一、时间\n课后服务时间每天不少于2小时。\n二、经费\n{money}\n"
MONEY = "财政按每生每学期150元的标准给予补助。"
POOR = "家庭经济困难的学生免收课后服务费。"
QUESTION = "砚湖区课后服务财政补助的标准是每生每学期多少元？"


@pytest.fixture(scope="module")
def client(tmp_path_factory, embedder):
    with serving_library(Settings(home=tmp_path_factory.mktemp("talks")), embedder) as client:
        upload(client, MONEY + POOR)
        yield client


@pytest.fixture
def talk(client):
    """A conversation in which one question was asked, deleted afterwards."""
    begun = client.begin_conversation()
    client.ask_turn(begun["id"], QUESTION)
    yield begun["id"]
    if any(item["id"] == begun["id"] for item in client.conversations()):
        client.delete_conversation(begun["id"])


def upload(client, money: str) -> dict:
    return client.upload(PLAN.format(money=money).encode(), "方案.txt")


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_turn_keeps_the_whole_answer(client, talk):
    """What comes back later is what was answered, and it is what asking without a conversation answers."""
    (turn,) = client.conversation(talk)["turns"]
    alone = client.ask(QUESTION)

    assert turn["answer"] | {"timings_ms": 0} == alone | {"timings_ms": 0}
    assert (turn["question"], turn["answer"]["status"]) == (QUESTION, "answered")
    assert turn["asked_at"].endswith("+00:00")


def test_a_turn_leans_on_those_before_it(client, talk):
    """A follow-up is understood by the questions kept before it; asked alone it is not."""
    follow = client.ask_turn(talk, "那家庭经济困难的学生呢？")["answer"]
    alone = client.ask_turn(talk, "那家庭经济困难的学生呢？", alone=True)["answer"]

    assert QUESTION.rstrip("？") in follow["standalone_question"]
    assert POOR in follow["answer"]
    assert alone["standalone_question"] == "那家庭经济困难的学生呢？"
    assert client.conversation(talk)["count"] == 3


def test_a_streamed_turn_ends_with_what_is_kept(client, talk):
    """The events of an answer come first, the turn last; it is the one that is kept."""
    events = list(client.ask_turn_stream(talk, "课后服务每天多长时间？"))

    names = [name for name, _ in events]
    assert (names[0], names[-2:]) == ("retrieval", ["answer", "turn"])
    assert events[-1][1]["answer"] == events[-2][1]
    assert client.conversation(talk)["turns"][-1] == events[-1][1]


def test_the_first_question_names_it_and_people_rename_it(client, talk):
    """A conversation is called by its first question until someone calls it otherwise."""
    assert client.conversation(talk)["title"] == QUESTION

    renamed = client.rename_conversation(talk, "补助标准")
    client.ask_turn(talk, "每天多长时间？")

    assert renamed["title"] == client.conversation(talk)["title"] == "补助标准"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("", True, id="all"),
        pytest.param("150元", True, id="answer"),
        pytest.param("150 元", True, id="spaced"),
        pytest.param("财政补助", True, id="question"),
        pytest.param("课后服务方案", True, id="title-cited"),
        pytest.param("存档　１５０", True, id="own-title-and-full-width"),
        pytest.param("存档 轮岗", False, id="not-all-words"),
        pytest.param("%", False, id="no-wildcards"),
    ],
)
def test_searching(client, talk, words, found):
    """Title and texts are searched, in any width; every word must be there."""
    client.rename_conversation(talk, "存档用")

    assert [item["id"] for item in client.conversations(words)] == ([talk] if found else [])


def test_the_last_asked_stands_first_and_empty_ones_are_not_listed(client, talk):
    """The list is by the last question, and a conversation without any is not in it."""
    other = client.begin_conversation("另一个")["id"]
    assert [item["id"] for item in client.conversations()] == [talk]

    client.ask_turn(other, QUESTION)

    assert [item["id"] for item in client.conversations()] == [other, talk]
    client.delete_conversation(other)


def test_a_deleted_conversation_is_gone(client, talk):
    """After deletion neither reading nor asking finds it."""
    client.delete_conversation(talk)

    for attempt in (client.conversation, lambda i: client.ask_turn(i, QUESTION), client.delete_conversation):
        with pytest.raises(ApiProblem, match=talk) as problem:
            attempt(talk)
        assert (problem.value.status, problem.value.type) == (404, "urn:wence:unknown-conversation")


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        pytest.param("", {"title": " "}, "title", id="blank-title"),
        pytest.param("", {"title": "题" * 101}, "100", id="long-title"),
        pytest.param("/{talk}/turns", {"question": ""}, "question", id="no-question"),
        pytest.param("/{talk}/turns", {"question": "谁？", "history": []}, "history", id="own-history"),
        pytest.param("/{talk}/turns", {"question": "谁？", "scope": {"documents": ["x"]}}, "x", id="scope"),
    ],
)
def test_a_bad_request_is_a_problem_and_keeps_nothing(client, talk, path, body, says):
    """What is wrong is said, and the conversation is as before."""
    url = f"{client.base_url}/v1/conversations{path.format(talk=talk)}"
    reply = httpx.post(url, json=body, trust_env=False)

    assert reply.status_code == 422
    assert says in reply.json()["detail"]
    assert client.conversation(talk)["count"] == 1


def test_what_belongs_to_another_is_unknown(tmp_path):
    """No method shows, changes or lists a conversation of another owner."""
    database = Database.open(tmp_path / "library.db")
    table = ConversationTable(database)
    begun = table.begin("甲", "甲的")

    assert table.listed("乙") == []
    for attempt in (
        lambda: table.conversation("乙", begun.id),
        lambda: table.turns("乙", begun.id),
        lambda: table.rename("乙", begun.id, "乙的"),
        lambda: table.delete("乙", begun.id),
        lambda: table.add("乙", begun.id, {"question": "谁？", "answer": "", "citations": []}),
    ):
        with pytest.raises(UnknownConversation):
            attempt()
    assert table.conversation("甲", begun.id).title == "甲的"
    database.close()


@pytest.mark.parametrize("form", ["docx", "md"])
def test_an_exported_conversation_can_be_filed(client, talk, form):
    """The file holds question, time, words, numbered citation, formal citation, version."""
    client.ask_turn(talk, "岚水县的补助标准是多少？")
    data = client.conversation_file(talk, form)

    said = text_of(data) if form == "docx" else data.decode().replace("\\", "")
    for words in (
        QUESTION,
        "150元",
        "[1]",
        "砚教〔2024〕9号",
        "第 1 版",
        "仍为现行版本",
        "文件未提及",
        "回答：",
    ):
        assert words in said


def test_an_answer_outlives_its_document(client, talk):
    """With the document changed, then deleted, the answer is as given; the export says which version it was."""
    before = client.conversation(talk)["turns"]
    document = upload(client, "财政按每生每学期200元的标准给予补助。")["document"]["id"]

    changed = text_of(client.conversation_file(talk, "docx"))
    client.delete(document)
    deleted = text_of(client.conversation_file(talk, "docx"))

    assert client.conversation(talk)["turns"] == before
    assert "现行的是第 2 版" in changed
    assert "已不在文件库中" in deleted
    assert "150元" in changed
    assert "150元" in deleted
    upload(client, MONEY + POOR)


def test_home_goes_with_the_question(client, talk):
    """Where the user works narrows a question that names nothing; documents that are chosen outright count more."""
    other = client.upload("浅溪县课后服务方案\n\n一、时间\n课后服务每天1小时。\n".encode(), "浅溪.txt")[
        "document"
    ]
    question, home = "课后服务每天多长时间？", {"region": "浅溪县", "level": None}

    def searched(**asking):
        return client.ask_turn(talk, question, alone=True, **asking)["answer"]["searched"]

    everywhere, at_home = searched(), searched(home=home)
    chosen = searched(home=home, scope={"documents": everywhere["document_ids"]})
    client.delete(other["id"])

    assert len(everywhere["document_ids"]) == everywhere["documents"] == 2
    assert (at_home["document_ids"], at_home["documents"]) == ([other["id"]], 1)
    assert "浅溪县" in at_home["why"]
    assert (chosen["documents"], chosen["why"]) == (2, "按所选的文件检索")
