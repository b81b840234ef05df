"""axe on every page, light and dark: nothing serious or critical, of the framework's making neither."""

from collections.abc import Iterator

import pytest

from tests.browser.stack import ask, open_citation, open_page

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


def grave(page) -> list[str]:
    """Serious and critical violations, one line an element."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{violation['id']} {node['target']} {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


def pages(page, stack) -> Iterator[str]:
    """Goes from page to page; its name when it is drawn."""
    one, other = (document["id"] for document in stack.client.documents())
    open_page(page, stack.url)
    page.get_by_text("可以这样问").wait_for()
    yield "start"
    ask(page, "清澜区课后服务财政补助的标准是每生每学期多少元？")
    yield "answer"
    open_citation(page)
    yield "citation"
    open_page(page, f"{stack.url}/library")
    page.get_by_text("共 2 份文件").wait_for()
    yield "library"
    clause = stack.client.clauses(one)[2]["id"]
    open_page(page, f"{stack.url}/reader?doc={one}&clause={clause}")
    page.locator(".wc-cite").wait_for()
    yield "reader"
    row = stack.client.commitments()[0]["id"]
    open_page(page, f"{stack.url}/ledger?row={row}")
    page.get_by_role("button", name="保存标记").wait_for()
    yield "ledger"
    open_page(page, f"{stack.url}/ledger?view=overview")
    page.get_by_text("以表格查看").wait_for()
    yield "overview"
    open_page(page, f"{stack.url}/about")
    page.get_by_role("heading", name="关于").wait_for()
    yield "about"
    open_page(page, f"{stack.url}/ledger?view=compare&doc={one}&doc={other}")
    page.locator(".wc-compared").first.wait_for()
    yield "compare"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_violation(stack, window, scheme):
    """Every page, as drawn for a reader who likes it light or dark, passes axe's serious and critical rules."""
    page = window(color_scheme=scheme)

    found = {name: lines for name in pages(page, stack) if (lines := grave(page))}

    assert found == {}
