"""The document that a browser gets before any page is drawn."""

import re

import pytest

from app.ui.server import STATIC
from app.ui.shell import shell


@pytest.fixture(scope="module")
def document() -> str:
    return shell(STATIC)


def test_it_is_ours_and_in_chinese(document):
    """Language and name are ours from the first byte, and no English sentence of the framework is left to be seen."""
    words = re.sub(r"<!--.*?-->|<(script|style)>.*?</\1>|<[^>]+>", "", document, flags=re.DOTALL)

    assert '<html lang="zh-CN">' in document
    assert re.findall(r"\w+", words) == ["问策", "问策的页面需要浏览器允许", "JavaScript", "正在打开问策"]


def test_all_that_it_names_is_there(document):
    """Each script that is asked for beforehand is a file of the installed Streamlit, and is asked for once."""
    named = re.findall(r'(?:href|src)="\./(static/[^"]+)"', document)

    assert [name for name in named if not (STATIC / name).is_file()] == []
    assert any("ChatInput" in name for name in named)
    assert len(named) == len(set(named))
