"""`wence serve`: the API and the page as two processes that start, work and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType

import httpx

from app.access.address import reachable
from app.access.starting import check
from app.clients import discovery
from app.clients.client import ApiClient, ServerUnreachable
from app.errors import ChildStopped, PortUnavailable
from app.ports import require_free
from app.settings import Settings
from retrieval.store.home import require_unheld

POLL = 0.2  # seconds
GRACE = 10  # seconds a child gets to stop before it is killed

API_NAME, PAGE_NAME = "接口服务", "提问页面"


class Children:
    """Processes that end when the with block does, or when we die; each watches its end of a pipe."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self, name: str, module: str, *arguments: str, env: Mapping[str, str], quiet: bool = False
    ) -> None:
        """Run ``python -m module arguments``; a *quiet* one shows errors only."""
        command = [sys.executable, "-m", "app.child", module, *arguments]
        # A session of its own: Ctrl-C reaches us alone, and we stop them in order.
        self._running[name] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL if quiet else None,
            env=dict(env),
            start_new_session=True,
        )

    def check(self) -> None:
        """Raises ChildStopped if one has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ChildStopped(name, process.returncode)

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Return when *ready* says so. Raises ChildStopped if a child ends first."""
        while not ready():
            self.check()
            time.sleep(POLL)

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()


def serve(settings: Settings, *, fill: Callable[[ApiClient], None] | None = None) -> None:
    """Run both until Ctrl-C or SIGTERM. *fill* is called once the API answers, before the page is announced.

    Raises PortUnavailable, NoKeys, LoginNeeded, LibraryInUse, HomeUnusable, and ChildStopped when one of the two ends by itself.
    """
    check(settings)
    require_unheld(settings.home)
    # SIGINT too: a shell that starts us in the background has it ignored.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    if settings.port == settings.ui_port:
        raise PortUnavailable(settings.port, "不能同时给接口和提问页面使用", "WENCE_UI_PORT", "--ui-port")
    require_free(settings.port, "WENCE_PORT", "--port", host=settings.host)
    require_free(settings.ui_port, "WENCE_UI_PORT", "--ui-port", host=settings.host)
    api_url, page_url = (reachable(settings.host, port) for port in (settings.port, settings.ui_port))
    try:
        with Children() as children, ApiClient(api_url) as client:
            _start(children, settings, api_url)
            children.wait_until(lambda: _answers(client))
            if fill:
                _fill(settings, fill)
            children.wait_until(lambda: _page_answers(page_url))
            _announce(api_url, page_url)
            children.wait_until(lambda: False)
    except KeyboardInterrupt:
        print("\n问策已停止。", flush=True)


def _fill(settings: Settings, fill: Callable[[ApiClient], None]) -> None:
    """Let *fill* work as the library's owner, by the note that the API left."""
    if server := discovery.find(settings.home):
        with ApiClient(server.url, key=server.key) as client:
            fill(client)


def _start(children: Children, settings: Settings, api_url: str) -> None:
    env = os.environ | {
        "WENCE_HOST": settings.host,
        "WENCE_PORT": str(settings.port),
        "WENCE_UI_PORT": str(settings.ui_port),
        "WENCE_API_URL": api_url,
    }
    children.start(API_NAME, "app.api", env=env)
    # Its other settings stand in ui/.streamlit/config.toml. What it prints is meant for developers of pages.
    flags = [
        f"--server.address={settings.host}",
        f"--server.port={settings.ui_port}",
        "--logger.level=warning",
    ]
    children.start(PAGE_NAME, "app.ui", *flags, env=env, quiet=True)


def _answers(client: ApiClient) -> bool:
    try:
        return client.ready()
    except ServerUnreachable:
        return False


def _page_answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_stcore/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


def _announce(api_url: str, page_url: str) -> None:
    print(f"问策已就绪。\n  提问页面  {page_url}\n  接口      {api_url}\n按 Ctrl-C 停止。", flush=True)
