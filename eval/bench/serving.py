"""A server over a library as a process of its own: how soon it is ready, what it holds, what it answers a second."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from eval.bench.measure import Latency, latency
from eval.metrics import percentile

KB = 1024  # in a megabyte; `ps` counts them
_PATIENCE = 600  # seconds to become ready: an older library is brought up to date first


@dataclass(frozen=True, slots=True)
class Crowd:
    """Calls of several at once: how many a second in total, and how long one took."""

    a_second: float
    latency: Latency


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready; ``started`` is the seconds that took."""

    url: str
    pid: int
    started: float

    @property
    def resident(self) -> float:
        """Megabytes of memory that the process holds."""
        command = ["ps", "-o", "rss=", "-p", str(self.pid)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / KB

    def document_ids(self) -> list[str]:
        reply = httpx.get(f"{self.url}/v1/documents", params={"limit": 1000}, trust_env=False)
        return [item["id"] for item in reply.raise_for_status().json()["items"]]

    def timed(self, path: str, bodies: Sequence[dict[str, Any]], *, at_once: int = 1) -> Crowd:
        """Post each of *bodies*, *at_once* at a time. Raises httpx.HTTPStatusError."""
        with httpx.Client(base_url=self.url, timeout=120, trust_env=False) as client:

            def post(body: dict[str, Any]) -> float:
                begin = time.perf_counter()
                client.post(path, json=body).raise_for_status()
                return (time.perf_counter() - begin) * 1000

            post(bodies[0])
            begin = time.perf_counter()
            with ThreadPoolExecutor(at_once) as crowd:
                times = list(crowd.map(post, bodies))
            taken = time.perf_counter() - begin
        return Crowd(len(bodies) / taken, Latency(percentile(times, 0.5), percentile(times, 0.95)))

    def first_words(self, questions: Sequence[str]) -> Latency:
        """How long after each of *questions* the first words of its answer come."""
        with httpx.Client(base_url=self.url, timeout=120, trust_env=False) as client:

            def wait(question: str) -> None:
                body = {"question": question, "stream": True}
                with client.stream("POST", "/v1/ask", json=body) as reply:
                    events = (line for line in reply.iter_lines() if line.startswith("event: "))
                    if not any(event in ("event: delta", "event: answer") for event in events):
                        raise RuntimeError("the answer ended before it began")
                    for _ in events:  # the rest, so that no question meets the one before it
                        pass

            return latency(wait, questions)


@contextmanager
def serving(home: Path, models: Path, **settings: str) -> Iterator[Server]:
    """A server over the library in *home*, ready, and stopped afterwards; *settings* as the environment gives them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings |= {"WENCE_HOME": str(home), "WENCE_MODELS": str(models), "WENCE_PORT": str(port)}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.api"], env=os.environ | settings, stderr=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _await(lambda: httpx.get(f"{url}/readyz", trust_env=False).is_success, process)
        yield Server(url, process.pid, time.perf_counter() - begin)
    finally:
        process.terminate()
        process.wait()


def _await(is_ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(_PATIENCE * 20):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was ready")
        try:
            if is_ready():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError("the server did not become ready")
