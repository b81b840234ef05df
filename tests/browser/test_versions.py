"""Versions on the page: what changed is marked, and an older version can be read with its outline."""

import pytest
from playwright.sync_api import expect

from tests.browser.stack import open_page

pytestmark = pytest.mark.browser

RULES = "望溪镇中心小学关于学生午休的通知\n\n望溪小〔2024〕5号\n\n一、午休时间\n每天安排学生午休，不少于{minutes}分钟。\n二、值守\n{who}在教室值守。\n"
OLD, NEW = RULES.format(minutes=70, who="班主任"), RULES.format(minutes=90, who="<b>班主任</b>")


@pytest.fixture
def document(stack) -> str:
    """The id of a document with two versions, removed afterwards."""
    for text in (OLD, NEW):
        reply = stack.client.upload(text.encode(), "午休.txt")
    ident: str = reply["document"]["id"]
    yield ident
    stack.client.delete(ident)


@pytest.mark.usefixtures("document")
def test_what_changed_is_shown_on_the_page(stack, window):
    """The window of versions marks what the new one took out and put in, and its words are text."""
    page = window()
    open_page(page, f"{stack.url}/library")

    page.get_by_role("button", name="版本与改动").click()
    shown = page.get_by_role("dialog").locator(".wc-difference")
    shown.wait_for()

    assert shown.locator("del").all_inner_texts() == ["70"]
    assert shown.locator("ins").all_inner_texts() == ["90", "<b>", "</b>"]
    assert shown.locator("blockquote b").count() == 0
    assert page.get_by_role("dialog").get_by_role("link", name="第 1 版").is_visible()


def test_an_older_version_is_read_with_its_outline(stack, window, document):
    """The text and the outline are those of that version; it says that it is old and leads to the current one."""
    page = window()
    open_page(page, f"{stack.url}/reader?doc={document}&version=1")
    page.locator("article").wait_for()

    assert "70分钟" in page.locator("article").inner_text()
    assert page.locator(".wc-outline a").count() == 2
    assert "现行的是第 2 版" in page.locator(".wc-warning").inner_text()
    page.get_by_text("打开现行版本").click()
    page.locator("article", has_text="90分钟").wait_for()
    expect(page.locator(".wc-warning")).to_have_count(0)


def test_any_two_versions_are_compared_in_the_ledger(stack, window, document):
    """The versions stand in the address and can be chosen; what became of the rows is shown for those two."""
    stack.client.upload(RULES.format(minutes=80, who="值班教师").encode(), "午休.txt")
    page = window()
    open_page(page, f"{stack.url}/ledger?view=compare&doc={document}&old=1&new=3")
    page.get_by_text("第 1 版 → 第 3 版").wait_for()
    first = page.locator(".wc-difference").inner_text()

    page.get_by_label("旧版").click()
    page.get_by_role("option", name="第 2 版").click()
    page.get_by_text("第 2 版 → 第 3 版").wait_for()

    assert "old=2" in page.url
    assert "70" in first
    expect(page.locator(".wc-difference del").first).to_contain_text("90")


def test_an_older_version_comes_back_by_a_button(stack, window, document):
    """Uploading its file again says which version it is; the button in the window of versions brings it back."""
    page = window()
    open_page(page, f"{stack.url}/library")
    page.locator("input[type=file]").set_input_files(
        [{"name": "午休.txt", "mimeType": "text/plain", "buffer": OLD.encode()}]
    )
    page.get_by_text("与已导入过的第 1 版相同，现行的是第 2 版，未作改动").wait_for()

    page.get_by_role("button", name="版本与改动").click()
    page.get_by_role("button", name="恢复第 1 版").click()
    page.get_by_text("第 3 版").first.wait_for()

    assert stack.client.text(document)["text"] == OLD
