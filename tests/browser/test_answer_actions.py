"""Below an answer: judged with a reason, copied for a colleague, asked again of other documents; two readers."""

import pytest
from playwright.sync_api import expect

from tests.browser.stack import ask, open_page

pytestmark = pytest.mark.browser

QUESTION = "经费怎么安排？"
PATIENCE = 30_000  # milliseconds


def test_judging_copying_and_asking_of_other_documents(stack, window):
    """A thumb down with its reason is kept with the answer, the copy has the formal citation, a document taken out of
    the scope has the question answered from the rest."""
    page = window(permissions=["clipboard-read", "clipboard-write"])
    open_page(page, stack.url)
    ask(page, QUESTION)
    before = page.locator(".wc-searched").first.inner_text()

    page.get_by_role("button", name="复制给同事").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("radio", name="有问题").click()
    page.get_by_text("漏了内容").click()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已记下：漏了内容").wait_for()
    page.get_by_role("button", name="理解为").click()
    page.get_by_role("button", name="移除").first.click()
    page.get_by_role("button", name="按这样重新回答").click()
    expect(page.locator(".wc-question")).to_have_count(2, timeout=PATIENCE)
    page.get_by_text("查阅了").nth(1).wait_for()

    talk = stack.client.conversation(stack.client.conversations()[0]["id"])
    first, second = talk["turns"]
    assert copied.startswith(f"问：{QUESTION}\n答：")
    assert all(citation["formal"] in copied for citation in first["answer"]["citations"])
    assert (first["feedback"]["verdict"], first["feedback"]["reasons"]) == ("down", ["incomplete"])
    assert "查阅了 2 份文件" in before
    assert second["answer"]["searched"]["documents"] == 1


def test_what_was_misread_is_put_right(stack, window):
    """The page says how the question was read; another place and another kind of thing asked are answered so."""
    page = window()
    open_page(page, stack.url)
    ask(page, "清澜区经费怎么安排？")
    reading = page.get_by_role("button", name="理解为：清澜")

    reading.click()
    page.get_by_role("button", name="移除 清澜").first.click()
    page.get_by_role("combobox", name="地区").click()
    page.get_by_role("option", name="浦汀县").click()
    page.get_by_role("combobox", name="问的是").click()
    page.get_by_role("option", name="比例").click()
    page.get_by_role("button", name="按这样重新回答").click()

    page.get_by_role("button", name="理解为：浦汀").wait_for()
    turn = stack.client.conversation(stack.client.conversations()[0]["id"])["turns"][1]
    expect(page.locator(".wc-answer", has_text="8%")).to_have_count(1)
    assert turn["answer"]["understood"]["changed"] == ["regions", "asked"]
    assert turn["answer"]["searched"]["documents"] == 1


def test_the_browser_remembers_the_reader_and_the_district(stack, window):
    """公务 unfolds the formal citations; that, and the school level chosen, still hold after the page is loaded anew."""
    page = window()
    open_page(page, stack.url)
    ask(page, QUESTION)
    expect(page.locator("details.wc-searched[open]")).to_have_count(0, timeout=PATIENCE)
    page.get_by_role("radio", name="公务").click()
    expect(page.locator("details.wc-searched[open]")).to_have_count(1, timeout=PATIENCE)
    page.get_by_role("button", name="我的地区和学段").click()
    page.get_by_role("combobox", name="学段").click()
    page.get_by_role("option", name="初中").click()
    page.get_by_role("button", name="初中").wait_for()
    page.wait_for_function("document.cookie.includes('level')")

    page.reload()

    page.get_by_role("button", name="初中").wait_for()
    expect(page.locator("details.wc-searched[open]")).to_have_count(1, timeout=PATIENCE)
