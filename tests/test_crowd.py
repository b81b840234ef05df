"""Fifty people at once on one server: every question is answered, and memory stays where it is."""

import os
from pathlib import Path

import pytest

from app.clients.client import ApiClient
from eval.questions import DEFAULT_QUESTIONS, read_questions
from ingest.pipeline import ingest
from retrieval.embedder import Embedder
from retrieval.shelf import Shelf
from tests.crowd import Crowd, api_process, ask_at_once
from tests.serving import EXAMPLES

PEOPLE = 50
MB = 1_000_000
QUESTIONS = [question.question for question in read_questions([DEFAULT_QUESTIONS])]

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, models: Path, embedder: Embedder):
    """A server of its own over two of the example notices."""
    home = tmp_path_factory.mktemp("crowd")
    with Shelf.open(home, embedder) as shelf:
        for path in sorted(EXAMPLES.glob("0[34]*")):
            ingest(path.read_bytes(), path.name, shelf=shelf)
    with api_process(home, models) as (url, pid):
        yield url, pid


def check(crowd: Crowd, *, growth: int) -> None:
    """Nobody of fifty was sent away or left without an answer; memory rose by no more than *growth* after the start."""
    settled, end = crowd.memory[len(crowd.memory) // 3], max(crowd.memory[-5:])

    assert set(crowd.statuses) == {200}
    assert end - settled < growth


def test_fifty_people_at_once(server):
    """The queue holds them all; a few seconds of it."""
    url, pid = server
    ask_at_once(url, pid, QUESTIONS, people=PEOPLE, seconds=1)  # what is loaded once

    crowd = ask_at_once(url, pid, QUESTIONS, people=PEOPLE, seconds=5)

    check(crowd, growth=60 * MB)
    with ApiClient(url) as client:
        assert client.ready()


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_fifty_people_for_ten_minutes(server):
    """Ten minutes of it; fewer with WENCE_SOAK_SECONDS."""
    url, pid = server
    ask_at_once(url, pid, QUESTIONS, people=PEOPLE, seconds=20)

    crowd = ask_at_once(
        url, pid, QUESTIONS, people=PEOPLE, seconds=float(os.environ.get("WENCE_SOAK_SECONDS", "600"))
    )

    waits = sorted(crowd.seconds)
    print(
        f"{sum(crowd.statuses.values())} 个提问，{dict(crowd.statuses)}，等待中位数 {waits[len(waits) // 2]:.1f} 秒，"
        f"内存 {crowd.memory[0] / MB:.0f} → {crowd.memory[-1] / MB:.0f} MB"
    )
    check(crowd, growth=60 * MB)
