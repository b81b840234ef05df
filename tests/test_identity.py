"""Which texts are versions of one document, and which are documents of their own."""

import pytest

from ingest.clauses import parse_clauses
from ingest.identity import content_hash, document_id, is_certain
from ingest.metadata import read_metadata

NUMBERED = "关于印发{title}的通知\n湖教发〔{year}〕7号\n各校：\n现印发给你们。\n{issuer}\n{year}年3月1日\n{title}\n一、目标\n建成{n}所。\n"
SIGNED = "{title}\n一、目标\n建成{n}所。\n{issuer}\n2024年3月1日\n"


def identify(text: str) -> str:
    return document_id(read_metadata(text, parse_clauses(text)), text)


def numbered(
    title: str = "临湖区课后服务方案", year: int = 2024, issuer: str = "临湖区教育局", n: int = 10
) -> str:
    return NUMBERED.format(title=title, year=year, issuer=issuer, n=n)


def signed(title: str, issuer: str = "临湖区教育局", n: int = 10) -> str:
    return SIGNED.format(title=title, issuer=issuer, n=n)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(numbered(), numbered(n=12), id="number-kept-content-changed"),
        pytest.param(numbered(), numbered().replace("〔2024〕", "[2024]"), id="other-brackets-in-the-number"),
        pytest.param(
            numbered(), numbered().replace("课后服务方案", "课后服务工作方案"), id="title-corrected"
        ),
        pytest.param(signed("课后服务方案"), signed("课后服务方案", n=12), id="title-and-issuer-kept"),
        pytest.param(signed("“双减”实施方案"), signed('"双减"实施方案'), id="other-quotation-marks"),
        pytest.param(
            "临湖区课后服务方案\n一、甲\n", "临湖区课后服务方案\n一、乙\n", id="title-names-a-place"
        ),
    ],
)
def test_a_changed_text_keeps_its_identity(one: str, other: str):
    """文号, or title and issuer, name the document whatever the version says."""
    assert identify(one) == identify(other)
    assert content_hash(one) != content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(numbered(), numbered().replace("7号", "8号"), id="other-number"),
        pytest.param(
            numbered("临湖区2023年工作要点"), numbered("临湖区2024年工作要点"), id="other-year-in-the-title"
        ),
        pytest.param(numbered("临湖区工作要点"), numbered("云溪区工作要点"), id="other-place-in-the-title"),
        pytest.param(signed("2023年工作要点"), signed("2024年工作要点"), id="other-year-without-a-number"),
        pytest.param(signed("工作要点"), signed("工作要点", issuer="云溪区教育局"), id="other-issuer"),
        pytest.param("工作要点\n一、甲\n", "工作要点\n一、乙\n", id="neither-number-nor-issuer-nor-place"),
    ],
)
def test_in_doubt_documents_stay_apart(one: str, other: str):
    """Another number, year, place or issuer makes another document; so does a change of an unnamed one."""
    assert identify(one) != identify(other)


def test_an_id_is_16_hexadecimal_digits():
    """Ids are short, stable and safe in addresses."""
    assert len(identify(numbered())) == 16
    assert int(identify(numbered()), 16) >= 0
    assert identify(numbered()) == identify(numbered())


@pytest.mark.parametrize(
    ("text", "certain"),
    [(numbered(), True), (signed("工作要点"), True), ("工作要点\n一、甲\n", False), ("一、甲\n", False)],
)
def test_a_document_that_says_too_little_of_itself_is_known(text: str, certain: bool):
    """Whether a changed file will be recognised can be told beforehand."""
    assert is_certain(read_metadata(text, parse_clauses(text))) is certain
