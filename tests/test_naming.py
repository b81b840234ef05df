"""What documents are called by: laws by their bare names."""

import pytest

from ingest.pipeline import read_document
from retrieval.questions.naming import names_of, titled
from tests.answer_notices import summary

LAWS = ["中华人民共和国学前教育促进法", "中华人民共和国教育促进法", "砚湖区校车安全管理办法"]
NAMES = [
    names_of(
        summary(read_document(f"{title}\n\n第一条 为了依法管理，制定本规定。\n".encode(), f"{title}.txt"))
    )
    for title in LAWS
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        pytest.param("学前教育促进法第三条讲了什么", [0], id="bare-name"),
        pytest.param("教育促进法是怎么规定的", [1], id="not-the-longer-one"),
        pytest.param("学前教育促进法和教育促进法有什么不同", [0, 1], id="both"),
        pytest.param("教育促进法规有哪些", [], id="no-law"),
    ],
)
def test_a_law_is_called_without_its_country(question: str, named: list[int]):
    """A law is named by what people call it, not by a longer or shorter law's name, nor by 法规."""
    calls = titled(question, NAMES)

    assert list(calls) == [NAMES[at].document_id for at in named]


def test_a_measure_is_no_law():
    """管理办法 ends in 法 and is called by its title as any plan."""
    assert [names.law for names in NAMES] == ["学前教育促进法", "教育促进法", None]
