"""Metadata of pages with clutter: numbers inside titles, dates of the site, names of plans quoted in passing."""

from typing import Any

import pytest

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata

PLAN = "一、目标\n建成十所。\n二、措施\n加强领导。\n"
CASES = [
    pytest.param(
        "岚屿县委办公室印发《关于推进公开工作的实施意见》的通知（岚办发〔2017〕2号）\n各镇党委：\n请执行。\n"
        + PLAN,
        {
            "title": "岚屿县委办公室印发《关于推进公开工作的实施意见》的通知",
            "document_number": "岚办发〔2017〕2号",
        },
        id="number-in-brackets-behind-the-title",
    ),
    pytest.param(
        "岚政发〔2014〕20号《岚屿县人民政府关于深化改革的实施意见》\n浏览量： 时间：2016-01-17\n岚屿县人民政府关于深化改革的实施意见\n岚政发〔2014〕20号\n各镇人民政府：\n请执行。\n"
        + PLAN,
        {
            "title": "岚屿县人民政府关于深化改革的实施意见",
            "document_number": "岚政发〔2014〕20号",
            "issuer": "岚屿县人民政府",
            "date_published": "2016-01-17",
        },
        id="the-page-heading-puts-the-number-before-the-title",
    ),
    pytest.param(
        "2023-12-10\n2023年岚屿县入学工作意见\n" + PLAN,
        {"date_issued": None, "region": "岚屿县"},
        id="a-bare-date-is-the-sites-and-a-year-may-precede-the-place",
    ),
    pytest.param(
        "发文机构：县政府网站\n岚屿县学校工作规则\n" + PLAN, {"issuer": None}, id="a-web-site-issues-nothing"
    ),
    pytest.param(
        "关于印发应急预案的通知\n各镇：\n请贯彻执行，原《岚屿县校园预案》同时废止。\n" + PLAN,
        {"basis": None},
        id="what-is-repealed-is-no-basis",
    ),
    pytest.param(
        "关于印发《甲办法》等三个文件的通知\n各校：\n现将《岚屿县学分管理办法》《岚屿县工作室管理办法》印发给你们。\n"
        + PLAN,
        {"plan_title": "岚屿县学分管理办法"},
        id="the-first-of-several-plans",
    ),
    pytest.param(
        "各镇：\n现将《<政府工作报告>任务分解表》印发给你们。\n附件：任务分解表\n岚屿县人民政府\n2021年1月25日\n",
        {"plan_title": "<政府工作报告>任务分解表"},
        id="angle-brackets-inside-a-title",
    ),
    pytest.param(
        "岚屿县教育局局长办公会议纪要\n〔2024〕第5期\n岚屿县教育局办公室          2024年4月8日\n4月3日，局长主持召开会议。\n"
        + PLAN,
        {"issuer": "岚屿县教育局办公室", "date_issued": "2024-04-08", "kind": "会议纪要"},
        id="body-and-date-at-the-head-of-minutes",
    ),
    pytest.param(
        "**岚屿区行动计划**\n**（2024—2026年）**\n" + PLAN,
        {"title": "岚屿区行动计划（2024—2026年）", "kind": "行动计划", "period": "2024/2026"},
        id="bold-title-and-years",
    ),
    pytest.param(
        "高标准推进优质均衡\n——岚屿区2024年工作思路\n" + PLAN,
        {"title": "高标准推进优质均衡——岚屿区2024年工作思路", "kind": "工作思路"},
        id="title-and-subtitle",
    ),
    pytest.param(
        "深化改革 提升水平\n2014-03-14 来源：记者站\n——在全县教育工作会议上的报告\n（2014年3月5日）\n同志们：\n我讲两点。\n"
        + PLAN,
        {"title": "在全县教育工作会议上的报告", "date_issued": "2014-03-05", "addressees": "同志们"},
        id="speech-with-its-day-in-brackets",
    ),
    pytest.param(
        "岚屿县采购办法\n第一条 邀请招标适用于大宗项目。\n第二条 本办法适用于各学校。\n第三条 岚屿县教育局2019年3月1日制定的旧办法废止。\n",
        {"applies_to": "各学校", "issuer": None, "date_issued": None},
        id="own-scope-first-and-a-date-in-a-sentence-signs-nothing",
    ),
    pytest.param("岚屿县重点任务分解表\n" + PLAN, {"kind": "任务分解表"}, id="table-of-tasks"),
]


@pytest.mark.parametrize(("text", "stated"), CASES)
def test_metadata_of_cluttered_pages(text: str, stated: dict[str, Any]):
    """What the site adds is not taken for what the document says of itself."""
    metadata = read_metadata(text, parse_clauses(text))
    assert {key: getattr(metadata, key).value for key in stated} == stated
