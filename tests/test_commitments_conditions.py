"""Conditions of entry and scales of marks promise nothing."""

import pytest

from tests.ledger_rows import rows_of, rows_of_text
from tests.test_account import entry_of

CONDITIONS = """松溪区特色学校评定办法

一、条件和程序
（一）申报学校应满足以下条件：
1.专任教师不少于20人；
2.班额不超过45人。
（二）申请人应具备下列条件：教龄满5年；近三年考核均为合格以上。每年6月底前由区教育局组织评审。
（三）寄宿制学校应符合下列条件：生均宿舍面积不少于3平方米。

松溪区教育局
2024年3月5日
"""


def test_conditions_of_entry_are_no_rows():
    """What applicants must have is no commitment, in items or in one sentence; what comes after it is one, and so is a
    standard for all schools of a sort.
    """
    quotes = [row.quote for row in rows_of_text(CONDITIONS)]

    assert quotes == ["每年6月底前由区教育局组织评审", "生均宿舍面积不少于3平方米"]


@pytest.mark.parametrize(
    "words",
    [
        "申报学校应满足以下条件：90分以上为A级。",
        "综合评分90分以上为“优秀”，75—89分为“良好”，60分以下为不合格。",
        "考核结果85分及以上的为优秀。",
    ],
)
def test_marks_that_make_a_grade_are_no_rows(words: str):
    """A scale says what a mark is called; nobody undertakes anything."""
    assert rows_of(words) == ()


def test_marks_and_shares_to_be_reached_stay_rows():
    """An aim in marks or per cent is a row, though it speaks of grades."""
    quotes = [row.quote for row in rows_of("体质健康测试优良率达到60%以上，学校满意度测评不低于90分。")]

    assert quotes == ["体质健康测试优良率达到60%以上", "学校满意度测评不低于90分"]


@pytest.mark.parametrize(
    ("words", "figure", "reason"),
    [
        pytest.param("综合评分90分以上为A级。", "90分以上", "评分等级的划分", id="grade"),
        pytest.param(
            "申报学校应满足以下条件：班额不超过45人。", "不超过45人", "申报、参评的条件", id="entry"
        ),
    ],
)
def test_they_are_set_aside_with_their_reason(words: str, figure: str, reason: str):
    """The account tells why such a figure is in no row."""
    assert entry_of(words, figure).reason == reason
