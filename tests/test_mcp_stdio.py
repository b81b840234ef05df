"""`wence mcp` without a server: it opens the library itself, and gives it back."""

import asyncio
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from app.service import Service
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.serving import EXAMPLES

NOTICE = next(EXAMPLES.glob("03*"))
QUESTION = "霁渡县教师交流轮岗的年限是几年？"


@pytest.fixture
def settings(tmp_path: Path, models: Path, embedder: Embedder) -> Settings:
    made = Settings(home=tmp_path / "home", models=models)
    with Service.open(made, embedder=embedder) as service:
        service.upload(NOTICE.read_bytes(), NOTICE.name)
    return made


def asked(settings: Settings, errors: Path):
    """The reply of a program that a client starts for one question."""
    env = {"PYTHONPATH": str(EXAMPLES.parent), "WENCE_HOME": str(settings.home)}
    env |= {"WENCE_MODELS": str(settings.models)}
    program = StdioServerParameters(command=sys.executable, args=["-m", "app.cli", "mcp"], env=env)

    async def run():
        with errors.open("w") as log:
            async with Client(stdio_client(program, errlog=log)) as client:
                return await client.call_tool("ask", {"question": QUESTION})

    return asyncio.run(run())


def test_it_opens_the_library_and_lets_go_of_it(settings: Settings, embedder: Embedder, tmp_path: Path):
    """Answers as the service gives them; afterwards the library is free, and nothing was said that is no log."""
    result = asked(settings, tmp_path / "log")

    with Service.open(settings, embedder=embedder) as service:
        expected = service.ask(QUESTION).to_dict()
    found = result.structured_content
    assert found["answer"] == expected["answer"]
    assert [c["clause_id"] for c in found["citations"]] == [c["clause_id"] for c in expected["citations"]]
    assert QUESTION not in (tmp_path / "log").read_text()


def test_a_library_in_use_is_told_to_whoever_calls_a_tool(
    settings: Settings, embedder: Embedder, tmp_path: Path
):
    """The greeting succeeds; the tool says what is in the way."""
    with Service.open(settings, embedder=embedder):
        result = asked(settings, tmp_path / "log")

    assert result.is_error
    assert str(settings.home) in result.content[0].text
