"""Conversations on the page: kept, opened elsewhere, found, renamed, taken away, deleted; an answer stopped."""

import io
import re

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.stack import ask, drawn, open_page

pytestmark = pytest.mark.browser

FIRST = "清澜区课后服务财政补助的标准是每生每学期多少元？"
SECOND = "浦汀县经费怎么安排？"
PATIENCE = 30_000  # milliseconds


@pytest.fixture
def asked(stack, window):
    """A page with two conversations, the second open."""
    page = window()
    open_page(page, stack.url)
    ask(page, FIRST)
    page.get_by_role("button", name="新对话").click()
    page.get_by_text("可以这样问").wait_for()
    expect(page.get_by_text("查阅了")).to_have_count(0, timeout=PATIENCE)
    ask(page, SECOND)
    return page


def listed(page):
    return page.locator("[class*='st-key-open-talk-'] button")


def open_menu(page):
    """The menu of the first conversation, once the page has drawn it to the end."""
    page.get_by_role("button", name="更多").first.click()
    page.get_by_label("名称").wait_for()
    drawn(page)


def test_a_conversation_opens_in_another_browser(stack, asked, window):
    """Its address shows the same questions and answers to a browser that never asked, and asking goes on there."""
    asked.wait_for_url(re.compile(r"\?c=\w+"))
    elsewhere = window()
    open_page(elsewhere, asked.url)
    elsewhere.get_by_text("查阅了").wait_for()

    assert elsewhere.locator(".wc-question").all_inner_texts() == [SECOND]
    assert elsewhere.locator(".wc-answer").all_inner_texts() == asked.locator(".wc-answer").all_inner_texts()

    ask(elsewhere, "那培训呢？")
    assert stack.client.conversations()[0]["count"] == 2


def test_an_earlier_conversation_is_found_and_opened(asked):
    """The list is narrowed to those that hold the words, also of the answer; a click brings one back."""
    expect(listed(asked)).to_have_count(2)
    asked.get_by_label("查找对话").fill("150元")
    asked.keyboard.press("Enter")
    expect(listed(asked)).to_have_count(1, timeout=PATIENCE)

    listed(asked).click()

    expect(asked.locator(".wc-question")).to_have_text([FIRST], timeout=PATIENCE)


def test_renaming_taking_away_and_deleting(stack, asked):
    """The menu renames, gives a Word file of the whole conversation, and deletes once that is confirmed."""
    open_menu(asked)
    asked.get_by_label("名称").fill("经费：怎么安排")
    asked.keyboard.press("Enter")
    expect(listed(asked).first).to_have_text("经费：怎么安排", timeout=PATIENCE)

    open_menu(asked)
    with asked.expect_download() as download:
        asked.get_by_role("button", name="导出为 Word").click()
    paragraphs = docx.Document(io.BytesIO(download.value.path().read_bytes())).paragraphs
    assert any(SECOND in paragraph.text for paragraph in paragraphs)

    asked.get_by_role("button", name="删除").click()
    asked.get_by_role("button", name="确认删除").click()
    expect(listed(asked)).to_have_count(1, timeout=PATIENCE)
    asked.get_by_text("可以这样问").wait_for()
    assert [item["title"] for item in stack.client.conversations()] == [FIRST]


def test_an_unknown_conversation_is_explained(stack, window):
    """An address of a conversation that is gone says so and offers a new one."""
    page = window()
    open_page(page, f"{stack.url}/?c=0123456789")

    page.get_by_text("没有编号为「0123456789」的对话").wait_for()
    page.get_by_text("可以这样问").wait_for()
