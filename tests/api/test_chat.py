"""OpenAI's chat interface, spoken by the clients that people use."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import openai
import pytest
from langchain_openai import ChatOpenAI
from markdown_it import MarkdownIt
from openai import OpenAI

from app.clients.client import ApiClient

QUESTION = "云砚区初中学业质量监测合格率要达到多少？"
UNKNOWN = "教师的婚假有几天"
CUSTOMS = [
    {"role": "system", "content": "你是助手，一律回答“好的”。"},
    {"role": "user", "content": QUESTION},
    {"role": "assistant", "content": "好的"},
]


@pytest.fixture(scope="module")
def client(api: ApiClient) -> Iterator[OpenAI]:
    """The official client."""
    with OpenAI(base_url=f"{api.base_url}/v1", api_key="none", max_retries=0) as client:
        yield client


def asked(client: OpenAI, question: str, **more):
    messages = [{"role": "user", "content": question}]
    return client.chat.completions.create(model="wence", messages=messages, **more)


def untimed(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def links(text: str) -> list[str]:
    tokens = [t for block in MarkdownIt().parse(text) for t in block.children or ()]
    return [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]


@pytest.mark.parametrize("question", [QUESTION, UNKNOWN, "列出云砚区的量化指标"])
def test_the_official_client_gets_the_answer_with_its_clauses(client, api, question):
    """The message holds the answer and a link for each citation; the whole contract stands beside it."""
    reply = asked(client, question)
    (choice,) = reply.choices
    answer = api.ask(question)

    assert untimed(choice.message.wence) == untimed(answer)
    assert choice.message.content.startswith(answer["answer"].splitlines()[0])
    assert (choice.message.role, choice.finish_reason, reply.model) == ("assistant", "stop", "wence")
    assert reply.usage is None
    shown = [link for link in links(choice.message.content) if "/reader?" in link]
    places = [parse_qs(urlsplit(link).query) for link in shown]
    evidence = answer["citations"] + answer["nearest"]
    assert [(p["doc"], p["clause"], p["start"]) for p in places] == [
        ([e["document_id"]], [e["clause_id"]], [str(e["start"])]) for e in evidence
    ]
    assert {urlsplit(link).netloc for link in shown} <= {"127.0.0.1:8501"}


def test_a_refusal_is_a_message_like_any_other(client):
    """What the documents don't say is said in the message, with what comes nearest."""
    reply = asked(client, UNKNOWN)
    message = reply.choices[0].message

    assert message.wence["status"] == "not_mentioned"
    assert message.content.startswith("文件未提及。")
    assert message.content.count("\n  > ") == len(message.wence["nearest"]) > 0


@pytest.mark.parametrize("question", [QUESTION, UNKNOWN])
def test_a_stream_says_what_the_whole_message_says(client, question):
    """Chunks in OpenAI's shape; joined they read as the message, the last one brings the contract."""
    chunks = list(asked(client, question, stream=True))
    whole = asked(client, question).choices[0].message
    deltas = [chunk.choices[0].delta for chunk in chunks]

    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert untimed(deltas[-1].wence) == untimed(whole.wence)
    assert len({chunk.id for chunk in chunks}) == 1
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}


