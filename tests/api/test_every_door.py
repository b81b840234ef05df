"""One contract: whichever door a question comes in by, the answer is the same but for its timings."""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from openai import OpenAI

from app.cli import main
from app.clients.client import ApiClient
from app.service import Service
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.api.conftest import FILES
from tests.serving import EXAMPLES

Json = dict[str, Any]
QUESTIONS = {
    "answered": "云砚区初中学业质量监测合格率要达到多少？",
    "not_mentioned": "教师的婚假有几天",
    "not_in_library": "青澜市中考体育多少分",
    "list": "列出云砚区的量化指标",
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, Json]:
    """What the service itself answers, over a library of the same files."""
    with Service.open(Settings(home=tmp_path_factory.mktemp("service")), embedder=embedder) as service:
        for path in FILES:
            service.upload(path.read_bytes(), path.name)
        answers = {kind: service.ask(question).to_dict() for kind, question in QUESTIONS.items()}
    return {kind: plain(answer) for kind, answer in answers.items()}


def plain(answer: Json) -> Json:
    """The contract as JSON gives it, without what no two runs share."""
    told: Json = json.loads(json.dumps(answer))
    told.pop("timings_ms")
    return told


def http_json(api: ApiClient, question: str) -> Json:
    return api.ask(question)


def http_sse(api: ApiClient, question: str) -> Json:
    *_, (name, answer) = api.ask_stream(question)
    assert name == "answer"
    return answer


def chat(api: ApiClient, question: str) -> Json:
    with OpenAI(base_url=f"{api.base_url}/v1", api_key="none") as client:
        asked = [{"role": "user", "content": question}]
        return client.chat.completions.create(model="wence", messages=asked).choices[0].message.wence


def chat_stream(api: ApiClient, question: str) -> Json:
    with OpenAI(base_url=f"{api.base_url}/v1", api_key="none") as client:
        asked = [{"role": "user", "content": question}]
        *_, last = client.chat.completions.create(model="wence", messages=asked, stream=True)
        return last.choices[0].delta.wence


def mcp_http(api: ApiClient, question: str) -> Json:
    return asyncio.run(_called(f"{api.base_url}/mcp", question))


def mcp_stdio(api: ApiClient, question: str) -> Json:
    env = {"PYTHONPATH": str(EXAMPLES.parent), "WENCE_API_URL": api.base_url}
    program = StdioServerParameters(command=sys.executable, args=["-m", "app.cli", "mcp"], env=env)
    return asyncio.run(_called(program, question))


async def _called(door: str | StdioServerParameters, question: str) -> Json:
    async with Client(door) as client:
        return (await client.call_tool("ask", {"question": question})).structured_content


DOORS: list[Callable[[ApiClient, str], Json]] = [
    http_json,
    http_sse,
    chat,
    chat_stream,
    mcp_http,
]


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_every_door_gives_the_services_answer(door, kind, api, expected):
    """Status, text, sentences, citations, nearest clauses, what was searched: all of it."""
    assert plain(door(api, QUESTIONS[kind])) == expected[kind]


def test_the_program_that_clients_start_gives_it_too(api, expected):
    """MCP over standard input and output; one question, since each starts a process."""
    assert plain(mcp_stdio(api, QUESTIONS["answered"])) == expected["answered"]


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_command_line_gives_it_too(kind, api, expected, monkeypatch, capsys):
    """`wence ask --json`."""
    monkeypatch.setenv("WENCE_API_URL", api.base_url)

    assert main(["ask", QUESTIONS[kind], "--json"]) == 0
    assert plain(json.loads(capsys.readouterr().out)) == expected[kind]
