"""What documents say of themselves, in the many shapes in which they are put on the web."""

import json
import sys
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata
from ingest.model import Fact, Metadata

RED_HEAD = """桐浦区教育局文件

桐教发〔2023〕15号

桐浦区教育局关于印发《桐浦区中小学
劳动教育行动计划（2023—2025年）》的通知

各中小学：
现将《桐浦区中小学劳动教育行动计划（2023—2025年）》印发给你们，请遵照执行。

附件：桐浦区中小学劳动教育行动计划（2023—2025年）

                      桐浦区教育局（盖章）
                      二〇二三年三月二日

桐浦区中小学劳动教育行动计划
（2023—2025年）

为落实《大中小学劳动教育指导纲要（试行）》（教材〔2020〕4号），制定本计划。

一、目标
到2025年，建成基地10个。
二、措施
（一）开足课程。每周不少于1课时。

抄送：区委办、区政府办。
桐浦区教育局办公室                2023年3月3日印发
"""
WEB_HEADER = """  • 索 引 号：TP0301/2024-00117
  • 主题分类：教育
  • 发布机构：沅陂区教育局
  • 文    号：沅教〔2024〕18号
  • 公文生成日期：2024-04-22

关于印发沅陂区课后服务工作要点的通知

发布日期：2024-05-06 09:42  浏览次数：  来源：沅陂区教育局办公室

各学校:
  现将《沅陂区课后服务工作要点》印发给你们,请执行。
  沅陂区教育局
  2024年4月20日

沅陂区课后服务工作思路

  一、丰富内容
  每校社团不少于5个。
  打印本页 关闭窗口
"""
TABLE = """| 索引号 | 11330300/2020-1 | 主题分类 | 教育 |
| 发文机关 | 石漾市教育局 | 发文日期 | 2016年07月05日 |
| 文号 | 石教基〔2016〕22号 | 有效性 | 有效 |

# 石漾市教育局关于印发《石漾市学籍管理实施细则》的通知

各学校：

第一章 总则
第一条 为规范学籍管理，依据《中华人民共和国义务教育法》，制定本细则。
第二条 本细则适用于全市中小学。
第三条 本细则自2016年9月1日起施行，有效期五年。
"""
ONE_CELL_A_LINE = """索 引 号：
12-2021-003
发文机关：
望椿市人民政府办公室
成文日期：
2020-05-28
标　　题：
望椿市人民政府办公室关于深化考试招生制度改革的意见
发文字号：
望政办〔2020〕18号
发布日期：
2020-06-01

望椿市人民政府办公室关于深化考试招生制度改革的意见

各县（市、区）人民政府，市政府各部门：
为深化改革，提出如下意见。
一、总体要求
到2022年完成。
"""
JOINT = """中共雁坪市委教育工作领导小组办公室  雁坪市教育局  雁坪市财政局
关于做好2026年重点项目工作的通知
雁教组办〔2026〕1号
各县（市、区）教育局、财政局：
根据《国务院关于健全资助体系的意见》（国发〔2007〕13号）和《省资助管理办法》精神，现通知如下。
一、任务
完成项目3个。
二、要求
按期完成。
附件：1.项目名单；2.责任书.docx
中共雁坪市委教育工作领导小组办公室
雁坪市教育局
雁坪市财政局
2026年1月20日
（此件公开发布）
"""
FIVE = """霁泉市教育局等五部门关于进一步做好学生资助工作的通知
各区教育局：
现通知如下。
一、对象
困难学生。
霁泉市教育局 霁泉市财政局 霁泉市民政局
霁泉市乡村振兴局 霁泉市残疾人联合会
2026年2月10日
"""
ORDER = """霁州市人民政府令
第15号
《霁州市民办学校管理办法》已经市人民政府常务会议通过，现予公布。
市长 章某某
2018年11月5日
霁州市民办学校管理办法
第一条 为规范管理，根据《中华人民共和国民办教育促进法》，制定本办法。
第二条 本市行政区域内的民办学校适用本办法。
"""
IMPRINT = """雁渡县住房保障管理办法
（2019年5月14日雁渡县人民政府办公室印发）
第一条 为保障住房，制定本办法。
第二条 由县住建局负责。
"""
NO_NOTICE = """各直属学校：
现将《棠浦区小班化教学实施方案》印发给你们，请执行。
附件：棠浦区小班化教学实施方案
汀岭市棠浦区教育局
2021年3月15日
（此件公开发布）
附件
棠浦区小班化教学实施方案
为推进小班化教学，依据《汀岭市教育规划纲要（2020—2030年）》，制定本方案。
一、目标
班额不超过30人。
"""
MINUTES = """澄澜市教师队伍建设工作专题会议纪要

澄府专纪〔2013〕22号

2013年10月25日，副市长主持召开教师队伍建设工作专题会议。现纪要如下：
一、关于编制
同意增加编制30名。
二、关于经费
由市财政局安排200万元。

澄澜市人民政府办公室
2013年10月29日
"""
REPORT = """当前位置：首页 > 工作动态

全市小规模学校建设推进会召开

信息来源：市教育局办公室  发布时间：2024-01-12 17:08  浏览次数：

　　12月27日至28日，市教育局召开全市小规模学校建设推进会。副局长陆某主持会议。

　　陆某指出，办好小规模学校很有必要。一是布局要稳妥。撤并前要评估。二是条件要改善。每校配备1名音乐教师。

　　【字体：大 中 小】 打印 关闭
"""
BARE_CITY_NAME = """全市初中联盟建设现场会举行
3月5日，市教育局举行现场会。衢州近年来组建联盟12个，衢州的做法在省内推广。
市教育局局长强调，要办好衢州的每一所初中。一是建机制。二是强队伍。
"""
PHASES = """中小学“阳光体育”实施方案一、指导思想增强学生体质。
二、步骤(一)准备阶段(2012年10月—12月)制订方案,我区各校动员。
(二)实施阶段(2013年1月—2015年12月)1.每天锻炼一小时;2.全区每年举办运动会2次。
(三)总结阶段(2016年1月—12月)全区总结。"""
SPACED_LETTERS = """关于做好校园安全工作的通知
各校：
请做好如下工作。
一、排查
每月一次。
    汐 岫 县 教 育 局
    2013 年 1 月 28 日
"""
NATIONAL = """教育部办公厅关于加强作业管理的通知
教基厅函〔2021〕13号
各省、自治区、直辖市教育厅（教委）：
现通知如下：
一、把握作业功能
布置适量作业。
教育部办公厅
2021年4月8日
"""
SCHOOL = """柏原县第一中学2024年秋季学期工作计划
一、指导思想
全面落实方针，经过两年的努力，办学水平显著提高。
柏原县第一中学
2024年9月1日
"""
BARE = "一、目标\n建成10所。\n二、措施\n每周检查1次。\n"


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
                "period": "2012-10/2016-12",
            },
            id="plan-alone-with-glued-headings",
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


