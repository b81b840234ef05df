"""Questions wait for their turn: a few are answered at once, a bounded number waits, and only more are sent away."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import TooManyWaiting

WAITING = 64  # questions that wait while others are answered
AHEAD = 1_000_000  # bytes of a question that are read while it waits
ASKED = re.compile(r"/v1/(ask|chat/completions|conversations/[^/]+/turns)")


class AskerLeft(Exception):
    """Whoever asked went away before their turn came."""


class Turns:
    """*at_once* questions are answered side by side, whichever door they came through; *told* learns how many wait."""

    def __init__(self, at_once: int, told: Callable[[int], None]) -> None:
        self._turn, self._told = asyncio.Semaphore(at_once), told
        self._waiting = 0

    @asynccontextmanager
    async def one(self, leaving: Callable[[], Awaitable[None]] | None = None) -> AsyncIterator[None]:
        """A turn, once one is free, for as long as the block runs.

        *leaving* returns when the asker goes away. Raises AskerLeft then, TooManyWaiting where WAITING others wait.
        """
        if self._turn.locked() and self._waiting >= WAITING:
            raise TooManyWaiting(WAITING)
        self._count(1)
        try:
            if leaving and self._turn.locked():
                await self._acquire_before(leaving)
            else:
                await self._turn.acquire()
        finally:
            self._count(-1)
        try:
            yield
        finally:
            self._turn.release()

    async def _acquire_before(self, leaving: Callable[[], Awaitable[None]]) -> None:
        turn, left = asyncio.ensure_future(self._turn.acquire()), asyncio.ensure_future(leaving())
        try:
            await asyncio.wait({turn, left}, return_when=asyncio.FIRST_COMPLETED)
            if left.done():
                left.result()  # what went wrong while it was listened for
                raise AskerLeft
        except BaseException:
            if not turn.cancel():
                self._turn.release()
            raise
        finally:
            left.cancel()
            await asyncio.wait({left})

    def _count(self, change: int) -> None:
        self._waiting += change
        self._told(self._waiting)


class Ahead:
    """The messages of a request, of which some are read before the application wants them."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._kept: deque[Message] = deque()

    async def until_left(self) -> None:
        """Read on until the client goes away; a request of more than AHEAD bytes is read no further."""
        size = 0
        while (message := await self._receive())["type"] != "http.disconnect":
            self._kept.append(message)
            size += len(message.get("body", b""))
            if size > AHEAD:
                await asyncio.Event().wait()

    async def receive(self) -> Message:
        return self._kept.popleft() if self._kept else await self._receive()


class Queue:
    """ASGI middleware: a request that asks takes one of *turns*, to the last piece of its answer.

    Where none is to be had it gets a 429 problem document with Retry-After; one whose client is gone when its turn
    comes takes none. MCP takes its turns by the tool call.
    """

    def __init__(self, app: ASGIApp, *, turns: Turns) -> None:
        self.app, self._turns = app, turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not ASKED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        ahead = Ahead(receive)
        try:
            async with self._turns.one(ahead.until_left):
                await self.app(scope, ahead.receive, send)
        except AskerLeft:
            return  # there is nobody to tell
        except TooManyWaiting as error:
            refusal = scope["app"].state.refuse(Request(scope), error)
            await refusal(scope, receive, send)
