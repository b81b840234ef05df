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
    SERVER_ERROR = auto()  # 500
    UNAUTHORIZED = auto()  # 401
    BROKEN_JSON = auto()  # a stream of something else
    CUT = auto()  # the connection ends amid the answer
    HANG = auto()  # the headers, then nothing
    EMPTY = auto()  # a stream without a word


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
        status = {Fault.RATE_LIMIT: 429, Fault.SERVER_ERROR: 500, Fault.UNAUTHORIZED: 401}.get(reply)
        if status is not None:
            return JSONResponse({"error": {"message": "no", "type": "scripted"}}, status_code=status)
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
    text = "改造校舍14" if reply is Fault.CUT else "" if isinstance(reply, Fault) else reply
    for character in text:
        yield _chunk(model, {"content": character}, None)
    if reply is Fault.CUT:
        raise ConnectionResetError
    yield _chunk(model, {}, "stop")
    yield "data: [DONE]\n\n"


def _chunk(model: str, delta: dict[str, str], reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": model}
    return f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n"