def others(fact: Fact) -> list[str | tuple[str, ...] | None]:
    return [other.value for other in fact.alternatives]


def test_two_dates_that_differ_are_both_kept():
    """The signature's date counts; the page's other date is an alternative with its own quote."""
    issued = read(WEB_HEADER).date_issued

    assert (issued.value, others(issued)) == ("2024-04-20", ["2024-04-22"])
    assert issued.alternatives[0].quote == "公文生成日期：2024-04-22"


def test_a_plan_that_names_itself_twice_keeps_both_names():
    """工作思路 as printed above the text, 工作要点 as the notice calls it."""
    metadata = read(WEB_HEADER)

    assert others(metadata.plan_title) == ["沅陂区课后服务工作要点"]
    assert others(metadata.kind) == ["工作要点"]


def test_the_number_of_a_quoted_document_is_not_its_own():
    """文号 behind 《…》 belong to other documents."""
    text = "雁渡县食堂管理办法\n根据《食品安全规定》（国办发〔2019〕7号）制定。\n一、要求\n留样48小时。\n见雁教〔2018〕3号。\n"

    assert read(text).document_number.value is None


def test_a_summing_up_is_no_other_issuer():
    """某某局等五部门 in the title says less than the five signatures, not something else."""
    assert others(read(FIVE).issuer) == []


@pytest.mark.parametrize("text", [RED_HEAD, WEB_HEADER, TABLE, JOINT, NO_NOTICE, REPORT, PHASES, SCHOOL])
def test_every_fact_is_quoted_exactly(text: str):
    """The quote of each fact, alternatives included, is the slice of the text at its offsets."""
    for name in (f.name for f in fields(Metadata)):
        fact = getattr(read(text), name)
        for each in (fact, *fact.alternatives):
            assert (each.value is None) == (each.quote is None)
            assert each.quote is None or text[each.start : each.end] == each.quote


@given(
    st.lists(
        st.sampled_from(
            [*RED_HEAD.split("\n"), *WEB_HEADER.split("\n"), *ORDER.split("\n"), *FIVE.split("\n")]
        )
    )
)
def test_shuffled_lines_never_break_the_reader(lines: list[str]):
    """Whatever the order of the lines, facts are read or left out, and quotes are exact."""
    text = "\n".join(lines)
    metadata = read(text)

    facts = [getattr(metadata, f.name) for f in fields(metadata)]
    assert all(fact.quote is None or text[fact.start : fact.end] == fact.quote for fact in facts)


def test_gold_metadata_is_right(shared, monkeypatch):
    """On the annotated plans every scored field is equal to the gold, null included."""
    monkeypatch.syspath_prepend(str(shared))
    monkeypatch.delitem(sys.modules, "score_structure", raising=False)
    from score_structure import metadata_scores

    gold = json.loads((shared / "gold" / "metadata.json").read_text(encoding="utf-8"))
    predicted = {}
    for name in gold:
        metadata = read((shared / "corpus" / f"{name}.txt").read_text(encoding="utf-8"))
        values = {f.name: {"value": getattr(metadata, f.name).value} for f in fields(metadata)}
        predicted[name] = values | {"doc_number": values["document_number"]}

    assert metadata_scores(gold, predicted) == {"metadata_right": 1.0, "metadata_wrong": []}
