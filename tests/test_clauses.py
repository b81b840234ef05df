"""Clause trees of small texts, one for each habit of numbering. Each case says what a reader sees."""

import pytest

from ingest.clauses import parse_clauses
from tests.tree_checks import references

SCHEMES = [
    pytest.param(
        "一、目标\n到明年全覆盖。\n二、措施\n（一）建队伍\n1.招人。\n2.培训。\n（二）添设备\n三、保障\n",
        ["一、", "二、", "二、（一）", "二、（一）1.", "二、（一）2.", "二、（二）", "三、"],
        id="usual-four-levels",
    ),
    pytest.param(
        "一、目标\n（一）甲项工作\n1．先做。\n2．后做。\n（二）乙项工作\n3．再做。\n4．收尾。\n二、要求\n",
        [
            "一、",
            "一、（一）",
            "一、（一）1．",
            "一、（一）2．",
            "一、（二）",
            "一、（二）3．",
            "一、（二）4．",
            "二、",
        ],
        id="counting-runs-on-across-parents",
    ),
    pytest.param(
        "一、抓质量\n1.听课。\n2.评课。\n二、抓队伍\n3.培训。\n4.轮岗。\n",
        ["一、", "一、1.", "一、2.", "二、", "二、3.", "二、4."],
        id="numbers-directly-under-chapters",
    ),
    pytest.param(
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于公办学校。\n第二章 程序\n第三条 申请人应当提交：\n（一）申请表；\n（二）证明。\n第四条 按照第三条第（二）项提交的证明，当场核验。\n",
        [
            "第一章",
            "第一章第一条",
            "第一章第二条",
            "第二章",
            "第二章第三条",
            "第二章第三条（一）",
            "第二章第三条（二）",
            "第二章第四条",
        ],
        id="chapters-and-articles",
    ),
    pytest.param(
        "第一编 总体\n第一章 总则\n第一节 目的\n第一条 为加强管理，制定本规定。\n第二节 范围\n第二条 适用于全区。\n第二章 附则\n第三条 自印发之日起施行。\n",
        [
            "第一编",
            "第一编第一章",
            "第一编第一章第一节",
            "第一编第一章第一节第一条",
            "第一编第一章第二节",
            "第一编第一章第二节第二条",
            "第一编第二章",
            "第一编第二章第三条",
        ],
        id="volume-chapter-section-article",
    ),
    pytest.param(
        "第一条 目的。为规范收费。第二条 范围。全区学校。第三条 按第一条执行。\n",
        ["第一条", "第二条", "第三条"],
        id="articles-in-one-line",
    ),
    pytest.param(
        "一、队伍\n（1）招聘。\n（2）培训：①岗前培训；②在岗培训。\n（3）轮岗。\n",
        ["一、", "一、（1）", "一、（2）", "一、（2）①", "一、（2）②", "一、（3）"],
        id="brackets-and-circles",
    ),
    pytest.param(
        "一、队伍\n1.招聘\n(1)公告。\n(2)考试。\n2.培训\n(1)计划。\n(2)实施。\n",
        ["一、", "一、1.", "一、1.(1)", "一、1.(2)", "一、2.", "一、2.(1)", "一、2.(2)"],
        id="brackets-inside-numbers",
    ),
    pytest.param(
        "1 总则\n1.1 编制目的\n为处置突发事件。\n1.2 适用范围\n1.2.1 校内。\n1.2.2 校外。\n2 组织体系\n2.1 领导小组\n",
        ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1"],
        id="decimal-chapters",
    ),
    pytest.param(
        "一、目标\n1.1到明年建成。\n1.2到后年推广。\n二、措施\n2.1建队伍。\n2.2添设备。\n",
        ["一、", "一、1.1", "一、1.2", "二、", "二、2.1", "二、2.2"],
        id="decimals-under-chapters",
    ),
    pytest.param(
        "1. 引言\n本计划为期三年。\n2. 目标\n2.1 总体目标\n全面提升。\n2.2 具体目标\n- 合格率提高5%。\n- 覆盖率达到80%。\n3. 任务\n3.1 课程\n3.2 队伍\n",
        ["1.", "2.", "2.1", "2.2", "3.", "3.1", "3.2"],
        id="decimals-under-numbers",
    ),
    pytest.param(
        "一、抓实三件事\n一是抓课堂。每周听课。二是抓作业；三是抓评价。\n二、要求\n",
        ["一、", "一、一是", "一、二是", "一、三是", "二、"],
        id="one-is-two-is-in-running-text",
    ),
    pytest.param(
        "一、抓落实\n一要明确责任。二要倒排工期。三要加强督查。\n二、要求\n",
        ["一、", "一、一要", "一、二要", "一、三要", "二、"],
        id="one-must-two-must",
    ),
    pytest.param(
        "一、抓落实\n首先，摸清底数。其次，制定清单。最后，逐项销号。\n二、要求\n",
        ["一、", "一、首先", "一、其次", "一、最后", "二、"],
        id="first-next-last",
    ),
    pytest.param(
        "一、抓落实\n第一，摸清底数。第二，制定清单。第三，逐项销号。\n二、要求\n",
        ["一、", "一、第一", "一、第二", "一、第三", "二、"],
        id="firstly-secondly",
    ),
    pytest.param(
        "一、步骤\n第一阶段（2024年3月）：动员。\n第二阶段（2024年4月至6月）：实施。\n第三阶段（2024年7月）：总结。\n二、要求\n",
        ["一、", "一、第一阶段", "一、第二阶段", "一、第三阶段", "二、"],
        id="numbered-phases",
    ),
    pytest.param(
        "一、步骤\n准备阶段（2024年3月）：动员。\n实施阶段（2024年4月至6月）：推进。\n总结阶段（2024年7月）：验收。\n二、要求\n",
        ["一、", "一、准备阶段", "一、实施阶段", "一、总结阶段", "二、"],
        id="phases-without-a-number",
    ),
    pytest.param(
        "一、步骤\n（一）准备阶段（2024年3月—4月）\n1.摸底。\n2.动员。\n（二）实施阶段（2024年5月—11月）\n",
        ["一、", "一、（一）", "一、（一）1.", "一、（一）2.", "一、（二）"],
        id="phases-in-brackets",
    ),
    pytest.param(
        "第一部分 回顾\n一、成绩\n二、不足\n第二部分 打算\n一、思路\n二、任务\n",
        ["第一部分", "第一部分一、", "第一部分二、", "第二部分", "第二部分一、", "第二部分二、"],
        id="parts-restart-chapters",
    ),
    pytest.param(
        "一、任务\n（一）扩学位\n专栏1 学位建设工程\n1.新建。\n2.改建。\n（二）强师资\n专栏2 师资工程\n1.招聘。\n2.培训。\n",
        [
            "一、",
            "一、（一）",
            "一、（一）专栏1",
            "一、（一）专栏11.",
            "一、（一）专栏12.",
            "一、（二）",
            "一、（二）专栏2",
            "一、（二）专栏21.",
            "一、（二）专栏22.",
        ],
        id="boxes",
    ),
    pytest.param(
        "一、任务\nA.课程建设。\nB.课堂改革。\n二、要求\n",
        ["一、", "一、A.", "一、B.", "二、"],
        id="letters",
    ),
    pytest.param(
        "一、任务\n1、建机制。\n（1）定期会商。\n（2）月报制度。\n2、强督查。\n",
        ["一、", "一、1、", "一、1、（1）", "一、1、（2）", "一、2、"],
        id="enumeration-comma",
    ),
    pytest.param(
        "㈠建机制\n⒈会商。\n⒉月报。\n㈡强督查\n",
        ["㈠", "㈠⒈", "㈠⒉", "㈡"],
        id="single-sign-labels",
    ),
    pytest.param(
        "一、任务\n１．建机制。\n２．强督查。\n１０．略。\n",
        ["一、", "一、１．", "一、２．"],
        id="full-width-digits-and-a-leap",
    ),
    pytest.param(
        "1.目标\n（一）近期\n（二）远期\n2.措施\n（一）建队伍\n（二）添设备\n",
        ["1.", "1.（一）", "1.（二）", "2.", "2.（一）", "2.（二）"],
        id="brackets-inside-numbers-upside-down",
    ),
]

