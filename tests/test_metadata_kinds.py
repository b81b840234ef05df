"""Metadata of kinds of documents that are no plain notice: joint ones, announcements, replies, those of the Corps."""

import pytest

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata
from ingest.pipeline import read_document

CLAUSES = "一、总体要求\n加强领导。\n二、工作任务\n建设学校10所。\n"
JOINT = (
    "沅岚市教育局　沅岚市财政局\n沅岚市人力资源和社会保障局文件\n沅教发〔2024〕3号\n沅岚市教育局　沅岚市财政局\n"
    f"沅岚市人力资源和社会保障局\n关于做好教师招聘工作的通知\n各县教育局：\n现通知如下：\n{CLAUSES}"
    "沅岚市教育局　沅岚市财政局\n沅岚市人力资源和社会保障局\n二○二四年三月十五日\n"
)
ANNOUNCEMENT = (
    "沅岚市教育局\n公　告\n2024年第5号\n现将招生计划公告如下：\n一、招生12000人。\n二、6月20日起报名。\n特此公告。\n"
    "沅岚市教育局\n2024年5月30日\n"
)
NUMBERED = "关于学校食堂检查情况的通告\n〔2024年第2号〕\n现将情况通告如下：\n一、总体情况\n检查20所。\n沅岚市教育局\n2024年9月9日\n"
REPLY = (
    "沅岚省教育厅关于同意设立沅岚职业学院的函\n沅教函〔2024〕8号\n沅岚市人民政府：\n"
    "《关于设立沅岚职业学院的请示》（沅政〔2023〕9号）收悉。经研究，同意设立。\n沅岚省教育厅\n2024年4月1日\n"
)
CORPS = "{}教育局关于加强教师队伍建设的通知\n各学校：\n现通知如下：\n" + CLAUSES + "{}教育局\n2024年4月9日\n"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        pytest.param(
            JOINT,
            "title",
            "沅岚市教育局　沅岚市财政局 沅岚市人力资源和社会保障局关于做好教师招聘工作的通知",
            id="bodies-on-two-lines",
        ),
        pytest.param(
            JOINT, "issuer", "沅岚市教育局、沅岚市财政局、沅岚市人力资源和社会保障局", id="three-issuers"
        ),
        pytest.param(JOINT, "region", "沅岚市", id="one-place-of-three-issuers"),
        pytest.param(JOINT, "date_issued", "2024-03-15", id="date-in-characters"),
        pytest.param(ANNOUNCEMENT, "title", "沅岚市教育局公告", id="body-above-its-announcement"),
        pytest.param(ANNOUNCEMENT, "kind", "公告", id="spaced-kind"),
        pytest.param(ANNOUNCEMENT, "document_number", "沅岚市教育局公告2024年第5号", id="number-of-the-year"),
        pytest.param(NUMBERED, "title", "关于学校食堂检查情况的通告", id="number-is-no-second-title"),
        pytest.param(NUMBERED, "document_number", None, id="a-title-is-no-body"),
        pytest.param(REPLY, "plan_title", None, id="a-reply-carries-no-request"),
        pytest.param(REPLY, "kind", "函", id="kind-of-a-reply"),
        pytest.param(
            CORPS.format("新疆生产建设兵团", "新疆生产建设兵团"), "region", "新疆生产建设兵团", id="corps"
        ),
        pytest.param(
            CORPS.format("新疆生产建设兵团", "新疆生产建设兵团"), "level", "省", id="level-of-the-corps"
        ),
        pytest.param(
            CORPS.format("第八师石岚子市", "第八师石岚子市"), "region", "第八师石岚子市", id="division"
        ),
        pytest.param(
            CORPS.format("第八师石岚子市", "第八师石岚子市"), "level", "市", id="level-of-a-division"
        ),
    ],
)
def test_what_other_kinds_of_documents_state(text: str, key: str, value: str | None):
    """Titles over several lines, numbers of a year, places without 省, 市 or 县."""
    assert getattr(read_metadata(text, parse_clauses(text)), key).value == value


def test_a_kind_alone_is_no_title():
    """现将《实施方案》印发给你们 names no plan: the notice's own title tells more."""
    document = read_document(
        "洑水区教育局关于开展课后服务提升行动的通知\n各学校：\n现将《实施方案》印发给你们。\n一、目标\n建成5所。\n"
        "二、措施\n做好。\n洑水区教育局\n2024年3月1日\n".encode(),
        "通知.txt",
    )
    assert document.metadata.plan_title.value is None
    assert document.title == "洑水区教育局关于开展课后服务提升行动的通知"
