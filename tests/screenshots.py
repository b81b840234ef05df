"""Pictures of every page over the example notices, into docs/screenshots: `python -m tests.screenshots`."""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from platformdirs import user_cache_path
from playwright.sync_api import Browser, Page

from tests.browser.stack import CHROMIUM, ROOT, Stack, ask, chromium, open_citation, open_page
from tests.serving import EXAMPLES

TARGET = ROOT / "docs" / "screenshots"
QUESTION = "云砚区初中生均公用经费标准提高到多少？"
DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
COLOURS = 192
SETTLE = 700  # milliseconds for what unfolds or scrolls


def main() -> None:
    """Overwrite the pictures; takes about a minute."""
    if CHROMIUM is None:
        raise SystemExit("chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)")
    TARGET.mkdir(parents=True, exist_ok=True)
    with filled() as stack, chromium() as browser:
        for scheme in ("light", "dark"):
            take(browser, stack, scheme, DESKTOP | {"color_scheme": scheme})
        take(browser, stack, "phone", PHONE | {"color_scheme": "light", "device_scale_factor": 2})


@contextmanager
def filled() -> Iterator[Stack]:
    """A page over a library of the example notices."""
    models = Path(os.environ.get("WENCE_MODELS") or user_cache_path("wence") / "models")
    with tempfile.TemporaryDirectory() as home:
        stack = Stack(Path(home), models)
        try:
            stack.start()
            for path in sorted(EXAMPLES.glob("0*")):
                stack.client.upload(path.read_bytes(), path.name)
            yield stack
        finally:
            stack.stop()


def take(browser: Browser, stack: Stack, name: str, options: Mapping[str, Any]) -> None:
    """One visitor's way through the pages."""
    context = browser.new_context(locale="zh-CN", **options)
    page = context.new_page()
    open_page(page, stack.url)
    page.get_by_text("可以这样问").wait_for()
    shoot(page, f"start-{name}")
    ask(page, QUESTION)
    shoot(page, f"answer-{name}")
    open_citation(page)
    shoot(page, f"citation-{name}")
    page.locator("[data-testid=stPopoverBody]").get_by_text("在原文中打开").click()
    page.locator("article mark").first.wait_for()
    shoot(page, f"reader-{name}")
    open_page(page, f"{stack.url}/library")
    page.get_by_text("共 8 份文件").wait_for()
    shoot(page, f"library-{name}")
    open_page(page, f"{stack.url}/about")
    page.get_by_text("按成文年份").wait_for()
    shoot(page, f"about-{name}")
    take_ledger(page, stack, name)
    context.close()


def take_ledger(page: Page, stack: Stack, name: str) -> None:
    """The three views of the ledger, and a row of it opened and marked."""
    row = stack.client.commitments(kind="funding")[0]
    stack.client.put_mark(row["id"], "doing", note="已列入预算", who="区教育局计财科")
    one, other = (
        d["id"] for d in stack.client.documents() if "三年计划" in d["title"] or "强基" in d["title"]
    )
    open_page(page, f"{stack.url}/ledger")
    page.locator("tr[data-row]").first.wait_for()
    shoot(page, f"ledger-{name}")
    page.locator("tr[data-row]", has=page.locator(".wc-doing")).click()
    page.locator(".wc-opened").wait_for()
    shoot(page, f"commitment-{name}")
    open_page(page, f"{stack.url}/ledger?view=overview")
    page.get_by_text("以表格查看").wait_for()
    shoot(page, f"overview-{name}")
    open_page(page, f"{stack.url}/ledger?view=compare&doc={one}&doc={other}")
    page.locator(".wc-compared").first.wait_for()
    shoot(page, f"compare-{name}")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLE)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    # So many colours are enough for text on paper, with a third of the bytes in every clone.
    picture.quantize(COLOURS).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
