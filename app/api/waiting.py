"""Questions wait for their turn: a few are answered at once, a bounded number waits, and only more are sent away."""

import asyncio
import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import TooManyWaiting

WAITING = 64  # questions that wait while others are answered
ASKED = re.compile(r"/v1/(ask|chat/completions|conversations/[^/]+/turns)")


class Queue:
    """ASGI middleware: of the requests that ask, *at_once* are answered side by side, to their last piece.

    Whoever comes when WAITING others wait gets a 429 problem document with Retry-After. *told* learns how many wait.
    """

    def __init__(self, app: ASGIApp, *, at_once: int, told: Callable[[int], None]) -> None:
        self.app, self.told = app, told
        self._turn = asyncio.Semaphore(at_once)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not ASKED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        if self._turn.locked() and self._waiting >= WAITING:
            refusal = scope["app"].state.refuse(Request(scope), TooManyWaiting(WAITING))
            await refusal(scope, receive, send)
            return
        self._count(1)
        try:
            await self._turn.acquire()
        finally:
            self._count(-1)
        try:
            await self.app(scope, receive, send)
        finally:
            self._turn.release()

    def _count(self, change: int) -> None:
        self._waiting += change
        self.told(self._waiting)
