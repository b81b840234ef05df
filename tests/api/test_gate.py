"""The gate: who comes in, with what, from where."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from app.access.audit import Audit, AuditFilter, Entry
from app.access.caller import Caller
from app.access.keys import Keys, Wish
from app.api.application import create_app
from app.api.guesses import LIMIT
from app.progress import Progress
from app.service import Service
from app.settings import Settings
from retrieval.errors import ChromaUnavailable, LibraryDamaged
from tests.serving import serving, serving_library, wait_until

STRANGERS = (f"192.0.2.{number}" for number in count(1))  # an address of their own for each


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="module")
def http(home, embedder) -> Iterator[httpx.Client]:
    """A server over an empty library; its keys are added by the tests."""
    with (
        serving_library(Settings(home=home), embedder) as client,
        httpx.Client(base_url=client.base_url, trust_env=False) as http,
    ):
        yield http


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="this-machine"),
        pytest.param({"Authorization": "Bearer anything"}, 200, id="a-key-that-nobody-asked-for"),
        pytest.param({"Origin": "http://localhost:8501"}, 200, id="our-page"),
        pytest.param({"Origin": "https://example.com"}, 403, id="another-site"),
        pytest.param({"Origin": "null"}, 403, id="a-site-that-hides"),
        pytest.param({"Host": "evil.example:8000"}, 403, id="a-name-that-leads-here"),
        pytest.param({"Host": "localhost.evil.example"}, 403, id="a-name-that-begins-so"),
        pytest.param({"Host": "[::1"}, 403, id="no-name-at-all"),
        pytest.param({"Origin": "http://[::1"}, 403, id="no-site-at-all"),
    ],
)
def test_without_keys_this_machine_comes_in_and_other_sites_do_not(http, headers, status):
    """A page that a visitor has open elsewhere can't use the visitor's browser to get in."""
    reply = http.get("/v1/documents", headers=headers)

    assert reply.status_code == status
    if status == 403:
        assert reply.json()["type"] == "urn:wence:foreign-page"


def refused(home: Path) -> list[Entry]:
    """What the log of *home* says of keys that were refused, the latest first."""
    audit = Audit.open(home, days=10)
    entries, _ = audit.page(AuditFilter("refused_key"), limit=1000)
    audit.close()
    return list(entries)


class TestWithKeys:
    """As soon as there is a key, everybody needs one."""

    @pytest.fixture(scope="class")
    def key(self, home) -> str:
        keys = Keys.open(home)
        words = keys.add(Wish("读者", "reader"))[1]
        keys.close()
        return words

    @pytest.mark.parametrize(
        "given",
        ["", "Bearer", "Bearer wence_0_0", "Basic {key}", "{key}", "Bearer {key}x", "Bearer 密"],
    )
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/v1/documents"),
            ("POST", "/v1/ask"),
            ("GET", "/nowhere"),
            ("GET", "/healthz/../v1/status"),
            ("GET", "//healthz"),
        ],
    )
    def test_no_key_no_way_in(self, http, key, given, method, path):
        """Whatever the path, known or not: 401, what is wanted, and the same words for every reason."""
        headers = {"X-Forwarded-For": next(STRANGERS).encode()}
        if given:
            headers["Authorization"] = given.format(key=key).encode()
        reply = http.request(method, path, headers=headers)

        assert reply.status_code == 401
        assert reply.headers["WWW-Authenticate"] == 'Bearer realm="wence"'
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert "密钥" in reply.json()["detail"]

    def test_openai_clients_read_it_their_way(self, http, key):
        """Their errors have another shape, also at the gate."""
        assert key
        reply = http.get("/v1/models", headers={"Authorization": "Bearer sk-1"})

        assert (reply.status_code, reply.json()["error"]["type"]) == (401, "authentication_error")
        assert "WWW-Authenticate" in reply.headers

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_a_key_opens(self, http, key, scheme):
        """The scheme's name may be written as one likes."""
        assert http.get("/v1/documents", headers={"Authorization": f"{scheme} {key}"}).status_code == 200

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json", "/docs"])
    def test_what_tells_of_no_documents_is_open(self, http, key, path):
        """Whether the server is there, and what its interface is."""
        assert key
        assert http.get(path).status_code == 200

    def test_a_key_that_opens_nothing_is_noted(self, http, home, key):
        """Where it came from and what is wrong with it; not the key, nor what else the request holds."""
        keys = Keys.open(home)
        revoked, words = keys.add(Wish("旧", "editor"))
        keys.revoke("旧")
        keys.close()
        address = next(STRANGERS)
        for sent in (words, "wence_guess_s3cr3t\tforged entry", f"{key}x"):
            headers = {"Authorization": f"Bearer {sent}", "X-Forwarded-For": address}
            http.get("/v1/documents?q=forged", headers=headers)
        told = [entry for entry in refused(home) if entry.subject == address]

        assert [(entry.key_id, entry.name, entry.role, entry.words) for entry in reversed(told)] == [
            (revoked.id, "旧", "editor", "已撤销"),
            ("", "（未知）", "", "没有这把密钥"),
            ("", "（未知）", "", "没有这把密钥"),
        ]
        assert "forged" not in str(told)
        assert "s3cr3t" not in str(told)

    def test_guessing_is_slowed_down_and_locks_nobody_out(self, http, home, key):
        """From one address few wrong keys are heard; a good one always is, and another address isn't concerned."""
        address = next(STRANGERS)
        wrong = {"Authorization": "Bearer wence_0_0", "X-Forwarded-For": address}
        replies = [http.get("/v1/documents", headers=wrong) for _ in range(LIMIT + 3)]
        good = http.get("/v1/documents", headers=wrong | {"Authorization": f"Bearer {key}"})
        elsewhere = http.get("/v1/documents", headers=wrong | {"X-Forwarded-For": next(STRANGERS)})

        assert [reply.status_code for reply in replies] == [401] * LIMIT + [429] * 3
        assert int(replies[-1].headers["Retry-After"]) > 0
        assert replies[-1].json()["type"] == "urn:wence:too-many-guesses"
        assert (good.status_code, elsewhere.status_code) == (200, 401)
        assert len([entry for entry in refused(home) if entry.subject == address]) == LIMIT

    def test_a_reader_reads_only(self, http, key):
        """What is refused is said: the role, and the one that is needed."""
        headers = {"Authorization": f"Bearer {key}"}
        upload = http.post("/v1/documents", files={"file": ("a.txt", b"x")}, headers=headers)
        delete = http.delete("/v1/documents/nothing", headers=headers)

        assert [reply.status_code for reply in (upload, delete)] == [403, 403]
        assert upload.json()["type"] == "urn:wence:forbidden"
        assert "读者" in upload.json()["detail"]
        assert "编辑" in upload.json()["detail"]

    @pytest.mark.usefixtures("key")
    def test_a_revoked_key_is_refused_at_once(self, http, home):
        """The server need not be told. The door doesn't open when the last key goes."""
        keys = Keys.open(home)
        words = keys.add(Wish("短", "editor"))[1]
        headers = {"Authorization": f"Bearer {words}"}
        before = http.get("/v1/status", headers=headers).status_code
        for each in keys.valid():
            keys.revoke(each.id)
        keys.close()

        assert before == 200
        assert http.get("/v1/status", headers=headers).status_code == 401
        assert http.get("/v1/status").status_code == 401


