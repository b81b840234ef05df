"""/metrics: what Prometheus reads, without a word of what was asked."""

from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.api.application import create_app
from app.clients.client import ApiClient, ApiProblem
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.openai_stub import Endpoint, Fault, endpoint
from tests.serving import EXAMPLES, serving, serving_library, wait_until

QUESTION = "云砚区的校长一学期听多少节课"
NOTICE = next(EXAMPLES.glob("01*"))


@pytest.fixture(scope="module")
def model() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


@pytest.fixture(scope="module")
def client(tmp_path_factory, embedder: Embedder, model: Endpoint) -> Iterator[ApiClient]:
    """A server of its own, so that nobody else counts."""
    settings = Settings(home=tmp_path_factory.mktemp("metrics"), llm_base_url=model.base_url, llm_model="m")
    with serving_library(settings, embedder) as client:
        yield client


def figures(client: ApiClient) -> dict[tuple[str, ...], float]:
    """(name, label values in the order of their names…) → value; fails where the text is not Prometheus's."""
    reply = httpx.get(f"{client.base_url}/metrics", trust_env=False)
    assert reply.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(reply.text)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_what_happens_is_counted(client: ApiClient, model: Endpoint):
    """Uploads by outcome, questions by status, calls of the chat model by outcome, requests by route."""
    client.upload(NOTICE.read_bytes(), NOTICE.name)
    client.upload(NOTICE.read_bytes(), NOTICE.name)
    with pytest.raises(ApiProblem):
        client.upload(b"", "空.txt")
    model.says("云砚区校长每学期听评课不少于28节[C1]。")
    client.ask(QUESTION)
    list(client.ask_stream(QUESTION))
    model.says(Fault.UNAUTHORIZED)
    client.ask(QUESTION)
    client.ask("教师的婚假有几天")
    with pytest.raises(ApiProblem):
        client.document("gone")
    seen = figures(client)

    assert [seen["wence_uploads_total", o] for o in ("added", "unchanged", "refused")] == [1, 1, 1]
    assert seen["wence_questions_total", "generated", "answered"] == 2
    assert seen["wence_questions_total", "extractive", "answered"] == 1
    assert seen["wence_questions_total", "extractive", "not_mentioned"] == 1
    assert seen["wence_answer_seconds_count",] == 4
    assert [seen["wence_chat_model_calls_total", o] for o in ("answered", "failed")] == [2, 1]
    assert seen["wence_chat_model_seconds_count",] == 3
    assert seen["wence_http_requests_total", "POST", "/v1/ask", "200"] == 4
    assert seen["wence_http_requests_total", "GET", "/v1/documents/{document_id}", "404"] == 1
    assert seen["wence_http_request_seconds_count", "/v1/ask"] == 4


def test_sizes_are_those_of_now(client: ApiClient):
    """The library's size, the queue, the process's memory."""
    status, rows = client.status(), client.commitments()
    seen = figures(client)

    assert (seen["wence_documents",], seen["wence_clauses",]) == (status["documents"], status["clauses"])
    assert seen["wence_commitments",] == len(rows) > 0
    assert seen["wence_http_requests_in_progress",] == 1  # this one
    assert seen["wence_queue_depth",] == 0
    assert seen["process_resident_memory_bytes",] > 1e6


def test_no_label_grows_with_what_is_sent(client: ApiClient):
    """Addresses, methods, names and questions that nobody knows make no new series, and are not told."""
    httpx.get(f"{client.base_url}/x", trust_env=False)
    httpx.request("PROPFIND", f"{client.base_url}/x", trust_env=False)
    before = set(figures(client))
    for n in range(5):
        httpx.get(f"{client.base_url}/路过{n}", params={"q": "秘密"}, trust_env=False)
        httpx.request(("MKCOL", "LOCK", "COPY", "MOVE", "SEARCH")[n], f"{client.base_url}/x", trust_env=False)
        client.ask(f"教师的婚假有{n}天吗")
    text = httpx.get(f"{client.base_url}/metrics", trust_env=False).text

    assert set(figures(client)) - before <= {("wence_http_requests_total", "GET", "/metrics", "200")}
    assert not any(words in text for words in ("婚假", "路过", "秘密", "MKCOL", NOTICE.name, "云砚"))


def test_a_server_that_is_still_opening_tells_of_itself():
    """Before the library is there: the requests and the process."""
    opening = create_app(lambda _: wait_until(lambda: False, 5), Settings())
    with serving(opening) as url:
        reply = httpx.get(f"{url}/metrics", trust_env=False)

    assert reply.status_code == 200
    assert "process_resident_memory_bytes" in reply.text
    assert "wence_documents" not in reply.text
