"""Every failure over HTTP is a problem document that a person can act on."""

import json
import re
import threading

import httpx
import pytest

from app.api.application import create_app
from app.api.deps import get_service
from app.clients.client import ApiClient, ApiProblem
from app.service import Service
from app.settings import Settings
from retrieval.answers.events import Delta
from retrieval.errors import ModelMismatch
from tests.serving import serving, wait_until

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONG = "问" * 1001


def assert_problem(reply: httpx.Response, status: int, words: str, kind: str) -> None:
    body = reply.json()
    assert reply.status_code == status == body["status"], reply.text
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert set(body) == {"type", "title", "status", "detail", "request_id"}
    assert body["request_id"] == reply.headers["x-request-id"]
    assert words in body["detail"], body["detail"]
    assert body["type"] == kind
    assert CHINESE.search(body["title"])
    assert body["detail"].endswith("。")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param({}, "问题（question）必填", id="no-question"),
        pytest.param({"question": " \n"}, "问题（question）不能为空", id="blank"),
        pytest.param({"question": LONG}, "问题（question）最多 1000 个字", id="too-long"),
        pytest.param({"question": 3}, "问题（question）应为文字", id="not-text"),
        pytest.param({"question": "问", "steam": True}, "没有 steam 这个字段", id="misspelt-field"),
        pytest.param(
            {"question": "问", "stream": "maybe"}, "是否逐段返回（stream）应为 true 或 false", id="stream"
        ),
        pytest.param(
            {"question": "问", "history": [{"role": "system", "content": "x"}]},
            "角色（history.0.role）只能是 'user' 或 'assistant'",
            id="role",
        ),
        pytest.param(
            {"question": "问", "history": [{"role": "user", "content": "x"}] * 101},
            "之前的对话（history）最多 100 项",
            id="long-history",
        ),
        pytest.param({"question": "问", "history": "x"}, "之前的对话（history）应为列表", id="history"),
        pytest.param(
            {"question": "问", "scope": {"years": [2024]}}, "年份（scope.years）应为 [起始年", id="one-year"
        ),
        pytest.param({"question": "问", "scope": {"years": [2024, 2020]}}, "起始年不晚于", id="years"),
        pytest.param(
            {"question": "问", "scope": {"years": ["x", 1]}}, "年份（scope.years.0）应为整数", id="year"
        ),
        pytest.param({"question": "问", "understood": {"years": [1, 10**9]}}, "1000 到 9999", id="eons"),
        pytest.param({"question": "问", "scope": []}, "范围（scope）应为 JSON 对象", id="scope"),
        pytest.param({"question": "\ud800"}, "问题（question）含有无效的字符", id="lone-surrogate"),
    ],
)
def test_a_bad_question_names_the_field(http, body, words):
    """422, saying which field is wrong and what it should be."""
    reply = http.post("/v1/ask", content=json.dumps(body), headers={"Content-Type": "application/json"})

    assert_problem(reply, 422, words, "urn:wence:invalid-request")


