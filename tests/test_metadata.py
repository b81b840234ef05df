"""What documents say of themselves, in the many shapes in which they are put on the web."""

from dataclasses import fields

import pytest

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata
from ingest.model import Metadata
from tests.notices import (
    BARE,
    BARE_CITY_NAME,
    FIVE,
    GLUED,
    IMPRINT,
    JOINT,
    MINUTES,
    NATIONAL,
    NO_NOTICE,
    ONE_CELL_A_LINE,
    ORDER,
    PHASES,
    RED_HEAD,
    REPORT,
    SCHOOL,
    SPACED_LETTERS,
    TABLE,
    WEB_HEADER,
)


def read(text: str) -> Metadata:
    return read_metadata(text, parse_clauses(text))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        pytest.param(
            RED_HEAD,
            {
                "title": "桐浦区教育局关于印发《桐浦区中小学劳动教育行动计划（2023—2025年）》的通知",
                "plan_title": "桐浦区中小学劳动教育行动计划（2023—2025年）",
                "document_number": "桐教发〔2023〕15号",
                "issuer": "桐浦区教育局",
                "date_issued": "2023-03-02",
                "region": "桐浦区",
                "level": "区",
                "kind": "行动计划",
                "period": "2023/2025",
                "addressees": "各中小学",
                "basis": ("《大中小学劳动教育指导纲要（试行）》（教材〔2020〕4号）",),
                "attachments": ("桐浦区中小学劳动教育行动计划（2023—2025年）",),
            },
            id="red-head-with-wrapped-titles-and-date-in-characters",
        ),
        pytest.param(
            WEB_HEADER,
            {
                "title": "关于印发沅陂区课后服务工作要点的通知",
                "plan_title": "沅陂区课后服务工作思路",
                "document_number": "沅教〔2024〕18号",
                "index_number": "TP0301/2024-00117",
                "issuer": "沅陂区教育局",
                "date_issued": "2024-04-20",
                "date_published": "2024-05-06",
                "region": "沅陂区",
                "level": "区",
                "kind": "工作思路",
                "addressees": "各学校",
                "source": "沅陂区教育局办公室",
            },
            id="web-header-with-bullets-and-spaced-labels",
        ),
        pytest.param(
            TABLE,
            {
                "title": "石漾市教育局关于印发《石漾市学籍管理实施细则》的通知",
                "plan_title": "石漾市学籍管理实施细则",
                "document_number": "石教基〔2016〕22号",
                "index_number": "11330300/2020-1",
                "issuer": "石漾市教育局",
                "date_issued": "2016-07-05",
                "region": "石漾市",
                "level": "市",
                "kind": "实施细则",
                "applies_to": "全市中小学",
                "period": "五年",
                "addressees": "各学校",
                "basis": ("《中华人民共和国义务教育法》",),
                "validity": "2016-09-01/2021-08-31",
                "status": "有效",
            },
            id="markdown-table",
        ),
        pytest.param(
            ONE_CELL_A_LINE,
            {
                "title": "望椿市人民政府办公室关于深化考试招生制度改革的意见",
                "plan_title": "望椿市人民政府办公室关于深化考试招生制度改革的意见",
                "document_number": "望政办〔2020〕18号",
                "index_number": "12-2021-003",
                "issuer": "望椿市人民政府办公室",
                "date_issued": "2020-05-28",
                "date_published": "2020-06-01",
                "region": "望椿市",
                "level": "市",
                "kind": "意见",
                "addressees": "各县（市、区）人民政府，市政府各部门",
            },
            id="one-table-cell-a-line",
        ),
        pytest.param(
            JOINT,
            {
                "title": "中共雁坪市委教育工作领导小组办公室 雁坪市教育局 雁坪市财政局关于做好2026年重点项目工作的通知",
                "document_number": "雁教组办〔2026〕1号",
                "issuer": "中共雁坪市委教育工作领导小组办公室、雁坪市教育局、雁坪市财政局",
                "date_issued": "2026-01-20",
                "region": "雁坪市",
                "level": "市",
                "kind": "通知",
                "addressees": "各县（市、区）教育局、财政局",
                "basis": ("《国务院关于健全资助体系的意见》（国发〔2007〕13号）", "《省资助管理办法》"),
                "attachments": ("项目名单", "责任书"),
            },
            id="joint-notice",
        ),
        pytest.param(
            FIVE,
            {
                "title": "霁泉市教育局等五部门关于进一步做好学生资助工作的通知",
                "issuer": "霁泉市教育局、霁泉市财政局、霁泉市民政局、霁泉市乡村振兴局、霁泉市残疾人联合会",
                "date_issued": "2026-02-10",
                "region": "霁泉市",
                "level": "市",
                "kind": "通知",
                "addressees": "各区教育局",
            },
            id="five-bodies-on-two-lines",
        ),
        pytest.param(
            ORDER,
            {
                "title": "霁州市民办学校管理办法",
                "plan_title": "霁州市民办学校管理办法",
                "document_number": "霁州市人民政府令第15号",
                "issuer": "霁州市人民政府",
                "date_issued": "2018-11-05",
                "region": "霁州市",
                "level": "市",
                "kind": "管理办法",
                "basis": ("《中华人民共和国民办教育促进法》",),
                "applies_to": "本市行政区域内的民办学校",
            },
            id="government-order",
        ),
        pytest.param(
            IMPRINT,
            {
                "title": "雁渡县住房保障管理办法",
                "plan_title": "雁渡县住房保障管理办法",
                "issuer": "雁渡县人民政府办公室",
                "date_issued": "2019-05-14",
                "region": "雁渡县",
                "level": "县",
                "kind": "管理办法",
            },
            id="imprint-in-brackets",
        ),
        pytest.param(
            NO_NOTICE,
            {
                "title": "棠浦区小班化教学实施方案",
                "plan_title": "棠浦区小班化教学实施方案",
                "issuer": "汀岭市棠浦区教育局",
                "date_issued": "2021-03-15",
                "region": "汀岭市棠浦区",
                "level": "区",
                "kind": "实施方案",
                "addressees": "各直属学校",
                "basis": ("《汀岭市教育规划纲要（2020—2030年）》",),
                "attachments": ("棠浦区小班化教学实施方案",),
            },
            id="notice-without-a-title",
        ),
        pytest.param(
            MINUTES,
            {
                "title": "澄澜市教师队伍建设工作专题会议纪要",
                "document_number": "澄府专纪〔2013〕22号",
                "issuer": "澄澜市人民政府办公室",
                "date_issued": "2013-10-29",
                "region": "澄澜市",
                "level": "市",
                "kind": "会议纪要",
            },
            id="minutes",
        ),
        pytest.param(
            REPORT,
            {
                "title": "全市小规模学校建设推进会召开",
                "date_published": "2024-01-12",
                "level": "市",
                "kind": "报道",
                "event_date": "2023-12-27/2023-12-28",
                "source": "市教育局办公室",
            },
            id="report-has-a-source-but-no-issuer",
        ),
        pytest.param(
            BARE_CITY_NAME,
            {
                "title": "全市初中联盟建设现场会举行",
                "region": "衢州市",
                "level": "市",
                "kind": "报道",
                "event_date": "03-05",
            },
            id="city-named-without-its-suffix",
        ),
        pytest.param(
            PHASES,
            {
                "title": "中小学“阳光体育”实施方案",
                "plan_title": "中小学“阳光体育”实施方案",
                "level": "区",
                "kind": "实施方案",
                "period": "2018-03/2020-12",
            },
            id="plan-alone-with-glued-headings",
        ),
        pytest.param(
            GLUED,
            {
                "title": "关于印发《棠浦区小班化教学实施方案》的通知",
                "plan_title": "棠浦区小班化教学实施方案",
                "issuer": "棠浦区教育局",
                "date_issued": "2019-03-15",
                "region": "棠浦区",
                "level": "区",
                "kind": "实施方案",
                "addressees": "各学校",
            },
            id="signature-glued-to-the-title",
        ),
        pytest.param(
            SPACED_LETTERS,
            {
                "title": "关于做好校园安全工作的通知",
                "issuer": "汐岫县教育局",
                "date_issued": "2013-01-28",
                "region": "汐岫县",
                "level": "县",
                "kind": "通知",
                "addressees": "各校",
            },
            id="spaced-letters",
        ),
        pytest.param(
            NATIONAL,
            {
                "title": "教育部办公厅关于加强作业管理的通知",
                "document_number": "教基厅函〔2021〕13号",
                "issuer": "教育部办公厅",
                "date_issued": "2021-04-08",
                "level": "国家",
                "kind": "通知",
                "addressees": "各省、自治区、直辖市教育厅（教委）",
            },
            id="ministry",
        ),
        pytest.param(
            SCHOOL,
            {
                "title": "柏原县第一中学2024年秋季学期工作计划",
                "plan_title": "柏原县第一中学2024年秋季学期工作计划",
                "issuer": "柏原县第一中学",
                "date_issued": "2024-09-01",
                "region": "柏原县",
                "level": "校",
                "kind": "工作计划",
                "period": "2024",
            },
            id="school",
        ),
        pytest.param(BARE, {}, id="clauses-alone-say-nothing"),
        pytest.param("", {}, id="empty"),
    ],
)
def test_what_is_stated_is_read_and_nothing_else(text: str, stated: dict[str, str | tuple[str, ...]]):
    """Every fact the document states is found; where it is silent the value is null."""
    metadata = read(text)

    assert {f.name: getattr(metadata, f.name).value for f in fields(metadata)} == {
        f.name: stated.get(f.name) for f in fields(metadata)
    }