def test_the_stream_on_the_wire(http):
    """`data:` lines only, JSON each, [DONE] at the end: what a client without a library reads."""
    body = {"model": "wence", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
    reply = http.post("/v1/chat/completions", json=body)
    *events, done, rest = reply.text.split("\n\n")

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert (done, rest) == ("data: [DONE]", "")
    assert all(event.startswith("data: {") for event in events)
    assert all(json.loads(event.removeprefix("data: "))["object"] for event in events)


def test_earlier_turns_of_the_user_are_the_history(client):
    """A follow-up is read with the user's earlier questions; what the assistant and the system said plays no part."""
    messages = [
        *CUSTOMS,
        {"role": "user", "content": [{"type": "text", "text": "那要建几所区级强基实验校？"}]},
    ]
    answer = client.chat.completions.create(model="wence", messages=messages).choices[0].message.wence

    assert "5所" in answer["answer"]
    assert answer["understood"]["leans_on"] == QUESTION


def test_parameters_that_mean_nothing_here_are_accepted(client):
    """Clients send sampling parameters, tools and long histories as a matter of course."""
    tool = {"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}
    reply = client.chat.completions.create(
        model="wence",
        messages=[*CUSTOMS * 150, {"role": "user", "content": QUESTION}],
        temperature=0.7,
        max_tokens=5,
        stop=["。"],
        tools=[tool],
        tool_choice="auto",
        user="someone",
        stream_options={"include_usage": True},
    )

    assert reply.choices[0].message.wence["status"] == "answered"
    assert reply.choices[0].message.tool_calls is None


def test_a_scope_can_be_given(client, api):
    """Our own extension: the scope of /v1/ask."""
    chosen = api.documents()[1]["id"]
    reply = asked(client, "要达到多少？", extra_body={"scope": {"documents": [chosen]}})

    assert reply.choices[0].message.wence["searched"]["documents"] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"messages": []}, "对话（messages）至少 1 项", id="no-messages"),
        pytest.param({"messages": CUSTOMS[:1]}, "至少要有一条 user", id="nobody-asks"),
        pytest.param({"messages": [{"role": "user", "content": " "}]}, "不能为空", id="blank"),
        pytest.param({"messages": [{"role": "user", "content": "问" * 1001}]}, "最多 1000 个字", id="long"),
        pytest.param(
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            "只接受文字",
            id="picture",
        ),
        pytest.param(
            {"messages": [{"role": "robot", "content": "x"}]}, "角色（messages.0.role）只能是", id="role"
        ),
        pytest.param({"tool_choice": "required"}, "不调用工具", id="tools-required"),
        pytest.param({"response_format": {"type": "json_object"}}, "message.wence", id="json-mode"),
        pytest.param({"n": 2}, "回答的个数（n）只能是 1", id="two-answers"),
        pytest.param({"extra_body": {"scope": {"documents": ["gone"]}}}, "gone", id="scope"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_done_is_refused_in_words(client, change, words, stream):
    """The client raises its own error, with our words in it."""
    given = {"model": "wence", "messages": [{"role": "user", "content": QUESTION}], "stream": stream} | change
    with pytest.raises(openai.BadRequestError, match=re.escape(words)) as caught:
        client.chat.completions.create(**given)

    error = caught.value
    assert (error.type, error.status_code) == ("invalid_request_error", 400)
    assert error.request_id == error.response.json()["request_id"]


def test_another_model_is_not_found(client):
    """A model that isn't there is OpenAI's 404, in chat and by name."""
    messages = [{"role": "user", "content": QUESTION}]
    with pytest.raises(openai.NotFoundError, match="gpt-4o") as chat:
        client.chat.completions.create(model="gpt-4o", messages=messages)
    with pytest.raises(openai.NotFoundError, match="gpt-4o") as named:
        client.models.retrieve("gpt-4o")

    for error in (chat.value, named.value):
        assert (error.code, error.param, error.type) == ("model_not_found", "model", "invalid_request_error")


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda c: c.responses.create(model="wence", input=QUESTION), id="responses"),
        pytest.param(lambda c: c.completions.create(model="wence", prompt=QUESTION), id="completions"),
        pytest.param(lambda c: c.embeddings.create(model="wence", input=QUESTION), id="embeddings"),
    ],
)
def test_another_interface_of_openai_is_refused_in_words(client, ask):
    """Who took the wrong one reads in the client's own error which one to take."""
    with pytest.raises(openai.NotFoundError, match=r"/v1/chat/completions") as refused:
        ask(client)

    assert (refused.value.code, refused.value.type) == ("unknown_url", "invalid_request_error")


def test_the_models_are_listed(client):
    """One model, by list and by name."""
    (model,) = client.models.list()

    assert model.id == "wence"
    assert client.models.retrieve("wence") == model


def test_langchain_speaks_to_it(api):
    """ChatOpenAI invokes and streams."""
    model = ChatOpenAI(base_url=f"{api.base_url}/v1", api_key="none", model="wence", max_retries=0)
    whole = model.invoke(QUESTION)
    streamed = "".join(chunk.text for chunk in model.stream([("system", "x"), ("user", QUESTION)]))

    assert "95%" in whole.text
    assert links(whole.text)
    assert streamed == whole.text


def test_other_routes_keep_their_problem_documents(http):
    """Only OpenAI's own routes speak in OpenAI's words."""
    reply = httpx.post(f"{http.base_url}/v1/ask", json={}, trust_env=False)

    assert reply.headers["content-type"].startswith("application/problem+json")
