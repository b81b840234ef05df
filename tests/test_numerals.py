"""Years and percentages in words and in digits are the same to a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("二〇二五年前", "2025年前", id="year"),
        pytest.param("二零二五学年", "2025学年", id="ling"),
        pytest.param("二○二四年", "2024年", id="circle"),
        pytest.param("二〇二四—二〇二六年", "2024—2026年", id="span"),
        pytest.param("达到百分之八十五以上", "达到85%以上", id="percentage"),
        pytest.param("百分之九点五", "百分之九点五", id="decimal-in-words-stays"),
        pytest.param("百分之85", "85%", id="digits"),
        pytest.param("二十五年", "二十五年", id="years-counted"),
        pytest.param("一二三四，五", "一二三四，五", id="no-year"),
        pytest.param("三年内", "三年内", id="span-of-years"),
    ],
)
def test_in_digits(text: str, expected: str):
    assert in_digits(text) == expected


@given(st.text(alphabet="二〇零五年百分之十八0189%至。", max_size=30))
def test_once_is_enough(text: str):
    """Nothing is left to be put into digits a second time."""
    assert in_digits(in_digits(text)) == in_digits(text)
