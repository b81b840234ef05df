"""From when to when a document is in force, and which documents it ends."""

import pytest

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata

HEAD = "洑教发〔2021〕7号\n洑水区教育局关于印发《洑水区研学旅行管理办法》的通知\n各学校：\n现将办法印发给你们。\n洑水区教育局\n2021年3月5日\n洑水区研学旅行管理办法\n"


def stated(sentence: str, key: str):
    """The fact *key* of a notice of 2021-03-05 whose last article is *sentence*; its quote is an exact slice."""
    text = f"{HEAD}第一条 为规范研学，制定本办法。\n第二条 {sentence}\n"
    fact = getattr(read_metadata(text, parse_clauses(text)), key)

    assert fact.value is None or text[fact.start : fact.end] == fact.quote
    return fact.value


@pytest.mark.parametrize(
    ("sentence", "validity"),
    [
        pytest.param(
            "本办法自2021年9月1日起施行，有效期五年。", "2021-09-01/2026-08-31", id="years-from-a-day"
        ),
        pytest.param("本办法自发布之日起施行，有效期至2025年8月31日。", "2021-03-05/2025-08-31", id="until"),
        pytest.param("本办法自印发之日起施行，有效期3年。", "2021-03-05/2024-03-04", id="years-from-issue"),
        pytest.param("本办法自2021年4月起试行，试行期两年。", "2021-04/2023-03", id="trial"),
        pytest.param("本办法自发布之日起试行，试行期为6个月。", "2021-03-05/2021-09-04", id="months"),
        pytest.param("本办法有效期为2021年4月1日至2023年3月31日。", "../2023-03-31", id="stretch"),
        pytest.param(
            "本办法自印发之日起执行至2022年12月31日。", "2021-03-05/2022-12-31", id="executed-until"
        ),
        pytest.param("本办法自公布之日起施行。", None, id="no-end"),
        pytest.param("研学基地资格证书有效期五年，按本办法核发。", None, id="of-a-certificate"),
        pytest.param("本办法自印发之日起30日后施行，有效期三年。", None, id="start-not-given"),
    ],
)
def test_validity_is_counted_only_from_what_is_stated(sentence: str, validity: str | None):
    """The interval in which a document says it is in force; of certificates and open ends nothing is made."""
    assert stated(sentence, "validity") == validity


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        pytest.param(
            "本办法自发布之日起施行，《洑水区春游管理办法》（洑教〔2015〕3号）同时废止。",
            ("《洑水区春游管理办法》（洑教〔2015〕3号）",),
            id="at-the-same-time",
        ),
        pytest.param(
            "自本办法施行之日起，《甲办法》《乙办法（试行）》停止执行。",
            ("《甲办法》", "《乙办法（试行）》"),
            id="two",
        ),
        pytest.param(
            "《甲办法》（洑教〔2015〕3号），自2022年1月1日起废止。",
            ("《甲办法》（洑教〔2015〕3号）",),
            id="from-a-day",
        ),
        pytest.param("同时废止《甲办法》。", ("《甲办法》",), id="verb-first"),
        pytest.param("原洑教〔2012〕5号文件同时废止。", ("洑教〔2012〕5号",), id="number-alone"),
        pytest.param(
            "下列文件予以废止：\n1.《甲办法》（洑教〔2001〕3号）\n2.《乙办法》\n",
            ("《甲办法》（洑教〔2001〕3号）", "《乙办法》"),
            id="list-below",
        ),
        pytest.param("现将修订后的《甲办法》印发给你们。", ("《甲办法》",), id="revised"),
        pytest.param("此前规定与《甲办法》不一致的，以本办法为准。", None, id="conflict-rule"),
        pytest.param("《甲办法》继续有效，不得废止。", None, id="denied"),
        pytest.param("根据《甲办法》，研学机构不再执行原收费标准。", None, id="something-else-ends"),
        pytest.param("《甲办法》第三条停止执行。", None, id="one-article-only"),
    ],
)
def test_what_a_document_ends(sentence: str, repeals: tuple[str, ...] | None):
    """Documents said to be repealed, stopped or replaced by a revised edition, as printed; no others."""
    assert stated(sentence, "repeals") == repeals


def test_a_revised_edition_ends_the_one_before_it():
    """A title that ends with （2023年修订） names the document that it replaces."""
    text = (
        HEAD.replace("管理办法\n", "管理办法（2023年修订）\n")
        + "第一条 为规范研学，制定本办法。\n第二条 施行。\n"
    )

    assert read_metadata(text, parse_clauses(text)).repeals.value == ("《洑水区研学旅行管理办法》",)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("有效性：失效", "失效"),
        ("| 时效性 | 有效 |", "有效"),
        ("文件状态：已废止", "废止"),
        ("有效性：", None),
    ],
)
def test_the_page_says_whether_it_is_valid(line: str, status: str | None):
    """The field of the page's head as one of three words."""
    text = f"{line}\n{HEAD}第一条 为规范研学，制定本办法。\n第二条 施行。\n"

    assert read_metadata(text, parse_clauses(text)).status.value == status
