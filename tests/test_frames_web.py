"""Frame parts as web pages print them: fields over two lines, wrapped titles, clutter around the text."""

import pytest

from ingest.clauses import parse_clauses
from tests.tree_checks import assert_sound

PLAN = "一、目标\n建成十所。\n二、措施\n加强领导。\n"


def units(text: str) -> list[str]:
    tree = parse_clauses(text)
    assert_sound(text, tree)
    return [clause.unit for clause in tree.clauses if clause.is_frame]


def words(text: str, unit: str) -> list[str]:
    tree = parse_clauses(text)
    return ["".join(text[c.start : c.end].split()) for c in tree.clauses if c.unit == unit]


PAGES = [
    pytest.param(
        "索引号：\n  A-1/2024\n发文机构：\n  县政府网站\n发布日期：\n  2024年04月06日 16:40\n内容概述：\n岚屿县人民政府工作规则\n"
        + PLAN,
        ["header", "title"],
        id="a-field-and-its-value-on-two-lines",
    ),
    pytest.param(
        "关于做好开学工作的通知\n2024-03-14   来源：记者站     浏览量：\n视力保护色：\n各学校：\n请做好以下工作。\n"
        + PLAN,
        ["title", "header", "salutation", "notice_body"],
        id="date-before-a-field-and-fields-of-the-site",
    ),
    pytest.param(
        "关于做好开学工作的通知\n各学校：\n请做好以下工作。\n岚屿县教育局\n（此件公开发布）\n2024年6月23日\n岚屿县开学方案\n"
        + PLAN,
        ["title", "salutation", "notice_body", "signature", "disclosure", "signature", "plan_title"],
        id="disclosure-between-body-and-date",
    ),
    pytest.param(
        "岚屿县校园卫生公告\n为落实各学校防控部署，现将检查情况公告如下：\n共检查学校12所。\n岚屿县教育局\n2024年3月2日\n解读文章\n",
        ["title", "body", "body", "signature"],
        id="a-sentence-that-ends-with-a-colon-addresses-nobody",
    ),
    pytest.param(
        "深化改革 全面提升全县教育水平\n——在全县教育工作会议上的报告\n（2024年3月5日）\n同志们：\n今天我讲两点。\n"
        + PLAN,
        ["title", "header", "salutation", "notice_body"],
        id="subtitle-of-a-speech",
    ),
    pytest.param(
        "关于春季开学的通知\n各学校：\n请做好准备。\n一、安全\n排查隐患。\n岚屿中心校\n2024年2月10日\n",
        ["title", "salutation", "notice_body", "signature"],
        id="a-central-school-signs",
    ),
    pytest.param(
        "**岚屿区行动计划**\n**（2024—2026年）**\n> 岚教发〔2024〕9号\n## 一、目标\n建成十所。\n## 二、措施\n加强领导。\n\n*岚屿区教育局*\n\n2024年5月6日\n",
        ["title", "title", "header", "signature"],
        id="markdown-signs-around-title-number-and-signature",
    ),
    pytest.param(
        "努力提升办学质量\n2024年第6次\n岚屿县第二中学\n我校现有54个班，做了以下工作：\n" + PLAN,
        ["title", "header", "preamble"],
        id="author-and-issue-below-the-title",
    ),
    pytest.param(
        "岚屿区行动计划\n岚屿区教育局、岚屿区财政局　　岚教发〔2024〕9号　2024年3月1日\n到2026年建成三十所。\n"
        + PLAN,
        ["title", "header", "preamble"],
        id="bodies-number-and-date-in-one-line",
    ),
    pytest.param(
        "全县现场会召开\n昨日，县教育局召开现场会。\n会议强调，要抓好落实。\n（记者 闻某 通讯员 乐某）\n",
        ["title", "report_body", "footer"],
        id="who-reported",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_frame_parts_of_web_pages_are_told_apart(text: str, expected: list[str]):
    """Fields, titles, addressees and signatures are found as pages print them."""
    assert units(text) == expected


WRAPPED = [
    pytest.param(
        "岚屿县人民政府办公室\n关于印发岚屿县推进教育强县建设\n实施方案（2023－2027年）的通知\n各镇人民政府：\n请认真实施。\n"
        + PLAN,
        "title",
        "岚屿县人民政府办公室关于印发岚屿县推进教育强县建设实施方案（2023－2027年）的通知",
        id="notice-over-three-lines",
    ),
    pytest.param(
        "关于印发细则的通知\n各镇人民政府：\n请认真实施。\n岚屿县人民政府\n2020年9月28日\n岚屿县推进义务教育优质均衡发展\n督导评估工作\n实施细则\n为推进优质均衡，制定本细则。\n"
        + PLAN,
        "plan_title",
        "岚屿县推进义务教育优质均衡发展督导评估工作实施细则",
        id="plan-over-three-lines",
    ),
    pytest.param(
        "政策文件\n时间：2020-09-29 来源： 作者：\n岚屿县人民政府关于印发岚屿县推进\n县域义务教育优质均衡发展\n规划细则的通知\n各镇人民政府：\n请认真实施。\n"
        + PLAN,
        "title",
        "岚屿县人民政府关于印发岚屿县推进县域义务教育优质均衡发展规划细则的通知",
        id="below-an-empty-field",
    ),
]


@pytest.mark.parametrize(("text", "unit", "title"), WRAPPED)
def test_a_title_over_several_lines_is_one_part(text: str, unit: str, title: str):
    """Where a title was broken to be centred it is still one title."""
    assert title in words(text, unit)


CELLS = (
    "附件1\n任务分解表\n序号\n任务\n单位\n时间\n1\n改造食堂\n区住建局\n2024年8月\n附件2\n名单\n甲校\n乙校\n"
)


def test_the_last_row_of_a_table_is_no_signature():
    """Body and date that end a table of one cell a line stay in their annex."""
    tree = parse_clauses(CELLS)
    assert [(c.label, c.heading) for c in tree.clauses] == [("附件1", "任务分解表"), ("附件2", "名单")]
