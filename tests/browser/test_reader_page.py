"""Reading on the page: search, citations to copy, the way between citations, addresses that last."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stack import ask, marked, open_citation, open_page

pytestmark = pytest.mark.browser

POPOVER = "[data-testid=stPopoverBody]"
RULES = "望溪镇中心小学关于学生午休的通知\n\n望溪小〔2024〕5号\n\n一、午休时间\n每天安排学生午休，不少于{minutes}分钟。\n二、值守\n班主任在教室值守。\n"
HERE = "() => [...(CSS.highlights.get('wc-found-here') ?? [])].map(String).join()"

MARKED = "quote => [...document.querySelectorAll('article mark')].map(e => e.textContent).join('') === quote"


def document_of(stack, words: str) -> dict:
    (found,) = (document for document in stack.client.documents() if words in document["title"])
    return found


def open_reader(page, stack, document_id: str, query: str = "") -> None:
    open_page(page, f"{stack.url}/reader?doc={document_id}{query}")
    page.locator("article").wait_for()


def test_words_are_found_in_the_document(stack, window):
    """What is looked for is counted, painted, and gone through in a ring; width and white space don't matter."""
    document = document_of(stack, "清澜区")
    text = re.sub(r"\s", "", stack.client.text(document["id"])["text"])
    page = window()
    open_reader(page, stack, document["id"])
    box = page.get_by_label("在本文中查找")

    box.fill("课后 服务")
    total = text.count("课后服务")
    page.get_by_text(f"1 / {total}").wait_for()
    page.get_by_role("button", name="上一处").click()
    page.get_by_text(f"{total} / {total}").wait_for()
    assert page.evaluate(HERE) == "课后服务"
    box.fill("不在文中的字")

    page.get_by_text("没有找到").wait_for()
    assert page.evaluate(HERE) == ""


def test_a_clause_is_cited_and_its_address_copied_in_one_click(stack, window):
    """A clause chosen in the outline puts its citation and its address into the clipboard; the address opens there."""
    document = document_of(stack, "清澜区")
    clause = next(c for c in stack.client.clauses(document["id"]) if c["level"] == 2)
    formal = stack.client.clause(clause["id"])["formal"]
    page = window(permissions=["clipboard-read", "clipboard-write"])
    open_reader(page, stack, document["id"])

    page.locator(".wc-outline .wc-o2").first.click()
    page.locator(".wc-cite", has_text=formal).wait_for()
    page.get_by_role("button", name="复制引用").click()
    page.get_by_text("已复制").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("已复制").nth(1).wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    elsewhere = window()
    open_page(elsewhere, address)
    elsewhere.locator(".wc-document .wc-current").first.wait_for()

    assert cited == formal
    assert elsewhere.locator(".wc-cite").inner_text() == formal
    assert elsewhere.locator(".wc-document .wc-current b").first.inner_text().startswith(clause["label"])


def test_the_citations_of_an_answer_are_gone_through(stack, window):
    """From a citation the next one of the same answer is one click away, in whichever document it stands."""
    question = "清澜区有哪些量化指标？"
    citations = stack.client.ask(question)["citations"]
    assert len(citations) > 1
    page = window()
    open_page(page, stack.url)
    ask(page, question)
    open_citation(page)
    page.locator(POPOVER).get_by_text("在原文中打开").click()
    page.get_by_text(f"引文 1 / {len(citations)}").wait_for()

    page.get_by_role("link", name="下一处").click()
    page.get_by_text(f"引文 2 / {len(citations)}").wait_for()

    page.wait_for_function(MARKED, arg=citations[1]["quote"])


def test_an_address_outlives_a_new_version(stack, window):
    """After the file is read in again with other words, a permalink still shows what it cited, and the way to the new."""
    reply = stack.client.upload(RULES.format(minutes=70).encode(), "午休.txt")
    rows = stack.client.commitments(reply["document"]["id"])
    row = next(row for row in rows if "70分钟" in row["quote"])
    stack.client.upload(RULES.format(minutes=90).encode(), "午休.txt")
    page = window()

    query = f"&clause={row['clause_id']}&start={row['start']}&end={row['end']}&version=1"
    open_reader(page, stack, row["document_id"], query)
    page.locator("article mark").first.wait_for()
    old = marked(page, "article")
    page.get_by_text("打开现行版本").click()
    page.locator("article", has_text="90分钟").wait_for()

    assert old == row["quote"]
    assert "70分钟" in old
    expect(page.locator(".wc-current").first).to_contain_text("午休")
    stack.client.delete(row["document_id"])
