"""States that people meet: no server, an empty library; and that the page speaks Chinese only."""

import re

import pytest
from playwright.sync_api import expect

from ingest.readers import SUPPORTED
from tests.browser.stack import ask, open_citation, open_page

pytestmark = pytest.mark.browser

LATIN = re.compile(r"[A-Za-z]{3,}")
OURS = {"Excel", "Word", "WPS", "PDF", "OFD", "CSV", "zip"} | {
    suffix.removeprefix(".") for suffix in SUPPORTED
}  # kinds and names of files
VISIBLE_WORDS = """() => [...document.querySelectorAll('body *')].flatMap(e => {
  if (e.closest('script, style, noscript, [data-testid=stIconMaterial]')) return [];
  const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.nodeValue);
  const shown = e.checkVisibility({visibilityProperty: true}) ? own : [];
  return [...shown, e.getAttribute('aria-label'), e.getAttribute('title'), e.getAttribute('placeholder')];
}).filter(Boolean)"""

PATIENCE = 30  # looks, a tenth of a second apart


def english(page) -> set[str]:
    """Latin words that a reader sees or hears."""
    for _ in range(PATIENCE):
        words = {word for text in page.evaluate(VISIBLE_WORDS) for word in LATIN.findall(text)} - OURS
        if not words:
            break
        page.wait_for_timeout(100)  # the page puts the framework's words into Chinese as they appear
    return words


def test_the_page_speaks_chinese(stack, window):
    """No English word of the framework is left where a reader can see or hear it."""
    page = window()
    open_page(page, stack.url)
    ask(page, "清澜区每周至少开设几次社团活动？")
    open_citation(page)
    asked = english(page)
    open_page(page, f"{stack.url}/library")
    listed = english(page)
    open_page(page, f"{stack.url}/reader?doc={stack.client.documents()[0]['id']}")
    page.locator("article").wait_for()
    read = english(page)
    open_page(page, f"{stack.url}/ledger")
    page.locator("tr[data-row]").first.click()
    page.locator(".wc-opened").wait_for()
    rows = english(page)
    open_page(page, f"{stack.url}/ledger?view=overview")
    page.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first.wait_for()

    assert (rows, english(page)) == (set(), set())
    assert (asked, listed, read) == (set(), set(), set())
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_an_empty_library_says_what_to_do(empty_stack, window):
    """With nothing in the library the page asks for a file instead of a question."""
    page = window()

    open_page(page, empty_stack.url)
    page.get_by_text("文件库还是空的").wait_for()
    page.get_by_text("去导入文件").click()

    page.get_by_role("heading", name="文件", exact=True).wait_for()
    page.get_by_text("文件库还是空的").wait_for()


def test_without_a_server_the_page_says_so_and_recovers(stack, window):
    """While the server is stopped the page explains it; a question put meanwhile is answered once it is back."""
    page = window()
    open_page(page, stack.url)
    ask(page, "清澜区课后服务一般不少于几小时？")

    stack.stop_api()
    page.get_by_placeholder("请输入问题").fill("那周末能补课吗？")
    page.keyboard.press("Enter")
    page.get_by_text("连接不到问策服务").wait_for()
    stays = page.locator(".wc-answer").first.inner_text()
    stack.start_api()
    page.get_by_text("查阅了").nth(1).wait_for()
    # The answer is drawn before what the last run left on the page is taken away.
    expect(page.get_by_text("连接不到问策服务")).to_have_count(0, timeout=30_000)

    assert "2小时" in stays
    assert "不得组织集体补课" in page.locator(".wc-answer").last.inner_text()
