"""Pages on paper, read back from the PDF that the browser makes of them."""

import pypdfium2
import pytest

from tests.browser.stack import ask, open_page

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points


def printed(page) -> tuple[str, list[tuple[int, int]]]:
    """The words on paper, without white space, and the size of each sheet."""
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    words = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    return "".join(words.split()), [tuple(map(round, sheet.get_size())) for sheet in pdf]


def test_an_answer_is_printed_with_its_citations(stack, window):
    """On paper stand question, answer and the numbered list of formal citations, though it is folded on the screen."""
    question = "清澜区课后服务财政补助的标准是每生每学期多少元？"
    citation = stack.client.ask(question)["citations"][0]
    page = window(color_scheme="dark")
    open_page(page, stack.url)
    ask(page, question)

    words, sheets = printed(page)

    assert question in words
    assert "150元" in words
    assert "".join(f"1.{citation['formal']}".split()) in words
    assert "添加文件" not in words
    assert sheets[0] == A4


def test_a_long_answer_is_printed_whole(stack, window):
    """The sentences that are folded on the screen are on paper as well; what only a screen can do is not."""
    question = "清澜区有哪些量化指标？"
    citations = stack.client.ask(question)["citations"]
    page = window()
    open_page(page, stack.url)
    ask(page, question)

    words, _ = printed(page)

    assert [c["quote"] for c in citations if "".join(c["quote"].split()) not in words] == []
    assert "接着可以问" not in words
    assert "复制给同事" not in words


def test_a_document_is_printed_whole(stack, window):
    """Every character of a document is on paper, without outline and tools."""
    document = stack.client.documents()[0]["id"]
    page = window()
    open_page(page, f"{stack.url}/reader?doc={document}")
    page.locator("article").wait_for()

    words, _ = printed(page)

    assert "".join(stack.client.text(document)["text"].split()) in words
    assert "复制" not in words


def test_the_ledger_is_printed_across_the_sheet(stack, window):
    """All rows are on paper, whose long side is the width, without the filters."""
    rows = stack.client.commitments()
    page = window()
    open_page(page, f"{stack.url}/ledger")
    page.locator("tr[data-row]").first.wait_for()

    words, sheets = printed(page)

    assert [row["quote"] for row in rows if "".join(row["quote"].split()) not in words] == []
    assert "时限不早于" not in words
    assert sheets[0] == A4[::-1]
