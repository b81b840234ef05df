"""What a question was understood to say, changed by the user: documents, places, years, what is asked."""

import pytest

from retrieval.question import understand
from retrieval.questions.meant import Meant
from retrieval.questions.scope import ScopeRequest
from tests.answer_notices import document, documents, summary

CATALOGUE = [summary(d) for d in documents()]
ID = {name: document(name).id for name in ("岚石", "松屿", "云亭", "轻负优学")}


def meaning(question: str, **changed):
    return understand(question, (), CATALOGUE, scope=ScopeRequest(meant=Meant(**changed)))


@pytest.mark.parametrize(
    ("changed", "documents"),
    [
        pytest.param({"regions": ("松屿",)}, ["松屿"], id="another-place"),
        pytest.param({"regions": ("岚石区", "松屿")}, ["岚石", "松屿"], id="two-places"),
        pytest.param({"regions": ()}, list(ID), id="any-place"),
        pytest.param({"documents": (ID["轻负优学"],)}, ["轻负优学"], id="a-document"),
        pytest.param({"documents": ()}, list(ID), id="all-documents"),
    ],
)
def test_what_the_user_says_stands_instead_of_what_the_question_names(changed: dict, documents: list[str]):
    """The question names 岚石; the documents searched are those that the user says it means."""
    question = meaning("岚石区的乡村校舍要改造多少所", **changed)

    assert list(question.scope.documents) == [ID[name] for name in documents]
    assert question.scope.why.startswith("按更改后的范围")
    assert "岚石" not in question.parts[0].text
    assert question.unknown == ()


def test_a_place_without_a_document_is_said_to_be_unknown():
    """Changed to a place that the library doesn't hold, the question is about that place."""
    question = meaning("岚石区的乡村校舍要改造多少所", regions=("海盐县",))

    assert [unknown.words for unknown in question.unknown] == ["海盐县"]
    assert not question.scope.named


def test_a_year_without_a_document_is_said_to_be_unknown():
    """Likewise of a year; the place that the question names stays."""
    question = meaning("岚石区的乡村校舍要改造多少所", years=(1998, 1998))

    assert [(unknown.words, unknown.what) for unknown in question.unknown] == [("1998年", "年份")]


def test_the_place_stays_where_only_the_year_is_changed():
    """What the user didn't change is as the question says."""
    (year,) = {y for n in meaning("岚石区的校舍").names if n.document_id == ID["岚石"] for y in n.years} & {
        2023
    }

    assert meaning("岚石区的乡村校舍要改造多少所", years=(year, year)).scope.documents == (ID["岚石"],)


def test_what_is_asked_can_be_changed():
    """The slot is the user's, the operation follows from it, and a question about the plan itself becomes one about its text."""
    question = meaning("岚石区的计划什么时候印发", asked="list")

    assert (question.asked.slot, question.operation, question.metadata) == ("list", "list", ())
