"""The pages in a browser: how soon they are seen and can be used once `wence serve` says that it is ready."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.bench.measure import Measurement

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SOON, AT_ONCE = (
    2000.0,
    300.0,
)  # milliseconds that people should wait at most: for the first sight, for what follows
LIMIT = "应在此时间以内"
TURNS = 5
READY = "问策已就绪"
ASKED = "云砚区初中生均公用经费标准提高到多少？"
IDLE = ".stApp[data-test-script-state='notRunning']"
ROW = "tr[data-row]"
_LARGEST = """() => new Promise((told) => new PerformanceObserver((list) => told(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: it does not start for root in a container.
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def visits(folder: Path, models: Path) -> list[Measurement]:
    """A first visit and the interactions that ask nothing, each the median of several, beside its limit.

    No rows, and a line that says why, where there is no browser.
    """
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return _skipped("没有安装 playwright（开发依赖）")
    if found is None:
        return _skipped("没有找到 Chromium（Debian：apt-get install chromium fonts-noto-cjk）")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        try:
            with _served(folder, models) as url:
                return [*_first_visit(browser, url), *_interactions(browser, url)]
        finally:
            browser.close()


def _skipped(why: str) -> list[Measurement]:
    print(f"没有测量页面：{why}", file=sys.stderr)
    return []


@contextmanager
def _served(folder: Path, models: Path) -> Iterator[str]:
    """`wence serve` over the documents in *folder*: the address of its pages, as soon as it says that it is ready."""
    api, page = _free_port(), _free_port()
    options = ["--examples", str(folder), "--port", str(api), "--ui-port", str(page)]
    with TemporaryDirectory() as home:
        settings = {"WENCE_HOME": home, "WENCE_MODELS": str(models)}
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", *options],
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            if process.stdout is None or not any(READY in line for line in process.stdout):
                raise RuntimeError("wence serve ended before it was ready")
            yield f"http://127.0.0.1:{page}"
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _first_visit(browser: "Browser", url: str) -> list[Measurement]:
    page = _window(browser)
    usable = _milliseconds(lambda: page.goto(url), page.get_by_placeholder("请输入问题"))
    # The largest thing drawn: the headline or the sentence below it, not the words that tell of opening.
    painted = float(page.evaluate(_LARGEST))
    return [
        Measurement("首次打开：画出", "毫秒", painted, SOON, LIMIT),
        Measurement("首次打开：可以提问", "毫秒", usable, SOON, LIMIT),
    ]


def _interactions(browser: "Browser", url: str) -> list[Measurement]:
    page = _window(browser)
    steps: dict[str, Callable[[], float]] = {
        "打开引用": lambda: _citation(page, url),
        "换到另一页": lambda: _other_page(page, url),
        "筛选台账": lambda: _filter(page, url),
        "打开台账一条": lambda: _row(page, url),
        "点目录": lambda: _clause(page),
        "在本文中查找": lambda: _find(page),
    }
    rows = []
    for name, step in steps.items():
        step()  # the first call loads what the page needs
        rows.append(Measurement(name, "毫秒", median(step() for _ in range(TURNS)), AT_ONCE, LIMIT))
    return rows


def _window(browser: "Browser") -> "Page":
    return browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()


def _milliseconds(step: Callable[[], object], sign: "Locator") -> float:
    """From *step* until *sign* is seen."""
    begin = time.perf_counter()
    step()
    sign.first.wait_for()
    return (time.perf_counter() - begin) * 1000


def _opened(page: "Page", address: str, sign: str) -> None:
    """Go to *address*, untimed, and wait until *sign* is there and the page rests."""
    page.goto(address)
    page.locator(sign).first.wait_for()
    page.locator(IDLE).wait_for()
    page.wait_for_timeout(500)


def _citation(page: "Page", url: str) -> float:
    if not page.get_by_text(ASKED).count():
        _opened(page, url, "[data-testid=stChatInputTextArea]")
        page.get_by_placeholder("请输入问题").fill(ASKED)
        page.keyboard.press("Enter")
        page.get_by_text("查阅了").wait_for()
        page.locator(IDLE).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    button, mark = (
        page.get_by_role("button", name="〔").first,
        page.locator("[data-testid=stPopoverBody] mark"),
    )
    return _milliseconds(button.click, mark)


def _other_page(page: "Page", url: str) -> float:
    _opened(page, url, "[data-testid=stChatInputTextArea]")
    link, sign = page.get_by_role("link", name="文件", exact=True).first, page.get_by_text("份文件").last
    return _milliseconds(link.click, sign)


def _filter(page: "Page", url: str) -> float:
    _opened(page, f"{url}/ledger", ROW)
    page.get_by_label("原文含有").fill("不少于")
    said = page.get_by_text("原文含：不少于")
    return _milliseconds(lambda: page.keyboard.press("Enter"), said)


def _row(page: "Page", url: str) -> float:
    _opened(page, f"{url}/ledger", ROW)
    return _milliseconds(page.locator(ROW).nth(2).click, page.locator(".wc-opened"))


def _clause(page: "Page") -> float:
    """Two entries of the outline in turn; the document is that of the row opened last."""
    if not page.locator(".wc-outline").count():
        page.get_by_role("link", name="在原文中打开").click()
        page.locator(".wc-outline a").first.wait_for()
    page.wait_for_timeout(500)
    entry = page.locator(".wc-outline a:not(.wc-here)").nth(1)
    cited = page.locator(".wc-cite").inner_text()
    return _milliseconds(entry.click, page.locator(".wc-cite").filter(has_not_text=cited))


def _find(page: "Page") -> float:
    box = page.get_by_label("在本文中查找")
    box.fill("")
    page.wait_for_timeout(300)
    return _milliseconds(lambda: box.fill("学校"), page.locator(".wc-find output", has_text="1 /"))
