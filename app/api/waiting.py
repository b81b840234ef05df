"""Questions wait for their turn: a few are answered at once, a bounded number waits, and only more are sent away."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import TooManyWaiting

WAITING = 64  # questions that wait while others are answered
ASKED = re.compile(r"/v1/(ask|chat/completions|conversations/[^/]+/turns)")


class Turns:
    """*at_once* questions are answered side by side, whichever door they came through; *told* learns how many wait."""

    def __init__(self, at_once: int, told: Callable[[int], None]) -> None:
        self._turn, self._told = asyncio.Semaphore(at_once), told
        self._waiting = 0

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """A turn, once one is free, for as long as the block runs. Raises TooManyWaiting where WAITING others wait."""
        if self._turn.locked() and self._waiting >= WAITING:
            raise TooManyWaiting(WAITING)
        self._count(1)
        try:
            await self._turn.acquire()
        finally:
            self._count(-1)
        try:
            yield
        finally:
            self._turn.release()

    def _count(self, change: int) -> None:
        self._waiting += change
        self._told(self._waiting)


class Queue:
    """ASGI middleware: a request that asks takes one of *turns*, to the last piece of its answer.

    Where none is to be had it gets a 429 problem document with Retry-After. MCP takes its turns by the tool call.
    """

    def __init__(self, app: ASGIApp, *, turns: Turns) -> None:
        self.app, self._turns = app, turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not ASKED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        try:
            async with self._turns.one():
                await self.app(scope, receive, send)
        except TooManyWaiting as error:
            refusal = scope["app"].state.refuse(Request(scope), error)
            await refusal(scope, receive, send)
