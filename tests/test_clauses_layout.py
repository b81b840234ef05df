"""Clause trees of texts whose labels are glued to other words, or whose lines are laid out oddly."""

import pytest

from tests.tree_checks import references

GLUED = [
    pytest.param(
        "某区减负实施方案一、指导思想坚持育人为本。\n二、工作目标减轻负担。\n三、主要措施(一)规范办学,减轻负担根据规定执行。\n(二)改善条件,增强活力1.优化布局。\n新建学校。\n2.添置设备。\n四、实施步骤(一)准备阶段(2024年3月)动员。\n(二)总结阶段(2024年12月)验收。\n",
        [
            "一、",
            "二、",
            "三、",
            "三、(一)",
            "三、(二)",
            "三、(二)1.",
            "三、(二)2.",
            "四、",
            "四、(一)",
            "四、(二)",
        ],
        id="headings-without-line-breaks",
    ),
    pytest.param(
        "一、目标。建成十所学校。二、措施。（一）建队伍。1.招人。2.培训。（二）添设备。三、要求。抓好落实。",
        ["一、", "二、", "二、（一）", "二、（一）1.", "二、（一）2.", "二、（二）", "三、"],
        id="everything-in-one-line",
    ),
    pytest.param(
        "（二）全面推进阶段(2023年1月—2024年12月)1.开展培训;2.开展研讨;3.召开现场会。\n",
        ["（二）", "（二）1.", "（二）2.", "（二）3."],
        id="items-behind-a-bracket",
    ),
    pytest.param(
        "一、任务\n重点做好以下工作：1.招人；2.培训；3.轮岗。\n二、要求\n",
        ["一、", "一、1.", "一、2.", "一、3.", "二、"],
        id="items-behind-a-lead-in",
    ),
    pytest.param(
        "1.招聘。程序如下：1.公告；2.考试；3.公示。\n2.培训。\n3.轮岗。\n4.考核。\n",
        ["1.", "1.1.", "1.2.", "1.3.", "2.", "3.", "4."],
        id="same-kind-inside-itself",
    ),
    pytest.param(
        "一、任务\n一是抓课堂：①备课；②上课；③评课；二是抓作业。\n二、要求\n",
        ["一、", "一、一是", "一、一是①", "一、一是②", "一、一是③", "一、二是", "二、"],
        id="circles-inside-one-is",
    ),
]

LINES = [
    pytest.param(
        "一、任务\n（一）建机制。定期会商，及时通报进展\n情况，研究解决问题，见本方案第\n三、四部分。\n（二）强督查。\n二、要求\n",
        ["一、", "一、（一）", "一、（二）", "二、"],
        id="hard-line-wraps",
    ),
    pytest.param(
        "# 某县行动计划\n\n## 一、目标\n\n建成十所。\n\n## 二、措施\n\n### （一）建队伍\n\n1. 招人。\n2. 培训。\n\n### （二）添设备\n",
        ["一、", "二、", "二、（一）", "二、（一）1.", "二、（一）2.", "二、（二）"],
        id="markdown-headings",
    ),
    pytest.param(
        "**一、目标**\n\n建成十所。\n\n**二、措施**\n\n- （一）建队伍\n- （二）添设备\n",
        ["一、", "二、", "二、（一）", "二、（二）"],
        id="markdown-bold-and-list-signs",
    ),
    pytest.param(
        "# 某县行动计划\n\n## 工作目标\n\n建成十所。\n\n## 主要措施\n\n### 建队伍\n\n1. 招人。\n2. 培训。\n\n### 添设备\n\n配齐器材。\n",
        ["工作目标", "主要措施", "主要措施建队伍", "主要措施建队伍1.", "主要措施建队伍2.", "主要措施添设备"],
        id="markdown-headings-without-numbers",
    ),
    pytest.param(
        "一、分工\n序号\n任务\n时限\n1\n建机制\n3月\n2\n强督查\n4月\n二、要求\n",
        ["一、", "二、"],
        id="one-table-cell-a-line",
    ),
    pytest.param(
        "一、目标\r\n建成十所。\r\n二、措施\r\n（一）建队伍\r\n（二）添设备\r\n",
        ["一、", "二、", "二、（一）", "二、（二）"],
        id="windows-line-ends",
    ),
    pytest.param(
        "目  录\n第一章 总则……1\n第二章 程序……2\n某县管理办法\n第一章 总则\n第一条 为规范管理。\n第二章 程序\n第二条 先申请。\n",
        ["第一章", "第一章第一条", "第二章", "第二章第二条"],
        id="table-of-contents",
    ),
    pytest.param(
        "目录\n一、总体目标1\n二、主要任务2\n某县方案\n一、总体目标\n建成十所。\n二、主要任务\n抓好落实。\n共印80份\n",
        ["一、", "二、"],
        id="pages-glued-to-the-entries-of-a-table-of-contents",
    ),
]


@pytest.mark.parametrize(("text", "expected"), GLUED)
def test_labels_glued_to_other_words_are_found(text: str, expected: list[str]):
    """A label needs no line of its own where the counting is consistent."""
    assert references(text) == expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_layout_of_lines_does_not_matter(text: str, expected: list[str]):
    """Wrapped lines, Markdown, table cells and line ends of any kind leave the tree as it is."""
    assert references(text) == expected
