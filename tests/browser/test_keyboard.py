"""Without a mouse: ask, open a citation, close it, go to another page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stack import ask, open_page

pytestmark = pytest.mark.browser

QUESTION = "清澜区课后服务财政补助的标准是每生每学期多少元？"
POPOVER = "[data-testid=stPopoverBody]"
MOST_STEPS = 60  # presses of Tab from one end of a page to the other
RING = """e => { const s = getComputedStyle(e);
  return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' }"""


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until what has the focus begins with *name*; it must be seen to have it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        words = page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''")
        if name in words and len(words) < 80:
            break
    focused = page.locator(":focus")
    expect(focused).to_contain_text(name)
    assert focused.evaluate(RING)


def test_the_way_from_a_question_to_the_clause_needs_no_mouse(stack, window):
    """Tab reaches the citation and the pages, Enter opens them, Escape closes, and the focus is always seen."""
    page = window()
    open_page(page, stack.url)
    ask(page, QUESTION)
    page.get_by_role("button", name="复制给同事").wait_for()

    tab_to(page, "〔1〕", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(f"{POPOVER} mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(POPOVER)).to_have_count(0)
    expect(page.locator(":focus")).to_contain_text("〔1〕")
    tab_to(page, "台账", back=True)
    page.keyboard.press("Enter")

    page.locator("tr[data-row]").first.wait_for()
    tab_to(page, stack.client.commitments()[0]["quote"][:6])
    page.keyboard.press("Enter")
    page.locator(".wc-opened").wait_for()
