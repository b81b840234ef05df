"""The ledger on the page: filter, open a row, mark it, take it away."""

import io
import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.stack import drawn, marked, open_page

pytestmark = pytest.mark.browser

ROWS = "tr[data-row]"


def open_ledger(page, stack, query: str = "") -> None:
    open_page(page, f"{stack.url}/ledger{query}")
    page.locator(".wc-count").wait_for()
    drawn(page)


def choose_kind(page, name: str) -> None:
    """Choose a kind; once more where the page was drawn anew between both clicks, which closes an open list."""
    for _ in range(3):
        page.get_by_label("类别").click()
        page.get_by_role("option", name=name).click()
        with suppress(TimeoutError):
            page.wait_for_url("**kind=**", timeout=5_000)
            return


def test_a_filter_is_in_the_address_and_works_elsewhere(stack, window):
    """Choosing a kind narrows the rows; the address gives the same rows in a browser that never filtered."""
    page = window()
    open_ledger(page, stack)
    choose_kind(page, "禁令")
    expected = stack.client.commitments(kind="prohibition")
    page.get_by_text(f"共 {len(expected)} 条").wait_for()

    elsewhere = window()
    open_ledger(elsewhere, stack, page.url.partition("/ledger")[2])
    elsewhere.locator(ROWS).first.wait_for()

    assert "kind=prohibition" in page.url
    assert [r.get_attribute("data-row") for r in elsewhere.locator(ROWS).all()] == [r["id"] for r in expected]


def test_a_row_opens_on_its_words_and_keeps_its_mark(stack, window):
    """The highlighted words are the row's quote; a mark made there is there after a reload, and its author too."""
    row = stack.client.commitments()[0]
    page = window()
    open_ledger(page, stack)
    page.locator(ROWS).first.click()
    page.locator(".wc-opened").wait_for()
    page.locator(".wc-excerpt mark").first.wait_for()
    assert marked(page, ".wc-excerpt") == row["quote"]

    page.get_by_role("radio", name="进行中").click()
    page.get_by_label("备注").fill("已启动")
    page.get_by_label("标记人").fill("甲")
    page.get_by_role("button", name="保存标记").click()
    page.locator(ROWS).first.locator(".wc-doing").wait_for()
    page.wait_for_function("localStorage.getItem('wence.who') === '甲'")
    page.reload()
    page.locator(ROWS).first.locator(".wc-doing").wait_for()
    page.get_by_text("已启动　甲").wait_for()

    assert stack.client.mark(row["id"])["mark"]["who"] == "甲"
    page.wait_for_function("[...document.querySelectorAll('input')].some(e => e.value === '甲')")
    stack.client.unmark(row["id"], who="甲")


def test_the_filtered_rows_can_be_taken_away(stack, window):
    """The workbook that is downloaded holds the rows shown and no others."""
    openpyxl = pytest.importorskip("openpyxl")
    expected = stack.client.commitments(strength="hard")
    page = window()
    open_ledger(page, stack, "?strength=hard")

    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Excel").click()

    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
    words = {str(cell) for line in sheet.iter_rows(values_only=True) for cell in line}
    assert {re.sub(r"\s+", " ", row["quote"]) for row in expected} <= words
    assert sheet.max_row == len(expected) + 1


def test_what_matches_nothing_says_so(stack, window):
    """No rows: the page says that and what to do, and a bad date is explained."""
    page = window()
    open_ledger(page, stack, "?q=不在任何文件里的字")
    page.get_by_text("没有符合条件的承诺").wait_for()

    open_page(page, f"{stack.url}/ledger?deadline_before=someday")

    page.get_by_text("应为日期").wait_for()


def test_it_can_be_used_on_a_phone(stack, window):
    """On a narrow screen nothing sticks out, and a row opens."""
    page = window(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    open_ledger(page, stack)
    page.locator(ROWS).nth(1).tap()
    page.locator(".wc-opened").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_plans_are_compared_and_a_pair_is_confirmed(stack, window):
    """Two plans stand beside each other; confirming a pair is stored and shown."""
    one, other = (document["id"] for document in stack.client.documents())
    expected = stack.client.compare([one, other])
    page = window()
    open_ledger(page, stack, f"?view=compare&doc={one}&doc={other}")
    page.get_by_text(f"同一事项 {len(expected['topics'])} 项").wait_for()
    assert page.locator(".wc-compared").count() >= len(expected["topics"]) > 0

    page.get_by_role("button", name="确认配对").first.click()
    page.get_by_text("配对把握：已确认").wait_for()

    (pair,) = stack.client.judged_pairs()
    assert pair["verdict"] == "together"
    stack.client.withdraw_pair(pair["left"]["id"], pair["right"]["id"])


def test_the_overview_is_drawn_and_told_in_words(stack, window):
    """Each plan has its profile, and the timeline has its table beside it."""
    page = window()
    open_ledger(page, stack)
    page.get_by_role("radio", name="概览").click()

    page.get_by_text("以表格查看").wait_for()

    assert page.locator(".wc-profile").count() == 2
    assert "view=overview" in page.url
