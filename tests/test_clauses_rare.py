"""Clause trees of rarer habits: inserted articles, decimals without line breaks, lists of headings, steps in a row."""

import pytest

from ingest.clauses import parse_clauses
from tests.tree_checks import assert_sound, references

TREES = [
    pytest.param(
        "第一章 总则\n第一条 为规范收费，制定本办法。\n第一条之一 所称收费，是指学费。\n第二条 按照第一条之一的规定执行。\n"
        "第二章 管理\n第三条 学校应当公示。\n第三条之一 公示满七日。\n第三条之二 公示下列内容：\n（一）项目；\n（二）标准。\n第四条 施行。\n",
        [
            "第一章",
            "第一章第一条",
            "第一章第一条之一",
            "第一章第二条",
            "第二章",
            "第二章第三条",
            "第二章第三条之一",
            "第二章第三条之二",
            "第二章第三条之二（一）",
            "第二章第三条之二（二）",
            "第二章第四条",
        ],
        id="inserted-articles-stand-beside-theirs",
    ),
    pytest.param(
        "第一条 目的。第一条之一 定义。第二条 依照第一条之一办理。第四条之一 无第四条。",
        ["第一条", "第一条之一", "第二条"],
        id="an-inserted-article-needs-its-own-before-it",
    ),
    pytest.param(
        "校园突发事件应急预案1 总则1.1 编制目的 为应对突发事件，投入1.5亿元，增长1.1倍。1.2 编制依据 依据法律。"
        "2 组织体系2.1 领导小组 组长由局长担任，人均2.1 平方米。2.2 办公室 设在局办。2.2.1 职责 值守。2.2.2 分工 按条块。3 附则3.1 解释 由局办解释。3.2 施行 印发之日。",
        ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.2.1", "2.2.2", "3", "3.1", "3.2"],
        id="decimals-without-line-breaks",
    ),
    pytest.param(
        "1.总则1.1编制目的为应对突发事件。1.2编制依据依据法律。2.组织体系2.1领导小组组长由局长担任。2.2办公室设在局办。",
        ["1.", "1.1", "1.2", "2.", "2.1", "2.2"],
        id="decimals-without-any-blank",
    ),
    pytest.param(
        "1总则\n1.1编制目的\n为应对。\n2组织体系\n2.1领导小组\n组长。\n2.2办公室\n3 附则\n3.1 施行\n",
        ["1", "1.1", "2", "2.1", "2.2", "3", "3.1"],
        id="chapters-that-are-bare-figures",
    ),
    pytest.param(
        "一、目标\n生均面积1.1 平方米，生机比1.2 以下，达到1.1 比上年降低1.2 左右，参见 GB1.1 与1.2 标准。\n二、经费\n投入1.1亿元，其中1.2 亿元用于校舍。\n",
        ["一、", "二、"],
        id="figures-in-running-text-are-no-decimals",
    ),
    pytest.param(
        "一、安排\n分三步：第一步，摸底（3月）；第二步，整治（4月）；第三步，提升（5月）。\n二、要求\n在第一步，要细；到第二步，要实。\n",
        ["一、", "一、第一步", "一、第二步", "一、第三步", "二、"],
        id="steps-in-a-row",
    ),
    pytest.param(
        "".join(f"第{number}条 做好工作。\n" for number in range(1, 1203)),
        [f"第{number}条" for number in range(1, 1203)],
        id="more-than-a-thousand-articles",
    ),
    pytest.param(
        "".join(f"{number}.做好工作。" for number in range(1, 1203)),
        [f"{number}." for number in range(1, 1203)],
        id="more-than-a-thousand-items-in-one-line",
    ),
    pytest.param(
        "第一千二百五十九条 前款适用。\n第一千二百六十条 施行。\n",
        ["第一千二百五十九条", "第一千二百六十条"],
        id="thousands-in-words",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TREES)
def test_rare_numbering_is_understood(text: str, expected: list[str]):
    """Each label is found once, under the unit that a reader would say; nothing else is one."""
    assert references(text) == expected


LISTED = "第一章 基础\n第一节 成就\n第二节 不足\n第二章 要求\n"
CHAPTERS = (
    "第一章 基础\n成绩显著。\n第一节 成就\n新建学校。\n第二节 不足\n学位不足。\n第二章 要求\n坚持优先。\n"
)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param(f"教育发展规划\n{LISTED}{CHAPTERS}", LISTED.rstrip(), id="without-pages"),
        pytest.param(
            f"教育发展规划\n第一章 基础……1\n第一节 成就……1\n第二节 不足……2\n第二章 要求……3\n{CHAPTERS}",
            "第一章 基础……1\n第一节 成就……1\n第二节 不足……2\n第二章 要求……3",
            id="with-pages",
        ),
    ],
)
def test_a_list_of_headings_without_a_title_is_contents(text: str, listed: str):
    """Headings that all come again below, with their text, are listed there; only the second are clauses."""
    tree = parse_clauses(text)

    assert_sound(text, tree)
    assert [text[c.start : c.end] for c in tree.clauses if c.unit == "contents"] == [listed]
    assert references(text) == ["第一章", "第一章第一节", "第一章第二节", "第二章"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "附件1\n自查表\n一、情况\n二、自评\n三、结论\n附件2\n复查表\n一、情况\n二、自评\n三、结论\n",
            id="form",
        ),
        pytest.param("一、目标\n二、措施\n三、保障\n一、目标\n二、措施\n三、保障\n", id="twice-without-text"),
        pytest.param(
            "一、目标\n二、措施\n三、保障\n乙校\n一、目标\n达标。\n二、措施\n抓实。\n", id="another-outline"
        ),
    ],
)
def test_headings_that_only_come_twice_are_no_contents(text: str):
    """A form printed twice, or two outlines with like words, keep all their units."""
    assert not [c for c in parse_clauses(text).clauses if c.unit == "contents"]