@pytest.mark.parametrize(
    ("content", "media", "words"),
    [
        pytest.param(b"{", "application/json", "正文不是有效的 JSON", id="broken-json"),
        pytest.param(b"\xff\xfe", "application/json", "正文不是有效的 JSON", id="not-utf-8"),
        pytest.param(b'{"question": "x"}', "text/plain", "应为 JSON 对象", id="other-media-type"),
        pytest.param(b"", "application/json", "正文必填", id="no-body"),
        pytest.param(b"[]", "application/json", "应为 JSON 对象", id="array"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(http, content, media, words):
    """Whatever arrives, the reply says that the body is at fault."""
    reply = http.post("/v1/ask", content=content, headers={"Content-Type": media})

    assert reply.status_code in (400, 422)
    assert_problem(reply, reply.status_code, words, reply.json()["type"])


@pytest.mark.parametrize(
    ("path", "words", "kind"),
    [
        pytest.param("/v1/documents/0123456789abcdef", "0123456789abcdef", "unknown-document", id="document"),
        pytest.param("/v1/documents/x/text", "「x」", "unknown-document", id="text"),
        pytest.param("/v1/documents/x/clauses", "「x」", "unknown-document", id="clauses"),
        pytest.param("/v1/documents/x/metadata", "「x」", "unknown-document", id="metadata"),
        pytest.param("/v1/documents/x/receipt", "「x」", "unknown-document", id="receipt"),
        pytest.param("/v1/documents/x/file", "「x」", "unknown-document", id="file"),
        pytest.param("/v1/clauses/x:一、(二)", "「x:一、(二)」", "unknown-clause", id="clause"),
    ],
)
def test_what_is_not_there_is_named(http, path, words, kind):
    """404 with the id that was asked for."""
    assert_problem(http.get(path), 404, words, f"urn:wence:{kind}")


def test_a_version_that_never_was_is_404(http, api):
    """An unknown version is named, not answered with another one."""
    ident = api.documents()[0]["id"]

    reply = http.get(f"/v1/documents/{ident}/text", params={"version": 7})

    assert_problem(reply, 404, "第 7 版", "urn:wence:unknown-version")


@pytest.mark.parametrize("stream", [False, True])
def test_a_scope_with_unknown_documents_is_refused(http, stream):
    """A deleted document in the scope is reported before anything is streamed."""
    body = {"question": "问", "scope": {"documents": ["gone"]}, "stream": stream}

    assert_problem(http.post("/v1/ask", json=body), 422, "gone", "urn:wence:unknown-scope")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param({"limit": 0}, "每页项数（limit）应不小于 1", id="none"),
        pytest.param({"limit": 1001}, "每页项数（limit）应不大于 1000", id="too-many"),
        pytest.param({"offset": -1}, "跳过的项数（offset）应不小于 0", id="before-the-start"),
        pytest.param({"limit": "x"}, "每页项数（limit）应为整数", id="not-a-number"),
    ],
)
def test_paging_out_of_bounds_is_refused(http, query, words):
    """Bad paging is said, not silently clipped."""
    assert_problem(http.get("/v1/documents", params=query), 422, words, "urn:wence:invalid-request")


@pytest.mark.parametrize("k", [0, 101, "x"])
def test_a_search_for_a_silly_number_of_hits_is_refused(http, k):
    """k has bounds."""
    reply = http.post("/v1/search", json={"query": "教师", "k": k})

    assert_problem(reply, 422, "条数（k）应", "urn:wence:invalid-request")


@pytest.mark.parametrize(
    ("name", "data", "status", "words", "kind"),
    [
        pytest.param("a.txt", b"", 422, "a.txt", "unreadable-file", id="empty"),
        pytest.param("a.txt", b" \n\t ", 422, "a.txt", "unreadable-file", id="blank"),
        pytest.param("图.gif", b"GIF89a", 415, "图.gif", "unsupported-format", id="picture"),
        pytest.param("无后缀", b"x", 415, ".txt", "unsupported-format", id="no-suffix"),
        pytest.param("a.txt", bytes(range(256)) * 9, 422, "a.txt", "unreadable-file", id="binary"),
        pytest.param("a.txt", b"x" * (1024 * 1024 + 1), 413, "1 MB", "upload-too-large", id="just-too-large"),
        pytest.param("a.txt", b"x" * 30_000_000, 413, "1 MB", "upload-too-large", id="far-too-large"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "text/event-stream"])
def test_a_bad_file_is_refused_with_its_name(writable, name, data, status, words, kind, accept):
    """Each bad file gets the status that fits; nothing of it stays. A stream ends in the same problem."""
    reply = writable.post("/v1/documents", files={"file": (name, data)}, headers={"Accept": accept})

    if reply.headers["content-type"].startswith("text/event-stream"):
        with pytest.raises(ApiProblem, match=re.escape(words)) as caught:
            ApiClient(str(writable.base_url)).upload(data, name)
        assert (caught.value.status, caught.value.type) == (status, f"urn:wence:{kind}")
    else:
        assert_problem(reply, status, words, f"urn:wence:{kind}")
    assert writable.get("/v1/documents").json()["total"] == 0


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"data": {"file": "not a file"}}, id="text-field"),
        pytest.param({"files": {"other": ("a.txt", b"x")}}, id="other-field"),
        pytest.param({"json": {"file": "x"}}, id="json"),
    ],
)
def test_an_upload_without_a_file_is_refused(writable, form):
    """The multipart field must be there and be a file."""
    reply = writable.post("/v1/documents", **form)

    assert_problem(reply, 422, "文件（file）", "urn:wence:invalid-request")


