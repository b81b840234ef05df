"""The page over two notices, and a fresh browser window for each test.

The browser is closed with this package: its driver keeps an event loop that others would find running.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import stack as stacks
from tests.browser.stack import Stack

NOTICES = Path(__file__).parent / "notices"
PATIENCE = 20_000  # milliseconds: two cores, shared


def need_chromium() -> None:
    if stacks.CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)")


@pytest.fixture(scope="package")
def browser():
    need_chromium()
    expect.set_options(timeout=PATIENCE)
    with stacks.chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Stack]:
    """The running page; its library holds the two .txt notices, and a test that adds a file removes it."""
    need_chromium()
    running = Stack(tmp_path_factory.mktemp("home"), models)
    try:
        running.start()
        fill(running)
        yield running
    finally:
        running.stop()


def fill(running: Stack) -> None:
    for path in sorted(NOTICES.glob("*.txt")):
        running.client.upload(path.read_bytes(), path.name)


@pytest.fixture
def empty_stack(stack: Stack) -> Iterator[Stack]:
    """The same page over an empty library, filled again afterwards."""
    for document in stack.client.documents():
        stack.client.delete(document["id"])
    yield stack
    fill(stack)


@pytest.fixture
def window(browser, stack: Stack):
    """Opens a new browser window with its own cookies; keywords as those of `Browser.new_context`.

    What was asked in it is forgotten afterwards, so that no test meets another's conversations.
    """
    contexts = []

    def open_window(**options):
        context = browser.new_context(
            **{"locale": "zh-CN", "viewport": {"width": 1280, "height": 860}} | options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    for conversation in stack.client.conversations():
        stack.client.delete_conversation(conversation["id"])