@pytest.mark.parametrize(
    "closing",
    [
        pytest.param("谢谢大家！", id="thanks"),
        pytest.param("祝您和家人身体健康！", id="wishes"),
        pytest.param("最后，祝大家工作顺利！", id="last-wishes"),
    ],
)
def test_the_words_that_close_a_speech_or_letter_are_in_no_clause(closing: str):
    """What thanks or wishes stands behind the last unit, not in it."""
    text = f"首先，要统一思想。任务很重。\n其次，要抓好落实。各校要动。\n{closing}\n"
    last = [c for c in parse_clauses(text).clauses if not c.is_frame][-1]

    assert text[last.start : last.end] == "其次，要抓好落实。各校要动。"


def test_the_first_paragraph_of_an_article_is_no_heading():
    """A sentence with a comma that more paragraphs follow says something; a noun names something."""
    text = "第一条 为规范收费，制定本办法。\n适用于全区。\n第二条 收费项目。\n由学校确定。\n"

    assert [c.heading for c in parse_clauses(text).clauses] == ["", "收费项目"]


WRAPPED = """一、指导思想
全面贯彻党的教育方针，落实立德树人根本任务，促进学生德智体美劳
全面发展。
二、重点任务
1.引进优秀教师100名，其中研究生学历不少于20人，新教师三年内全部
完成规范化培训，培训经费由财政承担，不足部分由学校公用经费列支。
2.建强队伍
（1）组织或参与有偿补课、推荐学生参加校外培训获取回扣的，自查
实之日起三年内不得评优，也不得参加职称评审和各级各类荣誉评选，
情节严重的依法处理。
"""


def test_a_line_as_wide_as_the_page_was_wrapped_and_is_no_heading():
    """On a page of narrow lines a full first line goes on below it; a short one names the unit."""
    tree = parse_clauses(WRAPPED)

    assert [c.heading for c in tree.clauses] == ["指导思想", "重点任务", "", "建强队伍", ""]


def test_a_heading_of_the_same_length_counts_where_lines_are_paragraphs():
    """Where lines are as long as their paragraphs, none was wrapped."""
    text = WRAPPED.replace("\n全面发展", "全面发展").replace("\n完成", "完成").replace("\n实之日", "实之日")
    tree = parse_clauses(
        text.replace("财政承担，不足部分由学校公用经费列支。", "财政承担\n不足部分由学校列支。")
    )

    assert tree.clauses[2].heading.startswith("引进优秀教师100名")


def test_a_label_may_stand_alone_above_its_heading():
    """The cells of a table a line: 一、 on one, its heading on the next."""
    text = (
        "一、\n指导思想\n坚持以人为本。\n二、\n工作目标\n（一）\n数量目标\n新建。\n（二）\n质量目标\n提升。\n"
    )

    assert [c.heading for c in parse_clauses(text).clauses] == [
        "指导思想",
        "工作目标",
        "数量目标",
        "质量目标",
    ]
