"""Asking on the page: answers, citations, the reader, follow-ups."""

import pytest

from tests.browser.conftest import NOTICES
from tests.browser.stack import ask, marked, open_citation, open_page

pytestmark = pytest.mark.browser

QUESTION = "清澜区课后服务财政补助的标准是每生每学期多少元？"
POPOVER = "[data-testid=stPopoverBody]"
NOTICE = (NOTICES / "清澜区课后服务实施方案.txt").read_text(encoding="utf-8")


IN_SIGHT = """selector => { const r = document.querySelector(selector).getBoundingClientRect();
  return r.top >= 0 && r.bottom <= innerHeight }"""


def test_an_answer_cites_the_clause_it_stands_on(stack, window):
    """A question is answered with the words of the notice, and the citation opens on exactly its quote."""
    page = window()
    open_page(page, stack.url)

    ask(page, QUESTION)
    open_citation(page)

    quote = stack.client.ask(QUESTION)["citations"][0]["quote"]
    assert "150元" in page.locator(".wc-answer").first.inner_text()
    assert marked(page, POPOVER) == quote
    assert quote in NOTICE
    page.wait_for_function(IN_SIGHT, arg=f"{POPOVER} mark")  # once it has unfolded


def test_a_citation_opens_the_document_and_its_address_works_elsewhere(stack, window):
    """原文 opens at the quote, and its address shows the same quote in a browser that never asked."""
    page = window()
    open_page(page, stack.url)
    ask(page, QUESTION)
    open_citation(page)
    page.locator(POPOVER).get_by_text("在原文中打开").click()
    page.locator("article mark").first.wait_for()

    elsewhere = window()
    open_page(elsewhere, page.url)
    elsewhere.locator("article mark").first.wait_for()

    assert marked(page, "article") == marked(elsewhere, "article")
    assert "150元" in marked(page, "article")
    elsewhere.wait_for_function(
        "document.querySelector('article mark').getBoundingClientRect().top < innerHeight"
    )
    assert elsewhere.locator("article").evaluate("e => e.textContent") == NOTICE


def test_the_conversation_is_still_there_after_reading(stack, window):
    """Coming back from 原文, the answer stands where it stood."""
    page = window()
    open_page(page, stack.url)
    ask(page, QUESTION)
    open_citation(page)
    page.locator(POPOVER).get_by_text("在原文中打开").click()
    page.locator("article mark").first.wait_for()

    page.go_back()

    page.get_by_text("查阅了").wait_for()
    assert QUESTION in page.locator(".wc-question").inner_text()


def test_a_follow_up_leans_on_the_question_before(stack, window):
    """A follow-up that names no place or topic is answered from the notice that the first was about."""
    page = window()
    open_page(page, stack.url)
    ask(page, QUESTION)

    ask(page, "那家庭经济困难的学生呢？")

    assert "免收课后服务费" in page.locator(".wc-answer").last.inner_text()
    assert page.locator(".wc-question").count() == 2


def test_a_place_outside_the_library_is_refused(stack, window):
    """A question about a place that no notice is of gets the refusal and its reason, without a citation."""
    page = window()
    open_page(page, stack.url)

    ask(page, "岚水县课后服务的补助标准是多少？")

    refusal = page.locator("[data-testid=stChatMessage] .wc-notice").inner_text()
    assert "文件未提及" in refusal
    assert "地区不在库" in refusal
    assert page.get_by_role("button", name="〔").count() == 0


def test_an_example_is_asked_at_a_click(stack, window):
    """The questions offered on the first page are answered when clicked; blanks are no question."""
    page = window()
    open_page(page, stack.url)
    page.get_by_text("可以这样问").wait_for()

    page.get_by_placeholder("请输入问题").fill("  ")
    page.keyboard.press("Enter")
    example = page.locator("[class*='st-key-example']").get_by_role("button").first
    question = example.inner_text()
    example.click()
    page.get_by_text("查阅了").wait_for()

    assert page.locator(".wc-question").inner_text().strip() == question.strip()
    assert page.get_by_role("button", name="〔").count() >= 1


def test_only_the_chosen_document_is_searched(stack, window):
    """With one document chosen at the side, answers come from it alone."""
    page = window()
    open_page(page, stack.url)
    page.get_by_label("只查这些文件").first.click()
    page.get_by_role("option", name="浦汀县").click()
    page.keyboard.press("Escape")

    ask(page, "经费怎么安排？")

    assert "查阅了 1 份文件" in page.locator(".wc-searched").first.inner_text()
    assert "8%" in page.locator(".wc-answer").first.inner_text()


def test_the_page_says_that_no_chat_model_is_used(stack, window):
    """Readers are told that answers are verbatim excerpts."""
    page = window()
    open_page(page, stack.url)

    page.get_by_text("逐字摘录，未使用对话模型").wait_for()


def test_it_can_be_used_on_a_phone(stack, window):
    """On a narrow screen nothing sticks out at the side, and a citation can be opened and read."""
    page = window(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    open_page(page, stack.url)

    ask(page, QUESTION)
    page.get_by_role("button", name="〔").first.tap()
    page.locator(f"{POPOVER} mark").first.wait_for()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    body = page.locator(POPOVER).bounding_box()
    assert body["x"] >= 0
    assert body["x"] + body["width"] <= 390


def test_a_listing_answer_counts_and_links_to_the_ledger(stack, window):
    """A list is introduced by its total; 在台账中查看 leads to the same rows beside the conversation."""
    page = window()
    open_page(page, stack.url)
    question = "清澜区有哪些量化指标？"

    ask(page, question)

    ledger = stack.client.ask(question)["ledger"]
    assert f"共{ledger['total']}条" in page.locator(".wc-answer").first.inner_text()
    link = page.get_by_role("link", name=f"在台账中查看（共 {ledger['total']} 条）")
    assert link.get_attribute("target") == "_blank"
    assert link.evaluate("e => new URL(e.href).pathname + new URL(e.href).search") == ledger["url"]
