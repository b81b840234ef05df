"""The parts of a document outside its numbered units, and the headings of those inside."""

import pytest

from ingest.clauses import parse_clauses
from tests.tree_checks import assert_sound

PLAN = "一、目标\n建成十所。\n二、措施\n加强领导。\n"


def parts(text: str) -> list[tuple[str, str]]:
    """(unit, words) of the frame parts of *text*, in order."""
    tree = parse_clauses(text)
    assert_sound(text, tree)
    return [(c.unit, text[c.start : c.end]) for c in tree.clauses if c.is_frame]


def noise(text: str) -> list[str]:
    return [span.of(text) for span in parse_clauses(text).noise]


FRAMES = [
    pytest.param(
        "岚屿区教育局文件\n岚屿教〔2024〕7号\n岚屿区教育局关于印发提升方案的通知\n各学校：\n现将方案印发给你们。\n岚屿区教育局\n2024年3月5日\n（此件公开发布）\n岚屿区提升方案\n为提升质量，制定本方案。\n"
        + PLAN,
        ["header", "title", "salutation", "notice_body", "signature", "disclosure", "plan_title", "preamble"],
        id="notice-that-carries-a-plan",
    ),
    pytest.param(
        "索引号：A-1\n文号：岚屿教〔2024〕7号\n关于做好开学工作的通知\n发布日期：2024-03-05 来源：区教育局\n各学校：\n请做好以下工作。\n"
        + PLAN,
        ["header", "title", "header", "salutation", "notice_body"],
        id="web-page-header-above-and-below-the-title",
    ),
    pytest.param(
        "岚屿区教育简报\n" + PLAN + "岚屿区教育局\n2024年3月5日\n附件1\n任务表\n1.建校。\n2.招人。\n",
        ["title", "signature"],
        id="signature-between-the-clauses-and-an-annex",
    ),
    pytest.param(
        "关于做好开学工作的通知各学校：现将有关事项通知如下。岚屿区教育局2024年3月5日岚屿区开学方案" + PLAN,
        ["title", "salutation", "notice_body", "signature", "plan_title"],
        id="everything-glued",
    ),
    pytest.param(
        "岚屿区提升方案\n（2024—2026年）\n为提升质量，\n制定本方案。\n坚持育人为本。\n" + PLAN,
        ["title", "preamble", "preamble"],
        id="paragraphs-are-parts-of-their-own-and-wrapped-lines-are-not",
    ),
    pytest.param(
        PLAN + "特此通知。\n附件：1.任务表.doc\n2.名单.xls\n岚屿区教育局\n2024年3月5日\n抄送：区政府办。\n",
        ["body", "attachment", "signature", "footer"],
        id="what-stands-below-a-plan",
    ),
    pytest.param(
        "全区现场会召开\n来源：区教育局\n昨日，区教育局召开现场会。\n会议传达了文件。\n闻局长强调，要抓好落实。\n会上，三所学校作了交流。\n各校校长参加会议。\n",
        ["title", "header", "report_body", "report_body", "report_body", "attendance"],
        id="report-of-a-meeting",
    ),
    pytest.param(
        "致家长的一封信\n尊敬的家长：\n暑假将至。\n请注意安全。\n岚屿区教育局\n2024年7月1日\n",
        ["title", "salutation", "notice_body", "notice_body", "signature"],
        id="no-number-at-all",
    ),
    pytest.param("第一段。\n第二段。\n第三段。\n", ["body", "body", "body"], id="bare-paragraphs"),
    pytest.param(
        "目录\n一、目标……1\n二、措施……2\n岚屿区提升方案\n" + PLAN,
        ["contents", "title"],
        id="table-of-contents",
    ),
    pytest.param(
        "在全区教育大会上的讲话\n区长 陆知遥\n（2024年9月10日）\n同志们：\n我讲两点意见。\n" + PLAN,
        ["title", "header", "salutation", "notice_body"],
        id="who-gave-a-speech-above-its-date",
    ),
    pytest.param(
        "在全区教育大会上的讲话\n（2024年9月10日）\n陆知遥\n同志们：\n我讲两点意见。\n" + PLAN,
        ["title", "header", "salutation", "notice_body"],
        id="who-gave-a-speech-below-its-date",
    ),
    pytest.param(
        "岚屿区工作计划\n" + PLAN + "岚屿区教育局\n2024年2月\n",
        ["title", "signature"],
        id="signed-with-a-month",
    ),
    pytest.param("&nbsp;&nbsp;\n" + PLAN, [], id="blanks-of-a-page"),
    pytest.param(
        "关于甲事的通知\n各学校：\n请办理甲事。\n"
        + PLAN
        + "岚屿区教育局\n2024年3月5日\n岚屿教〔2024〕8号\n关于乙事的通知\n各学校：\n请办理乙事。\n"
        + PLAN,
        ["title", "salutation", "notice_body", "signature", "header", "title", "salutation", "notice_body"],
        id="two-notices-in-one-file",
    ),
]