class Troubled:
    """A service that is open and can't search."""

    trouble = "无法连接 Chroma 服务 http://vectors.lan:8000"

    def acting_for(self, _: Caller) -> "Troubled":
        return self

    def require_ready(self) -> None:
        raise ChromaUnavailable("http://vectors.lan:8000", "refused")

    def close(self) -> None: ...


def never_opened(_: Progress) -> Service:
    raise LibraryDamaged("/srv/library.sqlite", "damaged")


@pytest.mark.parametrize(
    ("open_service", "private"),
    [(lambda _: Troubled(), "vectors.lan"), (never_opened, "/srv/library.sqlite")],
    ids=["troubled", "not-opened"],
)
def test_what_is_wrong_is_not_told_to_strangers(tmp_path, open_service, private):
    """Whether it works is public; hosts and paths are for those with a key."""
    keys = Keys.open(tmp_path)
    known = {"Authorization": f"Bearer {keys.add(Wish('读者', 'reader'))[1]}"}
    keys.close()
    app = create_app(open_service, Settings(home=tmp_path))
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as http:
        wait_until(lambda: app.state.opening.trouble or app.state.opening.error)
        told = [http.get(path, headers=known) for path in ("/readyz", "/healthz")]
        untold = [http.get(path) for path in ("/readyz", "/healthz")]

    assert private in told[0].text
    assert [reply.status_code for reply in (*told, *untold)] == [503, 200, 503, 200]
    assert not [reply.text for reply in untold if private in reply.text]
    assert untold[1].json()["status"] == told[1].json()["status"]
