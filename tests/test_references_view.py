"""The list of documents that a document names, as the page shows it."""

from app.ui.references import NOTHING, references_html

BASIS = {"title": "阅读<意见>", "document_number": "汀教发〔2020〕6号", "document_id": "a1"}
ANNEX = {"title": "申报表", "document_number": None, "document_id": None}


def test_each_named_document_is_marked_as_held_or_missing():
    """Who reads the page sees which basis and attachment is in the library; titles are inert text."""
    page = references_html({"basis": [BASIS], "attachments": [ANNEX]})
    held, missing = page.split("附件")

    assert "《阅读&lt;意见&gt;》（汀教发〔2020〕6号）" in held
    assert "库中" in held
    assert "未入库" not in held
    assert "《申报表》" in missing
    assert "未入库" in missing


def test_a_document_that_names_none_says_so():
    """An empty list is a statement, not an empty box."""
    assert NOTHING in references_html({"basis": [], "attachments": []})