@pytest.mark.parametrize(("text", "units"), FRAMES)
def test_frame_parts_are_told_apart(text: str, units: list[str]):
    """What stands around the numbered text is kept, part by part."""
    assert [unit for unit, _ in parts(text)] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("当前位置：首页 > 要闻\n" + PLAN, ["当前位置：首页 > 要闻"], id="breadcrumb"),
        pytest.param(
            "当前位置: 首页\n> 政务公开 > 通知公告\n\n" + PLAN,
            ["当前位置: 首页\n> 政务公开 > 通知公告"],
            id="breadcrumb-over-two-lines",
        ),
        pytest.param(PLAN + "打印本页 关闭窗口\n相关解读\n", ["打印本页 关闭窗口\n相关解读"], id="buttons"),
        pytest.param("一、目标\n建成\n— 3 —\n十所。\n二、措施\n", ["— 3 —"], id="page-number-inside-a-unit"),
        pytest.param("# 某方案\n## 一、目标\n建成。\n## 二、措施\n", ["#", "##", "##"], id="markdown-signs"),
        pytest.param(PLAN, [], id="none"),
    ],
)
def test_web_furniture_is_noise(text: str, expected: list[str]):
    """Breadcrumbs, buttons, page numbers and markup are no part of any unit."""
    assert noise(text) == expected


def test_frame_parts_have_chinese_names():
    """What people quote of a part without a number is its name."""
    tree = parse_clauses("关于甲事的通知\n各学校：\n请办理。\n" + PLAN)

    assert [c.reference for c in tree.clauses[:3]] == ["标题", "主送", "通知正文"]
    assert [c.id for c in tree.clauses[:3]] == ["<title>", "<salutation>", "<notice_body>"]


def test_a_body_and_a_date_in_a_table_are_no_signature():
    """A table of tasks, bodies and deadlines stays in its clause."""
    text = "一、分工\n任务\n单位\n时限\n建机制\n区教育局\n2024年3月5日\n强督查\n区督导室\n2024年4月5日\n查隐患\n二、要求\n按期完成。\n"

    assert parts(text) == []


HEADINGS = [
    pytest.param("一、总体要求\n坚持育人为本。\n二、措施\n", "总体要求", id="own-line"),
    pytest.param("一、总体要求。坚持育人为本。\n二、措施\n", "总体要求", id="run-in"),
    pytest.param("一、总体要求  坚持育人为本。\n二、措施\n", "总体要求", id="set-off-by-white-space"),
    pytest.param(
        "一、总体要求(一)坚持育人。\n(二)坚持质量。\n二、措施\n", "总体要求", id="glued-to-its-child"
    ),
    pytest.param(
        "一、指导思想坚持育人为本。\n二、工作目标建成十所。\n", "指导思想", id="usual-words-glued-to-the-text"
    ),
    pytest.param(
        "一、准备阶段(2024年3月—4月)制订方案。\n二、实施阶段(2024年5月)推进。\n",
        "准备阶段(2024年3月—4月)",
        id="phase",
    ),
    pytest.param(
        "一、学习宣传机制把政策讲清。\n二、责任奖惩机制把责任压实。\n三、督查通报机制每月通报。\n",
        "学习宣传机制",
        id="told-by-siblings",
    ),
    pytest.param("一、每校配备3名专家。各校抓好落实。\n二、措施\n", "", id="a-rule-is-no-heading"),
    pytest.param("一、严禁有偿补课。违者处分。\n二、措施\n", "", id="a-ban-is-no-heading"),
    pytest.param("一、各校要抓好落实。\n二、措施\n", "", id="nothing-behind-it"),
    pytest.param("一、时间：3月5日。\n二、地点：礼堂。\n", "时间", id="colon"),
    pytest.param("**一、目标**\n建成十所。\n**二、措施**\n", "目标", id="bold"),
    pytest.param("第一条 本办法适用于公办学校。民办学校参照执行。\n第二条 略。\n", "", id="article-has-none"),
    pytest.param(
        "第一条【目的】为规范管理，制定本办法。\n第二条【范围】全区。\n", "【目的】", id="article-with-a-name"
    ),
]


@pytest.mark.parametrize(("text", "heading"), HEADINGS)
def test_headings_are_split_from_the_provision(text: str, heading: str):
    """The heading is what names the unit, not what it provides."""
    first = next(c for c in parse_clauses(text).clauses if not c.is_frame)

    assert first.heading == heading
    assert first.path == (first.label + heading,)


def test_annexes_hold_their_own_numbering():
    """Numbering that begins anew in an annex is addressed through it."""
    text = (
        "关于检查的通知\n各学校：\n现通知如下。\n一、时间\n3月。\n二、要求\n从严。\n附件：1.要点\n2.办法\n岚屿区教育局\n2024年3月5日\n"
        "附件1\n检查要点\n一、食堂\n1.证照。\n2.留样。\n二、宿舍\n附件2\n评分办法\n一、标准\n"
    )
    numbered = [c for c in parse_clauses(text).clauses if not c.is_frame]

    assert [c.reference for c in numbered] == [
        "一、", "二、", "附件1", "附件1一、", "附件1一、1.", "附件1一、2.", "附件1二、", "附件2", "附件2一、",
    ]  # fmt: skip
    assert [c.heading for c in numbered if c.label.startswith("附件")] == ["检查要点", "评分办法"]


def test_levels_follow_the_kind_of_label():
    """A number directly under a chapter keeps its level; a unit is never above its parent."""
    text = "一、甲\n1.乙。一是丙。二是丁。\n（1）戊。\n（2）己。\n二、庚\n（一）辛\n1.壬。\n（二）癸\n"
    levels = [(c.label, c.level) for c in parse_clauses(text).clauses]

    assert levels == [
        ("一、", 1), ("1.", 3), ("一是", 4), ("二是", 4), ("（1）", 4), ("（2）", 4),
        ("二、", 1), ("（一）", 2), ("1.", 3), ("（二）", 2),
    ]  # fmt: skip
