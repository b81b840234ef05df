"""Answers in a chat model's words over HTTP, streamed and whole: from the endpoint of the model to the reader."""

from collections.abc import Iterator

import httpx
import pytest

from app import sse
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.openai_stub import Endpoint, Fault, endpoint
from tests.serving import EXAMPLES, serving_library

QUESTION = "云砚区的校长一学期听多少节课"
GOOD = "云砚区校长每学期听评课不少于28节[C1]。"


@pytest.fixture(scope="module")
def model() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


@pytest.fixture(scope="module")
def http(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, model: Endpoint
) -> Iterator[httpx.Client]:
    """A server with one notice and the scripted model."""
    settings = Settings(
        home=tmp_path_factory.mktemp("worded"),
        llm_base_url=model.base_url,
        llm_model="scripted",
        llm_api_key="secret-key",
        llm_timeout=2,
    )
    with serving_library(settings, embedder) as client:
        path = next(EXAMPLES.glob("01*"))
        client.upload(path.read_bytes(), path.name)
        with httpx.Client(base_url=client.base_url, timeout=60, trust_env=False) as http:
            yield http


def streamed(http: httpx.Client) -> list[tuple[str, dict]]:
    with http.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True}) as reply:
        assert reply.status_code == 200
        return list(sse.decode(reply.iter_bytes()))


def test_words_arrive_as_the_model_writes_them(http: httpx.Client, model: Endpoint):
    """retrieval, then many deltas with our numbers, then the checked answer that JSON gives too."""
    model.says(GOOD)

    events = streamed(http)
    names = [name for name, _ in events]
    whole = http.post("/v1/ask", json={"question": QUESTION}).json()

    assert (names[0], names[-1]) == ("retrieval", "answer")
    assert names.count("delta") > 5
    assert "".join(data["text"] for name, data in events if name == "delta") == GOOD.replace("[C1]", "[1]")
    assert events[-1][1] | {"timings_ms": None} == whole | {"timings_ms": None}
    assert whole["mode"] == "generated"
    assert [s["checked"] for s in whole["sentences"]] == ["supported"]
    assert "28节" in whole["citations"][0]["quote"]


def test_a_lie_that_was_streamed_is_marked_at_the_end(http: httpx.Client, model: Endpoint):
    """The reader saw the words grow; the answer that follows says which of them nobody stands for."""
    model.says("云砚区校长每学期听评课不少于38节[C1]。")

    answer = streamed(http)[-1][1]

    assert answer["sentences"][0]["checked"] == "unverified"
    assert "38节" in answer["sentences"][0]["why"]
    assert answer["warnings"]


def test_a_connection_cut_amid_the_answer_ends_with_the_plans_own_words(http: httpx.Client, model: Endpoint):
    """Whatever was streamed before the cut, the last event is the extractive answer, and says what happened."""
    model.says(Fault.CUT)

    events = streamed(http)
    answer = events[-1][1]

    assert events[-1][0] == "answer"
    assert answer["mode"] == "extractive"
    assert "28节" in answer["answer"]
    assert "对话模型" in answer["warnings"][0]
    assert "secret-key" not in str(events)
