"""What one key may ask for, and how long a request may take."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.caller import LOCAL, Caller
from app.access.errors import TooManyAtOnce, TooManyRequests
from app.api import problems
from app.api.rates import Meter, Rates
from app.settings import Settings
from tests.serving import serving


class Known:
    """Stands for the gate: who asks is said in a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            key = dict(scope["headers"]).get(b"x-key", b"").decode()
            scope.setdefault("state", {})["caller"] = Caller(key, key, "reader") if key else LOCAL
        await self.app(scope, receive, send)


@contextmanager
def limited(**settings) -> Iterator[tuple[httpx.Client, threading.Event]]:
    """A server with two routes, one of which waits for the event."""
    app, released = FastAPI(), threading.Event()

    @app.get("/quick")
    def quick() -> str:
        return "ok"

    @app.get("/slow")
    def slow() -> str:
        released.wait(30)
        return "late"

    @app.post("/sent")
    async def sent(request: Request) -> int:
        return len(await request.body())

    app.add_middleware(Rates, settings=Settings(**settings), body_seconds=0.3)
    app.add_middleware(Known)
    problems.install(app, {})
    with serving(app) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        try:
            yield client, released
        finally:
            released.set()


def test_a_key_has_so_many_requests_a_minute():
    """Beyond them: 429, when to come back, and no harm to others."""
    with limited(rate=3) as (http, _):
        mine = [http.get("/quick", headers={"x-key": "a"}) for _ in range(4)]
        other, local = http.get("/quick", headers={"x-key": "b"}), [http.get("/quick") for _ in range(5)]

    assert [reply.status_code for reply in mine] == [200, 200, 200, 429]
    assert 1 <= int(mine[-1].headers["Retry-After"]) <= 20
    assert mine[-1].json()["type"] == "urn:wence:too-many-requests"
    assert "每分钟最多 3 个" in mine[-1].json()["detail"]
    assert {reply.status_code for reply in (other, *local)} == {200}


def test_a_key_has_so_many_under_way():
    """One more is refused until one has ended; others are served."""
    with limited(concurrent=1) as (http, released):
        first: list[httpx.Response] = []
        slow = http.base_url.join("/slow")  # its own turn may be taken by what is asked beside it
        asking = threading.Thread(
            target=lambda: first.append(
                _until(lambda: httpx.get(slow, headers={"x-key": "a"}, timeout=30, trust_env=False), 200)
            )
        )
        asking.start()
        refused = _until(lambda: http.get("/quick", headers={"x-key": "a"}), 429)
        other = http.get("/quick", headers={"x-key": "b"})
        released.set()
        asking.join()
        after = _until(lambda: http.get("/quick", headers={"x-key": "a"}), 200)

    assert refused.json()["type"] == "urn:wence:too-many-at-once"
    assert refused.headers["Retry-After"] == "1"
    assert [first[0].status_code, other.status_code, after.status_code] == [200, 200, 200]


def _until(ask, status: int) -> httpx.Response:
    end = time.monotonic() + 20
    while (reply := ask()).status_code != status:
        assert time.monotonic() < end
        time.sleep(0.02)
    return reply


def test_a_reply_must_begin_in_time():
    """503 with Retry-After; what was given up still counts, and its late words go nowhere."""
    with limited(request_timeout=1, concurrent=1) as (http, released):
        late = http.get("/slow", headers={"x-key": "a"})
        counted = http.get("/quick", headers={"x-key": "a"})
        released.set()
        after = _until(lambda: http.get("/quick", headers={"x-key": "a"}), 200)

    assert (late.status_code, late.json()["type"]) == (503, "urn:wence:too-slow")
    assert "Retry-After" in late.headers
    assert counted.status_code == 429
    assert after.json() == "ok"


def test_a_request_that_is_not_sent_out_is_given_up():
    """A client that stops amid its body keeps nothing waiting."""
    with limited() as (http, _):
        where = urlsplit(str(http.base_url))
        with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
            connection.sendall(b"POST /sent HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
            reply = connection.recv(4096).decode()

    assert reply.startswith("HTTP/1.1 408")
    assert "urn:wence:unsent" in reply


@given(st.integers(1, 50), st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 40)), max_size=60))
def test_nobody_gets_more_than_the_rate(rate, asked):
    """In no minute more than the rate and the rate again; a key that waits as told is served."""
    now, served = 0.0, {"a": [], "b": [], "c": []}
    meter = Meter(rate, 1, clock=lambda: now)
    for key, pause in asked:
        now += pause / 10
        try:
            meter.end(meter.begin(key))
        except TooManyRequests as error:
            now += error.retry_after
            meter.end(meter.begin(key))
        served[key].append(now)

    for times in served.values():
        assert all(sum(t <= u < t + 60 for u in times) <= 2 * rate for t in times)


def test_under_way_is_counted_by_key():
    """Beginning takes one, ending gives it back."""
    meter = Meter(100, 2)
    first, _ = meter.begin("a"), meter.begin("a")
    with pytest.raises(TooManyAtOnce, match="2 个"):
        meter.begin("a")
    meter.begin("b")
    meter.end(first)
    meter.begin("a")