def test_unknown_addresses_and_methods_are_problems_too(http):
    """What the framework refuses looks like what we refuse."""
    assert_problem(http.get("/v2/ask"), 404, "没有这个接口", "about:blank")
    assert_problem(http.get("/v1/ask"), 405, "不支持这种请求方法", "about:blank")
    assert http.get("/v1/ask").headers["allow"] == "POST"


def test_a_defect_shows_no_internals():
    """An unexpected error is a 500 problem document without the error's own words."""

    def broken() -> Service:
        raise RuntimeError("secret: /home/someone")

    app = create_app(lambda _: None, Settings())
    app.dependency_overrides[get_service] = broken
    with serving(app) as url:
        reply = httpx.get(f"{url}/v1/status")

    assert_problem(reply, 500, "服务内部出错", "urn:wence:internal")
    assert "secret" not in reply.text


def test_a_stream_that_breaks_ends_with_the_problem():
    """An error half-way is the last event of the stream, again without internals."""

    class Breaking:
        def ask_stream(self, *_, **__):
            yield Delta("第一段。")
            raise RuntimeError("secret: /home/someone")

    app = create_app(lambda _: None, Settings())
    app.dependency_overrides[get_service] = Breaking
    with serving(app) as url, ApiClient(url) as client:
        events = client.ask_stream("问")
        first = next(events)
        with pytest.raises(ApiProblem, match="服务内部出错") as caught:
            next(events)

    assert first == ("delta", {"text": "第一段。"})
    assert caught.value.status == 500
    assert "secret" not in str(caught.value)


def test_until_the_library_is_open_only_health_answers():
    """A starting server says so: /healthz 200, everything else 503 with what it is doing."""
    started, go_on = threading.Event(), threading.Event()

    def slow(progress):
        progress("convert", 2, 5)
        started.set()
        go_on.wait(30)

    with serving(create_app(slow, Settings())) as url:
        started.wait(30)
        health, ready = httpx.get(f"{url}/healthz"), httpx.get(f"{url}/readyz")
        question = httpx.post(f"{url}/v1/ask", json={"question": "问"})
        go_on.set()

    assert health.json()["status"] == "ok"
    assert_problem(ready, 503, "转换内置模型 2/5", "urn:wence:not-ready")
    assert_problem(question, 503, "正在启动", "urn:wence:not-ready")


def test_a_library_that_cannot_be_opened_says_why():
    """/readyz carries the reason, with the way out."""

    def failing(_):
        raise ModelMismatch("old-model", "new-model")

    app = create_app(failing, Settings())
    with serving(app) as url:
        wait_until(lambda: app.state.opening.error)
        reply = httpx.get(f"{url}/readyz")

    assert_problem(reply, 503, "wence reindex", "urn:wence:model-mismatch")


HUGE = 10**21  # more than a store can count to


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/documents/{}/text?version={}", 404),
        ("/v1/documents/{}/layout?version={}", 404),
        ("/v1/documents/{}/differences?old={}", 404),
        ("/v1/documents/{}/differences?new={}", 404),
        ("/v1/commitments?document={}&version={}", 404),
        ("/v1/compare?document={}&old={}", 404),
        ("/v1/documents/{}/pages/{}.png", 404),
        ("/v1/documents/{}/account?offset={}", 200),
        ("/v1/audit?key={}&offset={}", 200),
        ("/v1/commitments?document={}&offset={}", 200),
    ],
)
def test_a_number_beyond_counting_is_one_that_is_not_there(http, api, path, status):
    """However large, it names a version or an item that there is none of."""
    reply = http.get(path.format(api.documents()[0]["id"], HUGE))

    assert reply.status_code == status, reply.text
