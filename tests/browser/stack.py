"""The API and the page as processes of their own, and a browser: what the page's tests and screenshots drive."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from app.clients.client import ApiClient, ServerUnreachable
from tests.serving import wait_until

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# No sandbox: tests run as root in containers. The rest keeps the browser from calling its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Stack:
    """A server over the library in *home* and the page that asks it; the server can be stopped and started.

    *others* are settings by their names without WENCE_.
    """

    def __init__(self, home: Path, models: Path, **others: str) -> None:
        self.api_port, self.page_port = free_port(), free_port()
        self.api_url = f"http://127.0.0.1:{self.api_port}"
        self.url = f"http://127.0.0.1:{self.page_port}"
        self.client = ApiClient(self.api_url)
        settings = {"HOME": home, "MODELS": models, "PORT": self.api_port, "API_URL": self.api_url, **others}
        self._env = os.environ | {f"WENCE_{name}": str(value) for name, value in settings.items()}
        self._api: subprocess.Popen[bytes] | None = None
        self._page: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        port = f"--server.port={self.page_port}"
        self._page = self._run("app.ui", port)
        self.start_api()
        wait_until(self._page_answers)

    def start_api(self) -> None:
        self._api = self._run("app.api")
        wait_until(self._api_answers, seconds=120)

    def stop_api(self) -> None:
        end(self._api)

    def stop(self) -> None:
        self.client.close()
        end(self._api)
        end(self._page)

    def _run(self, *module: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", *module], env=self._env, cwd=ROOT)

    def _api_answers(self) -> bool:
        try:
            return self.client.ready()
        except ServerUnreachable:
            return False

    def _page_answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/_stcore/health", trust_env=False).is_success
        except httpx.TransportError:
            return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def open_page(page: Page, url: str) -> None:
    """Go to *url* and wait until Streamlit has drawn it."""
    page.goto(url)
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until no script of the page runs: what is not there now is not to come."""
    page.locator(".stApp[data-test-script-state='notRunning']").wait_for()


def ask(page: Page, question: str) -> None:
    """Type *question* and wait until its answer is there and the page is drawn to the end."""
    answered = page.get_by_text("查阅了")
    before = answered.count()
    page.get_by_placeholder("请输入问题").fill(question)
    page.keyboard.press("Enter")
    answered.nth(before).wait_for()
    drawn(page)


def open_citation(page: Page, at: int = 0) -> None:
    """Open the citation button number *at* of the page."""
    page.get_by_role("button", name="〔").nth(at).click()
    page.locator("[data-testid=stPopoverBody] mark").first.wait_for()


def marked(page: Page, inside: str) -> str:
    """All marked words in the element *inside*, in order."""
    return "".join(page.locator(f"{inside} mark").all_text_contents())
