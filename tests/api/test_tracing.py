"""Every request can be followed: one id in the reply, in its problem document and in the log."""

import logging
import re

import httpx
import pytest

from app import sse
from app.api.application import create_app
from app.api.deps import get_service
from app.settings import Settings
from tests.serving import serving, wait_until

OURS = re.compile(r"[0-9a-f]{32}")
QUESTION = "云砚区校长每学期听评课多少节？"


def requests_in(caplog: pytest.LogCaptureFixture) -> list[dict]:
    return [record.fields for record in caplog.records if record.name == "app.api.tracing"]


@pytest.mark.parametrize("path", ["/healthz", "/v1/documents/gone", "/nowhere", "/v1/documents?limit=x"])
def test_a_well_formed_id_comes_back(http: httpx.Client, path: str):
    """Who sends an id finds it in the reply, and in the problem where there is one."""
    reply = http.get(path, headers={"X-Request-ID": "client-4711.a_b"})

    assert reply.headers["x-request-id"] == "client-4711.a_b"
    if reply.is_error:
        assert reply.json()["request_id"] == "client-4711.a_b"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param("short", id="too-short"),
        pytest.param("x" * 65, id="too-long"),
        pytest.param('a-b-c-d-e" level="error', id="quotes"),
        pytest.param("with blanks in it", id="blanks"),
        pytest.param("编号编号编号编号".encode(), id="not-ascii"),
    ],
)
def test_any_other_id_is_replaced(http: httpx.Client, sent):
    """Nobody writes into our log through a header."""
    reply = http.get("/healthz", headers={} if sent is None else {"X-Request-ID": sent})

    assert OURS.fullmatch(reply.headers["x-request-id"])


def test_a_stream_that_fails_says_which_request_it_was(http: httpx.Client):
    """The problem at the end of a stream has the id too."""
    files = {"file": ("a.txt", b"")}
    reply = http.post("/v1/documents", files=files, headers={"Accept": "text/event-stream"})
    *_, (event, problem) = sse.decode([reply.content])

    assert event == "error"
    assert problem["request_id"] == reply.headers["x-request-id"]


def test_an_unexpected_error_says_its_id(caplog):
    """The one failure that a user can only report has the id in the reply, the header and the log."""

    def broken():
        raise RuntimeError("inner detail")

    app = create_app(lambda _: None, Settings())
    app.dependency_overrides[get_service] = broken
    with serving(app) as url, caplog.at_level(logging.INFO):
        reply = httpx.get(f"{url}/v1/status", trust_env=False)
        wait_until(lambda: requests_in(caplog))

    assert reply.status_code == 500
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    assert "request_id" in reply.json()["detail"]
    assert "inner detail" not in reply.text
    assert requests_in(caplog)[-1]["status"] == 500


def test_polls_fill_no_log(http: httpx.Client, caplog):
    """Watching programs ask every few seconds: their lines are for debugging, but a refusal is told like any other."""
    with caplog.at_level(logging.DEBUG):
        for path in ("/healthz", "/readyz", "/metrics", "/v1/status"):
            http.get(path)
        http.post("/healthz")
        http.get("/metrics", headers={"Host": "evil.example"})
        wait_until(lambda: len(requests_in(caplog)) == 6)
    told = [r for r in caplog.records if r.name == "app.api.tracing" and r.levelno == logging.INFO]

    lines = {(record.fields["method"], record.fields["route"], record.fields["status"]) for record in told}
    assert len(told) == len(lines)
    assert lines == {  # a line is written once the reply is sent: those of two requests may change places
        ("GET", "/v1/status", 200),
        ("POST", "/healthz", 405),
        ("GET", "（未知地址）", 403),
    }


def test_a_line_a_request_without_what_was_asked(http: httpx.Client, caplog):
    """Method, route template, status and time; neither the question nor the address as sent."""
    with caplog.at_level(logging.INFO):
        http.post("/v1/ask", json={"question": QUESTION})
        http.get("/v1/commitments", params={"q": "听评课"})
        http.get("/v1/documents/gone/text")
        http.get("/没有这个地址")
        http.request("PROPFIND", "/v1/ask")
        wait_until(lambda: len(requests_in(caplog)) == 5)
    lines = requests_in(caplog)
    told = "\n".join(str(record.__dict__) for record in caplog.records if record.name != "httpx")

    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/v1/ask", 200),
        ("GET", "/v1/commitments", 200),
        ("GET", "/v1/documents/{document_id}/text", 404),
        ("GET", "（未知地址）", 404),
        ("OTHER", "/v1/ask", 405),
    ]
    assert all(line["ms"] >= 0 for line in lines)
    assert not any(words in told for words in (QUESTION, "听评课", "gone", "没有这个地址"))
