"""The queue of questions: bounded, fair to everything else, and nobody holds a turn for ever."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from mcp import Client
from mcp_types import CallToolResult

from app.api import chat_errors, problems
from app.api.waiting import WAITING, Queue, Turns
from app.clients.client import ApiClient
from app.mcp.server import build

AT_ONCE = 2


class Desk:
    """An API whose answers wait until they are let go, behind the queue."""

    def __init__(self) -> None:
        self.begun, self.answering, self.most, self.go = 0, 0, 0, asyncio.Event()
        self.waited: list[int] = []
        self.turns = Turns(AT_ONCE, self.waited.append)
        self.app = app = FastAPI()
        app.add_middleware(Queue, turns=self.turns)
        problems.install(app, dict.fromkeys(chat_errors.PREFIXES, chat_errors.chat_error_reply))
        app.post("/v1/ask")(self.ask)
        app.post("/v1/chat/completions")(self.ask)
        app.post("/v1/conversations/{ident}/turns")(self.ask)
        app.get("/v1/documents")(self.documents)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://desk"
        )

    async def ask(self, fail: bool = False) -> StreamingResponse:
        return StreamingResponse(self._answer(fail))

    async def documents(self) -> str:
        return "open"

    async def _answer(self, fail: bool) -> AsyncIterator[str]:
        self.begun += 1
        self.answering += 1
        self.most = max(self.most, self.answering)
        try:
            yield "一"
            await self.go.wait()
            if fail:
                raise RuntimeError
            yield "二"
        finally:
            self.answering -= 1

    async def crowd(self, count: int, path: str = "/v1/ask") -> list[asyncio.Task]:
        """*count* questions, all of them in or waiting when this returns."""
        tasks = [asyncio.create_task(self.client.post(path)) for _ in range(count)]
        for _ in range(50):
            await asyncio.sleep(0)
        return tasks

    def visitor(self) -> tuple[asyncio.Task, asyncio.Event]:
        """Somebody who asks, and what makes them close the connection."""
        leave = asyncio.Event()
        messages = iter([{"type": "http.request", "body": b"{}", "more_body": False}])

        async def receive() -> dict:
            if message := next(messages, None):
                return message
            await leave.wait()
            return {"type": "http.disconnect"}

        async def send(_: dict) -> None:
            return None

        scope = {"type": "http", "method": "POST", "path": "/v1/ask", "query_string": b"", "headers": []}
        return asyncio.create_task(self.app(scope, receive, send)), leave

    async def someone_waits(self, count: int) -> None:
        """Return when *count* wait."""
        async with asyncio.timeout(60):
            while self.waited[-1] < count:
                await asyncio.sleep(0)


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/chat/completions", "/v1/conversations/1/turns"])
def test_only_those_beyond_the_queue_are_sent_away(path: str):
    """A turn lasts to the last piece of an answer; the queue takes WAITING more; the rest learn when to come back."""

    async def play() -> None:
        desk = Desk()
        patient = await desk.crowd(AT_ONCE + WAITING, path)
        refused = [await desk.client.post(path) for _ in range(3)]
        aside = await desk.client.get("/v1/documents")
        desk.go.set()
        answered = await asyncio.gather(*patient)

        assert [reply.status_code for reply in refused] == [429] * 3
        assert all(int(reply.headers["Retry-After"]) > 0 and "重试" in reply.text for reply in refused)
        assert aside.status_code == 200
        assert {reply.text for reply in answered} == {"一二"}
        assert desk.most == AT_ONCE
        assert (max(desk.waited), desk.waited[-1]) == (WAITING, 0)

    asyncio.run(play())


def test_a_turn_is_given_back_however_it_ends():
    """Answers that break and askers that leave don't use the queue up."""

    async def play() -> None:
        desk = Desk()
        broken = [asyncio.create_task(desk.client.post("/v1/ask?fail=true")) for _ in range(AT_ONCE)]
        leaving = await desk.crowd(WAITING)
        for task in leaving:
            task.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        desk.go.set()
        await asyncio.gather(*broken, return_exceptions=True)
        answered = await asyncio.gather(*await desk.crowd(AT_ONCE + WAITING))

        assert {reply.status_code for reply in answered} == {200}

    asyncio.run(play())


def test_who_leaves_while_waiting_takes_no_turn():
    """Of two who wait the one that closes the connection is let go at once, the other is answered."""

    async def play() -> None:
        desk = Desk()
        patient = await desk.crowd(AT_ONCE)
        leaver, leave = desk.visitor()
        stayer, _ = desk.visitor()
        await desk.someone_waits(2)
        leave.set()
        async with asyncio.timeout(60):
            await leaver
        waiting, begun = desk.waited[-1], desk.begun
        desk.go.set()
        await asyncio.gather(*patient, stayer)

        assert (waiting, begun) == (1, AT_ONCE)
        assert (desk.waited[-1], desk.begun) == (0, AT_ONCE + 1)

    asyncio.run(play())


def test_the_tool_that_asks_stands_in_the_same_queue(api: ApiClient):
    """Over MCP as well a question waits its turn, and beyond the queue the model is told to come back."""

    async def ask(client: Client) -> CallToolResult:
        return await client.call_tool("ask", {"question": "校长每学期听评课多少节？"})

    async def play() -> None:
        desk = Desk()
        others = await desk.crowd(AT_ONCE + WAITING - 1)
        async with Client(build(lambda _: api, "http://desk", desk.turns.one)) as client:
            patient = asyncio.create_task(ask(client))
            await desk.someone_waits(WAITING)
            refused = await ask(client)
            others_refused = await desk.client.post("/v1/ask")
            searched = await client.call_tool("search", {"query": "听评课", "k": 1})
            desk.go.set()
            answered = await patient
        await asyncio.gather(*others)

        assert refused.is_error
        assert "排队" in refused.content[0].text
        assert "秒后重试" in refused.content[0].text
        assert others_refused.status_code == 429
        assert not searched.is_error
        assert answered.structured_content["status"] == "answered"
        assert desk.waited[-1] == 0

    asyncio.run(play())
