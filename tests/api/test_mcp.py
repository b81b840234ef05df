"""The MCP server, spoken by the protocol's own client over both transports."""

import asyncio
import json
import re
import sys
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters
from mcp_types import CallToolResult

from app.clients.client import ApiClient
from tests.serving import EXAMPLES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUESTION = "云砚区初中学业质量监测合格率要达到多少？"
TOOLS = {"ask", "search", "read_clause", "list_documents", "list_commitments", "compare", "compare_versions"}
ROOT = EXAMPLES.parent


@pytest.fixture(params=["stdio", "http"])
def door(request: pytest.FixtureRequest, api: ApiClient) -> str | StdioServerParameters:
    """Where a client connects: to the API itself, or to a program that it starts, which goes through the API."""
    if request.param == "http":
        return f"{api.base_url}/mcp"
    env = {"PYTHONPATH": str(ROOT), "WENCE_API_URL": api.base_url}
    return StdioServerParameters(command=sys.executable, args=["-m", "app.cli", "mcp"], env=env)


def spoken(door: str | StdioServerParameters, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    """What *talk* returns, given a connected client."""

    async def run() -> Any:
        async with Client(door) as client:
            return await talk(client)

    return asyncio.run(run())


def said(result: CallToolResult) -> str:
    (content,) = result.content
    return content.text


def untimed(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def check_described(tool: Any, reply: dict | None) -> None:
    """A tool that a client can show: described in Chinese, read only, with a schema that its *reply* meets."""
    assert CHINESE.search(tool.title)
    assert CHINESE.search(tool.description)
    assert tool.annotations.read_only_hint
    assert tool.output_schema["type"] == "object"
    for parameter in tool.input_schema["properties"].values():
        assert CHINESE.search(parameter["description"])
    if reply is not None:
        Draft202012Validator(tool.output_schema).validate(reply)


def test_each_tool_says_what_the_api_says(door, api):
    """One conversation with every tool: Chinese descriptions, schemas that hold, replies as over HTTP."""
    documents = api.documents()
    first, second = (document["id"] for document in documents[:2])
    hit = api.search("教师交流", k=1)[0]
    calls = {
        "ask": {"question": QUESTION},
        "search": {"query": "教师交流", "k": 1},
        "read_clause": {"clause_id": hit["clause_id"]},
        "list_documents": {"limit": 2},
        "list_commitments": {"wanted": {"document": [first], "kind": ["funding"]}, "limit": 3},
        "compare": {"documents": [first, second]},
    }

    async def talk(client: Client) -> Any:
        tools = (await client.list_tools()).tools
        return tools, {name: await client.call_tool(name, given) for name, given in calls.items()}

    tools, results = spoken(door, talk)
    found = {name: result.structured_content for name, result in results.items()}

    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        check_described(tool, found.get(tool.name))
    assert not any(result.is_error for result in results.values())
    assert untimed(found["ask"]) == untimed(api.ask(QUESTION))
    assert found["search"] == {"items": [hit], "total": 1}
    assert found["read_clause"] == api.clause(hit["clause_id"])
    assert (found["list_documents"]["items"], found["list_documents"]["total"]) == (
        documents[:2],
        len(documents),
    )
    rows = api.commitments(first, kind=["funding"])
    assert (found["list_commitments"]["items"], found["list_commitments"]["total"]) == (rows[:3], len(rows))
    assert found["compare"] == api.compare([first, second])
    assert said(results["ask"]).startswith(found["ask"]["answer"])
    assert "/reader?doc=" in said(results["ask"])
    assert json.loads(said(results["search"])) == found["search"]


def test_documents_and_clauses_have_addresses(door, api):
    """A client can attach them; what isn't there is an error that says so, and each template is described."""
    document = api.documents()[0]["id"]
    cited = api.ask(QUESTION)["citations"][0]

    async def talk(client: Client) -> Any:
        templates = (await client.list_resource_templates()).resource_templates
        text = await client.read_resource(f"wence://documents/{document}")
        clause = await client.read_resource(f"wence://clauses/{quote(cited['clause_id'], safe='')}")
        with pytest.raises(MCPError, match="文件"):
            await client.read_resource("wence://documents/gone")
        return templates, text.contents[0].text, clause.contents[0].text

    templates, text, clause = spoken(door, talk)

    assert all(CHINESE.search(template.description) for template in templates)
    assert text == api.text(document)["text"]
    assert clause.startswith(cited["formal"])
    assert cited["quote"] in clause


def test_ready_made_requests_name_the_tools(api):
    """Prompts that a person chooses lead the model to our tools."""

    async def talk(client: Client) -> Any:
        prompts = (await client.list_prompts()).prompts
        chosen = await client.get_prompt("check_commitments", {"title": "《云砚区初中强基提质行动计划》"})
        return prompts, chosen.messages[0].content.text

    prompts, words = spoken(f"{api.base_url}/mcp", talk)

    assert all(CHINESE.search(prompt.title) and CHINESE.search(prompt.description) for prompt in prompts)
    assert "《云砚区初中强基提质行动计划》" in words
    assert "list_commitments" in words


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        pytest.param("read_clause", {"clause_id": "gone:一、"}, "「gone:一、」", id="clause"),
        pytest.param("ask", {"question": "问", "scope": {"documents": ["gone"]}}, "gone", id="scope"),
        pytest.param("ask", {"question": " "}, "question", id="blank"),
        pytest.param("ask", {"question": "问" * 1001}, "question", id="too-long"),
        pytest.param("list_commitments", {"wanted": {"knd": ["x"]}}, "knd", id="misspelt-filter"),
        pytest.param("list_commitments", {"limit": 100_000}, "limit", id="too-many"),
        pytest.param("compare", {"documents": ["one"]}, "documents", id="alone"),
        pytest.param("delete_everything", {}, "delete_everything", id="no-such-tool"),
    ],
)
def test_what_cannot_be_done_is_an_error_that_says_why(api, tool, given, words):
    """A tool's error is a result that a model can read; nothing of the inside is in it."""

    async def talk(client: Client) -> CallToolResult:
        return await client.call_tool(tool, given)

    result = spoken(f"{api.base_url}/mcp", talk)

    assert result.is_error
    assert words in said(result)
    assert "Traceback" not in said(result)


def test_versions_are_compared(writable: httpx.Client):
    """Two versions of one document, commitment by commitment."""
    notice = next(EXAMPLES.glob("01*"))
    text = notice.read_bytes().decode()
    for words in (text, text.replace("28节", "30节")):
        writable.post("/v1/documents", files={"file": (notice.name, words.encode())})
    (document,) = writable.get("/v1/documents").json()["items"]

    async def talk(client: Client) -> CallToolResult:
        return await client.call_tool("compare_versions", {"document": document["id"]})

    found = spoken(f"{writable.base_url}/mcp".replace("//mcp", "/mcp"), talk).structured_content

    assert (found["mode"], found["old"]["version"], found["new"]["version"]) == ("versions", 1, 2)
    assert any("30节" in pair["new"]["quote"] for pair in found["changed"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Host": "evil.example"}, 403, id="rebound-name"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="page-of-a-stranger"),
    ],
)
def test_a_page_elsewhere_cannot_reach_it_through_a_browser(http: httpx.Client, headers, status):
    """On this machine only names of this machine are answered: DNS rebinding ends here."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}

    assert http.post("/mcp", json=body, headers=headers | accept).status_code == status