NOT_LABELS = [
    pytest.param(
        "一、任务\n按照第三条第二款执行，详见(二)和(三)。\n二、要求\n", ["一、", "二、"], id="references"
    ),
    pytest.param("一、任务\n每百名学生8.5台，增长1.2倍。\n二、要求\n", ["一、", "二、"], id="decimals"),
    pytest.param("一、任务\n2024.3.1起执行，至2024年12.31日。\n二、要求\n", ["一、", "二、"], id="dates"),
    pytest.param(
        "一、任务\n依据某政办发〔2024〕1号、某教〔2024〕2号执行。\n二、要求\n",
        ["一、", "二、"],
        id="document-numbers",
    ),
    pytest.param(
        "一、任务\n构建“一是课程、二是课堂”的三全四课五立模式。\n二、要求\n", ["一、", "二、"], id="quotes"
    ),
    pytest.param(
        "一、任务\n落实《办法（一）》《办法（二）》。\n二、要求\n", ["一、", "二、"], id="quoted-titles"
    ),
    pytest.param(
        "一、任务\n五育（1.德；2.智；3.体；4.美；5.劳）并举。\n二、要求\n",
        ["一、", "二、"],
        id="lists-inside-brackets",
    ),
    pytest.param(
        "一、任务\n小学一、二年级不考试，初一、初二、初三统一命题。\n二、要求\n",
        ["一、", "二、"],
        id="school-years",
    ),
    pytest.param("一、任务\n七(1)班、七(2)班、七(3)班试点。\n二、要求\n", ["一、", "二、"], id="classes"),
    pytest.param("一、任务\n评出一、二、三等奖各1名、2名、3名。\n二、要求\n", ["一、", "二、"], id="prizes"),
    pytest.param(
        "一、任务\n一方面要建机制，另一方面要强督查。\n二、要求\n", ["一、", "二、"], id="on-the-one-hand"
    ),
    pytest.param(
        "一、任务\n首先要摸清底数，明确责任。\n二、要求\n", ["一、", "二、"], id="first-without-next"
    ),
    pytest.param(
        "一、任务\n这是统一是非标准的一是一、二是二的要求。\n二、要求\n",
        ["一、", "二、"],
        id="one-is-in-words",
    ),
    pytest.param(
        "一、任务\n会议要求，各校抓好落实。\n二、要求\n", ["一、", "二、"], id="speaker-inside-a-chapter"
    ),
    pytest.param(
        "一、任务\n工作要求：按照上级要求，抓好落实。\n二、要求\n", ["一、", "二、"], id="requirement-heading"
    ),
    pytest.param(
        "一、时间\n上午8:30、下午2:30、晚上7:00、统一开始。\n二、要求\n", ["一、", "二、"], id="times"
    ),
]

