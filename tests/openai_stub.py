"""A scripted chat endpoint over real HTTP, for tests: it answers, streams, lies, breaks, hangs.

A script is a list of replies; each request takes the next, the last one stays. A reply is the text to say, or a Fault.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse


class Fault(Enum):
    """How a reply goes wrong."""

    RATE_LIMIT = auto()  # 429
    RATE_LIMIT_LONG = auto()  # 429, to come back in a minute
    SERVER_ERROR = auto()  # 500
    UNAUTHORIZED = auto()  # 401
    BROKEN_JSON = auto()  # a stream of something else
    CUT = auto()  # the connection ends amid the answer
    HANG = auto()  # the headers, then nothing
    EMPTY = auto()  # a stream without a word
    KEEP_ALIVE = auto()  # comments without end, never a word
    TRICKLE = auto()  # a word now and then, without end
    LENGTH = auto()  # the answer stops where the most tokens are reached
    UNFINISHED = auto()  # the stream ends amid a sentence as if nothing were wrong


TURNED_AWAY: dict[Fault, tuple[int, dict[str, str]]] = {
    Fault.RATE_LIMIT: (429, {"retry-after": "0.1"}),
    Fault.RATE_LIMIT_LONG: (429, {"retry-after": "60"}),
    Fault.SERVER_ERROR: (500, {}),
    Fault.UNAUTHORIZED: (401, {}),
}
BROKEN_OFF = "改造校舍14"


@dataclass(slots=True)
class Script:
    """What the endpoint says next, and the requests it got."""

    replies: list[str | Fault] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def next(self) -> str | Fault:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def prompts(self) -> list[str]:
        return ["\n".join(str(m["content"]) for m in request["messages"]) for request in self.requests]


@dataclass(frozen=True, slots=True)
class Endpoint:
    base_url: str
    script: Script

    def says(self, *replies: str | Fault) -> None:
        self.script.replies, self.script.requests = list(replies), []


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """The endpoint on a free port of this machine, until the block ends."""
    script = Script()
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(_app(script), log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Endpoint(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", script)
    finally:
        script.released.set()
        server.should_exit = True
        thread.join(timeout=5)


def _app(script: Script) -> FastAPI:
    app = FastAPI()

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        body = await request.json()
        script.requests.append(body)
        reply = script.next()
        if isinstance(reply, Fault) and reply in TURNED_AWAY:
            status, headers = TURNED_AWAY[reply]
            return JSONResponse({"error": {"message": "no", "type": "scripted"}}, status, headers)
        return StreamingResponse(_stream(script, reply, body["model"]), media_type="text/event-stream")

    return app


def _stream(script: Script, reply: str | Fault, model: str) -> Iterator[str]:
    if reply is Fault.BROKEN_JSON:
        yield 'data: {"id": "x", "choices": [{"delta": {"content": \n\n'
        return
    if reply is Fault.HANG:
        yield ": waiting\n\n"
        script.released.wait(timeout=20)
        return
    if reply in (Fault.KEEP_ALIVE, Fault.TRICKLE):
        while not script.released.wait(timeout=0.1):
            yield ": waiting\n\n" if reply is Fault.KEEP_ALIVE else _chunk(model, {"content": "改"}, None)
        return
    text = BROKEN_OFF if isinstance(reply, Fault) and reply is not Fault.EMPTY else reply
    for character in text if isinstance(text, str) else "":
        yield _chunk(model, {"content": character}, None)
    if reply is Fault.CUT:
        raise ConnectionResetError
    if reply is not Fault.UNFINISHED:
        yield _chunk(model, {}, "length" if reply is Fault.LENGTH else "stop")
    yield "data: [DONE]\n\n"


def _chunk(model: str, delta: dict[str, str], reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": model}
    return f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n"
