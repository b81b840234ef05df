"""`wence serve`: both doors open, and both close."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.clients.client import ApiClient
from app.ports import HOST, listen
from tests.serving import EXAMPLES, wait_until

STOPPING = 30  # seconds


def free_port() -> int:
    with listen(0, "", "") as listener:
        return int(listener.getsockname()[1])


class Served:
    """A running `wence serve`, what it printed so far, and its two addresses."""

    def __init__(self, home: Path, models: Path, *options: str, ports: tuple[int, int] | None = None) -> None:
        self.home, self.ports = home, ports or (free_port(), free_port())
        self.api, self.page = (f"http://{HOST}:{port}" for port in self.ports)
        command = [sys.executable, "-m", "app.cli", "serve", *options]
        command += ["--port", str(self.ports[0]), "--ui-port", str(self.ports[1])]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(EXAMPLES.parent), "HOME": str(home)}
        env |= {"WENCE_HOME": str(home), "WENCE_MODELS": str(models)}
        self.process = subprocess.Popen(
            command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self._readers = [
            threading.Thread(target=target.extend, args=(stream,), daemon=True)
            for target, stream in ((self.out, self.process.stdout), (self.err, self.process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    @property
    def announced(self) -> bool:
        assert self.process.poll() is None, "".join(self.err)
        return self.page in "".join(self.out)

    def end(self) -> tuple[int, str, str]:
        """Exit code, output and errors, once it has ended."""
        code = self.process.wait(STOPPING)
        for reader in self._readers:
            reader.join(STOPPING)
        return code, "".join(self.out), "".join(self.err)

    def closed(self) -> bool:
        return not any(_answers(url) for url in (f"{self.api}/healthz", f"{self.page}/_stcore/health"))


@contextmanager
def served(*given, **more) -> Iterator[Served]:
    running = Served(*given, **more)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Served]:
    """One over the examples, as soon as it has announced itself."""
    home = tmp_path_factory.mktemp("served")
    with served(home, models, "--examples", str(EXAMPLES)) as running:
        wait_until(lambda: running.announced, 120)
        yield running


def test_both_doors_open_and_are_announced(example):
    """One command fills an empty library with the examples, opens both and prints the addresses."""
    with ApiClient(example.api) as client:
        documents = client.documents()
        answer = client.ask("云砚区初中学业质量监测合格率要达到多少？")
    page = httpx.get(example.page, trust_env=False)

    assert len(documents) == len([path for path in EXAMPLES.rglob("*") if path.is_file()])
    assert answer["status"] == "answered"
    assert page.is_success
    assert example.api in "".join(example.out)


def test_a_library_that_is_in_use_ends_the_second_command(example, models):
    """A second serve on one library ends with the reason before it opens anything; the first goes on."""
    with served(example.home, models) as second:
        code, _, err = second.end()

    assert code == 1
    assert str(example.home) in err
    assert "Traceback" not in err
    assert second.closed()
    assert _answers(f"{example.api}/readyz")


def test_ctrl_c_closes_both(example):
    """The command ends well and takes both doors and its note with it."""
    example.process.send_signal(signal.SIGINT)
    code, _, err = example.end()

    assert code == 0, err
    assert "Traceback" not in err
    wait_until(example.closed, STOPPING)
    assert not (example.home / "server.json").exists()


def kill_parent(running: Served) -> None:
    running.process.kill()


def terminate(running: Served) -> None:
    running.process.terminate()


def kill_page(running: Served) -> None:
    listing = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text()
    os.kill(int(listing.split()[-1]), signal.SIGKILL)


@pytest.mark.parametrize(
    ("blow", "code", "words"),
    [
        pytest.param(kill_parent, -signal.SIGKILL, "", id="sigkill-to-the-parent"),
        pytest.param(terminate, 0, "", id="sigterm"),
        pytest.param(kill_page, 1, "提问页面已退出", id="one-dies"),
    ],
)
def test_neither_door_outlives_the_command(tmp_path, models, blow: Callable[[Served], None], code, words):
    """However the command or one of its two processes ends, nothing is left listening."""
    with served(tmp_path, models) as running:
        wait_until(lambda: running.announced, 120)
        blow(running)
        ended, _, err = running.end()
        wait_until(running.closed, STOPPING)

    assert ended == code, err
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("which", "words"),
    [
        pytest.param(0, ("WENCE_PORT", "--port"), id="api"),
        pytest.param(1, ("WENCE_UI_PORT", "--ui-port"), id="page"),
    ],
)
def test_a_busy_port_is_named_with_its_setting(tmp_path, models, which, words):
    """A port that is taken: which one, and how to choose another; nothing is started."""
    with listen(0, "", "") as taken:
        ports = [free_port(), free_port()]
        ports[which] = taken.getsockname()[1]
        with served(tmp_path, models, ports=tuple(ports)) as running:
            code, _, err = running.end()

    assert code == 1
    assert all(word in err for word in (str(ports[which]), *words))
    assert "Traceback" not in err
    assert not (tmp_path / "library.sqlite").exists()


def test_a_server_that_nobody_would_find_does_not_stay(tmp_path, models):
    """Where the note for the command line can't be left, it ends and says why."""
    (tmp_path / "server.json.new").mkdir()
    with served(tmp_path, models) as running:
        code, _, err = running.end()

    assert code == 1
    assert "WENCE_HOME" in err
    assert "Traceback" not in err


def test_examples_that_are_not_there_are_named(tmp_path, models):
    """A wrong --examples is told before anything starts."""
    with served(tmp_path, models, "--examples", str(tmp_path / "none")) as running:
        code, _, err = running.end()

    assert code == 1
    assert "none" in err
