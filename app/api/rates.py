"""How much one key may ask for: so many requests a minute, so many under way, none without end."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.caller import LOCAL, Caller
from app.access.errors import TooManyAtOnce, TooManyRequests, TooSlow, Unsent
from app.settings import Settings
from ingest.errors import WenceError

BODY_SECONDS = 60  # without a byte of a request's body
MOST_KEYS = 10_000  # that are remembered


@dataclass(slots=True)
class Usage:
    """What one key has left: requests of its minute, which come back evenly, and how many are under way."""

    left: float
    seen: float
    under_way: int = 0


class Meter:
    """Counts what each key asks for. Used by one event loop, so that nothing happens between two lines."""

    def __init__(self, rate: int, concurrent: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._concurrent, self._clock = rate, concurrent, clock
        self._usages: dict[str, Usage] = {}

    def begin(self, key: str) -> Usage:
        """One more request of *key*. Raises TooManyRequests, TooManyAtOnce."""
        usage = self._usage(key)
        if usage.under_way >= self._concurrent:
            raise TooManyAtOnce(self._concurrent)
        if usage.left < 1:
            raise TooManyRequests(self._rate, wait=(1 - usage.left) * 60 / self._rate)
        usage.left -= 1
        usage.under_way += 1
        return usage

    def end(self, usage: Usage) -> None:
        usage.under_way -= 1

    def _usage(self, key: str) -> Usage:
        now = self._clock()
        if len(self._usages) >= MOST_KEYS:
            self._usages = {k: u for k, u in self._usages.items() if u.under_way or now - u.seen < 60}
        usage = self._usages.setdefault(key, Usage(self._rate, now))
        usage.left = min(self._rate, usage.left + (now - usage.seen) * self._rate / 60)
        usage.seen = now
        return usage


class Rates:
    """ASGI middleware inside the gate: holds each key to its limits, and every request to its time.

    Whoever sits at this machine is not counted. What is given up still counts until its thread has ended.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, body_seconds: float = BODY_SECONDS) -> None:
        self.app, self._timeout, self._body_seconds = app, settings.request_timeout, body_seconds
        self._meter = Meter(settings.rate, settings.concurrent)
        self._given_up: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller: Caller = scope["state"]["caller"]
        try:
            usage = None if caller == LOCAL else self._meter.begin(caller.key_id)
            await self._in_time(usage, scope, self._hasty(receive), send)
        except WenceError as error:
            refusal = scope["app"].state.refuse(Request(scope), error)
            await refusal(scope, receive, send)

    async def _in_time(self, usage: Usage | None, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request; a reply that has begun may take as long as it does. Raises TooSlow."""
        begun, late = asyncio.Event(), False

        async def unless_late(message: Message) -> None:
            begun.set()
            if not late:
                await send(message)

        def ended(task: asyncio.Task[None]) -> None:
            begun.set()
            self._given_up.discard(task)
            if usage:
                self._meter.end(usage)

        task = asyncio.create_task(self._run(scope, receive, unless_late))
        task.add_done_callback(ended)
        try:
            await asyncio.wait_for(begun.wait(), self._timeout)
        except TimeoutError:
            late = True
            self._given_up.add(task)  # a thread can't be stopped
            raise TooSlow(self._timeout) from None
        await task

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def _hasty(self, receive: Receive) -> Receive:
        """*receive*, which raises Unsent where the rest of a request doesn't come."""
        whole = False

        async def hasty() -> Message:
            nonlocal whole
            if whole:  # all that can come now is that the client went away
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), self._body_seconds)
            except TimeoutError:
                raise Unsent(self._body_seconds) from None
            whole = not message.get("more_body", False)
            return message

        return hasty