BROKEN = [
    pytest.param(
        "一、任务\n（一）甲。\n（二）乙。\n（四）丁。\n二、要求\n",
        ["一、", "一、（一）", "一、（二）", "一、（四）", "二、"],
        ["“一、”下编号不连续：“（四）”之前缺少第 3 项"],
        id="missing-number",
    ),
    pytest.param(
        "1.甲。\n2.乙。\n3.丙。\n3.丁。\n4.戊。\n",
        ["1.", "2.", "3.", "3.#2", "4."],
        ["编号重复：“3.”出现不止一次"],
        id="repeated-number",
    ),
    pytest.param(
        "二、任务\n甲。\n三、要求\n乙。\n",
        ["二、", "三、"],
        ["编号从“二、”开始，缺少之前的第 1 项"],
        id="first-number-missing",
    ),
    pytest.param(
        "一、任务\n1.甲。\n2、乙。\n3.丙。\n二、要求\n",
        ["一、", "一、1.", "一、2、", "一、3.", "二、"],
        [],
        id="signs-mixed-in-one-series",
    ),
    pytest.param(
        "一、任务\n抓好三支队伍。一是校长。二是教师。三是班主任。\n做好两项工作：一是招聘。二是培训。\n二、要求\n",
        ["一、", "一、一是", "一、二是", "一、三是", "一、一是#2", "一、二是#2", "二、"],
        [],
        id="second-series-under-one-parent",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SCHEMES)
def test_every_scheme_of_official_numbering_is_understood(text: str, expected: list[str]):
    """Whatever the numbering, units and their parents are those a reader sees."""
    assert references(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOT_LABELS)
def test_numbers_that_number_nothing_are_left_alone(text: str, expected: list[str]):
    """References, figures, dates, quotations and lists inside brackets are running text."""
    assert references(text) == expected


@pytest.mark.parametrize(("text", "expected", "warnings"), BROKEN)
def test_broken_numbering_is_kept_and_reported(text: str, expected: list[str], warnings: list[str]):
    """Numbers are never corrected; what is missing or repeated is said in Chinese."""
    assert references(text) == expected
    assert list(parse_clauses(text).warnings) == warnings
