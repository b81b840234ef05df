"""How documents and clauses are cited in writing."""

import pytest

from ingest.pipeline import read_document
from retrieval.answers.formal import cited, formal, in_words, printed_date
from retrieval.hits import DocumentSummary


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        pytest.param(("五、", "(五)", "14."), "第五部分第（五）条第14项", id="plan"),
        pytest.param(("二、", "（二）"), "第二部分第（二）条", id="part-and-item"),
        pytest.param(("三、", "一是"), "第三部分第一点", id="shi"),
        pytest.param(("一、", "2.", "（3）"), "第一部分第2项第（3）目", id="number-in-brackets"),
        pytest.param(
            ("第三章", "第十二条", "（二）", "1."), "第十二条第（二）项第1目", id="articles-skip-chapters"
        ),
        pytest.param(("第三条之一", "（一）"), "第三条之一第（一）项", id="inserted-article"),
        pytest.param(("第二章", "第一节"), "第二章第一节", id="chapters-without-articles"),
        pytest.param(("第一阶段", "1、"), "第一阶段第1项", id="phase"),
        pytest.param(("任务3：",), "任务3", id="named-label"),
        pytest.param(("四、", "①"), "第四部分第①目", id="circled"),
        pytest.param(
            ("总体要求", "工作目标", "1."), "总体要求 工作目标 第1项", id="headings-without-a-number"
        ),
        pytest.param(("标题",), "标题", id="frame-part"),
        pytest.param((), "", id="nothing"),
    ],
)
def test_labels_are_said_as_officials_say_them(labels, said):
    """Printed labels become 部分, 条, 项, 目; an article's items are 项."""
    assert in_words(labels) == said


def summary(text: str) -> tuple[DocumentSummary, list]:
    document = read_document(text.encode(), "文件.txt")
    return DocumentSummary(
        id=document.id,
        file_name=document.file_name,
        title=document.title,
        version=1,
        metadata=document.metadata,
        clauses=len(document.clauses),
        characters=len(text),
    ), [clause for clause in document.clauses if clause.level]


BODY = "\n\n一、目标\n（一）建成示范校3所。\n（二）每校配备教师1名。\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            f"泊宁区行动计划\n\n泊宁教发〔2025〕3号{BODY}泊宁区教育局\n2025年3月1日\n",
            "《泊宁区行动计划》（泊宁教发〔2025〕3号）",
            id="number",
        ),
        pytest.param(
            f"泊宁区行动计划{BODY}泊宁区教育局\n2025年3月1日\n",
            "《泊宁区行动计划》（泊宁区教育局，2025年3月1日）",
            id="issuer-and-date",
        ),
        pytest.param(f"泊宁区行动计划{BODY}", "《泊宁区行动计划》（发文机关不明）", id="unknown-issuer"),
    ],
)
def test_a_document_is_named_by_what_it_has(text, said):
    """文号 where there is one, else issuer and date, else that the issuer is unknown; the place follows."""
    document, clauses = summary(text)
    place = next(clause for clause in clauses if clause.label == "（二）")

    assert cited(document) == said
    assert formal(document, place) == f"{said}一、（二）"
    assert formal(document, place, "words") == f"{said}第一部分第（二）条"


def test_a_report_is_cited_as_reports_are():
    """A report without 文号 gets its source and date, and the place after a comma."""
    document, clauses = summary(
        "全市教研工作推进会举行\n发布日期：2025-04-02  来源：泊宁教研\n\n"
        "4月1日，全市教研工作推进会在泊宁举行。\n林某指出，要抓好三项工作：一是开展调研。二是每校每学期听课20节。\n"
    )

    assert cited(document) == "《全市教研工作推进会举行》，泊宁教研，2025年4月2日"
    assert formal(document, clauses[-1], "words").startswith(
        "《全市教研工作推进会举行》，泊宁教研，2025年4月2日，"
    )


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2019-06-08", "2019年6月8日"),
        ("2019-06", "2019年6月"),
        ("2019", "2019年"),
        (None, None),
        ("近期", None),
    ],
)
def test_dates_are_as_precise_as_they_are_given(iso, said):
    """No day is made up for a month, no month for a year."""
    assert printed_date(iso) == said
