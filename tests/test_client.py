"""The client: errors in words, wherever they come from."""

import socket
import threading

import pytest

from app.clients import discovery
from app.clients.client import ApiClient, ApiProblem, ServerUnreachable
from app.ports import HOST, listen
from retrieval.errors import HomeUnusable


@pytest.fixture
def dead_port() -> int:
    """A port on which nobody listens."""
    with listen(0, "", "") as listener:
        return int(listener.getsockname()[1])


def test_without_a_server_the_address_is_named(dead_port):
    """Who calls a server that isn't there learns which address failed and what to check."""
    with (
        ApiClient(f"http://{HOST}:{dead_port}") as client,
        pytest.raises(ServerUnreachable, match=rf"{dead_port}.*wence serve"),
    ):
        client.status()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"", id="hangs-up"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", id="breaks-off"),
        pytest.param(b"not http at all\r\n\r\n", id="speaks-something-else"),
    ],
)
def test_a_server_that_breaks_off_is_unreachable(reply):
    """A connection that fails half-way is one of our errors, not the library's."""
    with listen(0, "", "") as listener:
        threading.Thread(target=_answer_once, args=(listener, reply), daemon=True).start()
        with (
            ApiClient(f"http://{HOST}:{listener.getsockname()[1]}") as client,
            pytest.raises(ServerUnreachable),
        ):
            client.status()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>404", id="a-page"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", id="a-list"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", id="garbled"
        ),
    ],
)
def test_a_server_of_another_program_is_none_of_ours(reply):
    """An address at which something else answers is said to be wrong; nothing of that reply is used."""
    with listen(0, "", "") as listener:
        threading.Thread(target=_answer_once, args=(listener, reply), daemon=True).start()
        with (
            ApiClient(f"http://{HOST}:{listener.getsockname()[1]}") as client,
            pytest.raises(ServerUnreachable, match="WENCE_API_URL"),
        ):
            client.status()


@pytest.mark.parametrize("status", [pytest.param(302, id="elsewhere"), pytest.param(404, id="not-there")])
def test_a_refusal_of_another_program_is_told_by_its_status(status):
    """A reply that is no success and no problem document of ours is a problem all the same."""
    reply = b"HTTP/1.1 %d No\r\nContent-Length: 2\r\n\r\n[]" % status
    with listen(0, "", "") as listener:
        threading.Thread(target=_answer_once, args=(listener, reply), daemon=True).start()
        with (
            ApiClient(f"http://{HOST}:{listener.getsockname()[1]}") as client,
            pytest.raises(ApiProblem, match=f"HTTP {status}"),
        ):
            client.status()


def test_whatever_was_typed_as_a_key_is_sent():
    """A key with Chinese characters is for the server to refuse, not for the client to stumble over."""
    received = []
    with listen(0, "", "") as listener:
        reply = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
        threading.Thread(target=_answer_once, args=(listener, reply, received), daemon=True).start()
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        with ApiClient(url, key="密钥") as client, pytest.raises(ApiProblem, match="401"):
            client.status()

    assert "Bearer 密钥".encode() in received[0]


def test_a_server_that_never_answers_is_given_up():
    """Waiting ends, and the message says that it was a wait."""
    with listen(0, "", "") as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        with ApiClient(url, timeout=0.3) as client, pytest.raises(ServerUnreachable, match="超时"):
            client.status()


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(None, id="no-note"),
        pytest.param("{", id="broken"),
        pytest.param("[]", id="other-json"),
        pytest.param('{"url": "http://127.0.0.1:1", "instance": "x", "key": "k"}', id="nobody-there"),
        pytest.param('{"url": "not a url", "instance": "x", "key": "k"}', id="no-address"),
        pytest.param('{"url": 8000, "instance": "x", "key": "k"}', id="no-words"),
    ],
)
def test_a_stale_note_leads_nowhere(tmp_path, note):
    """What a killed server left behind is not taken for a server."""
    if note is not None:
        (tmp_path / discovery.NOTE).write_text(note)

    assert discovery.find(tmp_path) is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"status": "ok", "instance": "other"}', id="of-another-library"),
        pytest.param(b"<html></html>", id="of-another-program"),
    ],
)
def test_only_the_server_of_this_library_is_found(tmp_path, body):
    """Another server on the noted port is not ours; a note is removed by the one that wrote it."""
    with listen(0, "", "") as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
        threading.Thread(target=_answer_once, args=(listener, head + body), daemon=True).start()
        discovery.announce(tmp_path, url, "ours", key="k")

        assert discovery.find(tmp_path) is None

    discovery.withdraw(tmp_path, "other")
    assert (tmp_path / discovery.NOTE).exists()
    discovery.withdraw(tmp_path, "ours")
    assert not (tmp_path / discovery.NOTE).exists()


def test_a_folder_that_takes_no_note_is_named(tmp_path):
    """The server that can't leave its note says so; nobody would find it."""
    (tmp_path / f"{discovery.NOTE}.new").mkdir()

    with pytest.raises(HomeUnusable, match="WENCE_HOME"):
        discovery.announce(tmp_path, "http://127.0.0.1:1", "x", key="k")


def _answer_once(listener: socket.socket, reply: bytes, received: list[bytes] | None = None) -> None:
    connection, _ = listener.accept()
    with connection:
        request = connection.recv(65536)
        if received is not None:
            received.append(request)
        connection.sendall(reply)
