"""Many people asking one server at once, and what became of it."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.ports import HOST, listen
from tests.serving import wait_until

ROOT = Path(__file__).parent.parent


@dataclass
class Crowd:
    """Replies by status (0: none came), how long each took in seconds, and the server's memory in bytes over time."""

    statuses: Counter = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


@contextmanager
def api_process(home: Path, models: Path) -> Iterator[tuple[str, int]]:
    """The address and the process id of an API in a process of its own, ready to answer."""
    with listen(0, "", "") as free:
        port = free.getsockname()[1]
    env = os.environ | {"WENCE_HOME": str(home), "WENCE_MODELS": str(models), "WENCE_PORT": str(port)}
    env |= {"WENCE_LOG_LEVEL": "warning"}
    with subprocess.Popen([sys.executable, "-m", "app.api"], cwd=ROOT, env=env) as process:
        try:
            url = f"http://{HOST}:{port}"
            wait_until(lambda: _ready(url), 120)
            yield url, process.pid
        finally:
            process.terminate()


def ask_at_once(url: str, pid: int, questions: Sequence[str], *, people: int, seconds: float) -> Crowd:
    """*people* ask one of *questions* after the other for so many *seconds*; each waits for its answer."""
    crowd, end, lock = Crowd(), time.monotonic() + seconds, threading.Lock()

    def ask(first: int) -> None:
        with httpx.Client(base_url=url, timeout=300, trust_env=False) as client:
            turn = first
            while time.monotonic() < end:
                begin, status = time.monotonic(), 0
                with suppress(httpx.TransportError):
                    status = client.post(
                        "/v1/ask", json={"question": questions[turn % len(questions)]}
                    ).status_code
                with lock:
                    crowd.statuses[status] += 1
                    crowd.seconds.append(time.monotonic() - begin)
                turn += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        crowd.memory.append(resident(pid))
        time.sleep(0.2)
    return crowd


def resident(pid: int) -> int:
    """Bytes of memory that a process has in use."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", trust_env=False).is_success
    except httpx.TransportError:
        return False
