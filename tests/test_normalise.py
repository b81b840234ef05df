"""Folding: one spelling for what readers take for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("８５％", "85%", id="full-width-figures"),
        pytest.param("二零二四年", "二〇二四年", id="two-signs-for-zero"),
        pytest.param("二○二四年", "二〇二四年", id="circle-for-zero"),
        pytest.param("湖教〔2024〕 5 号", "湖教[2024]5号", id="brackets-and-blanks"),
        pytest.param("湖教【2024】5号", "湖教［2024］5号", id="heavy-brackets"),
        pytest.param("“三名”工程", '"三名"工程', id="quotation-marks"),
        pytest.param("2023—2025年", "2023-2025年", id="dash"),
        pytest.param("2023－2025年", "2023–2025年", id="full-width-dash"),
        pytest.param("第一，第二；", "第一,第二;", id="punctuation"),
        pytest.param("（一）总则", "(一)总则", id="parentheses"),
        pytest.param("STEAM课程", "steam课程", id="letter-case"),
        pytest.param("索 引 号：\n 1", "索引号:1", id="white-space"),
        pytest.param("零\u200b星\ufeff", "〇星", id="invisible-signs"),
    ],
)
def test_the_same_words_fold_to_the_same(one: str, other: str):
    """Spellings that readers don't tell apart are equal after folding."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("85%", "58%"), ("初中", "高中"), ("《通知》", "通知"), ("3-5年", "35年")]
)
def test_different_words_stay_different(one: str, other: str):
    """Folding loses no figure, no word and no title marks."""
    assert fold(one) != fold(other)


@given(st.text(), st.text())
def test_folding_twice_is_folding_once(one: str, other: str):
    """Folding is stable, holds no white space, and goes piece by piece."""
    assert fold(fold(one)) == fold(one)
    assert fold(one + other) == fold(one) + fold(other)
    assert not any(character.isspace() for character in fold(one))
