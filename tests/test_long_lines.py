"""Texts without line breaks: what is looked for line by line must not cost a second for each."""

import pytest

from ingest import bodies
from ingest.pipeline import read_document


def test_a_line_without_a_number_is_not_searched_for_one(monkeypatch: pytest.MonkeyPatch):
    """The pattern of 文号 takes seconds for a megabyte of Han without one; what it would find ends in 号."""
    with monkeypatch.context() as patch:
        patch.setattr(bodies, "_NUMBER", None)
        read_document(("样县方案\n" + "各校" * 50).encode(), "方案.txt")

    found = read_document(
        "样县教育局关于检查的通知\n样教发〔2024〕7号\n一、每周检查3次。\n".encode(), "通知.txt"
    )
    assert found.metadata.document_number.value == "样教发〔2024〕7号"
