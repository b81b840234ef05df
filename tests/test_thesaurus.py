"""The thesaurus: its table is clean, and the longest spoken word wins over its parts."""

from importlib.resources import files

import pytest

from ingest.normalise import fold
from retrieval.questions.terms import official_words, synonyms

ROWS = [
    line.split("\t")
    for line in files("retrieval.questions").joinpath("synonyms.tsv").read_text(encoding="utf-8").splitlines()
]
BRIEF = {"娃", "盖", "钱", "罚"}  # the only spoken words of one character


def test_every_spoken_word_has_one_row():
    """No spoken word stands twice, and none is lost in reading."""
    spoken = [row[0] for row in ROWS]

    assert len(spoken) == len(set(spoken)) == len(synonyms())


def test_rows_say_something_new_in_folded_words():
    """Words are folded and long enough; an official word that the spoken one holds already would add nothing."""
    assert [row for row in ROWS if not _is_clean(row[0], row[1].split("、"))] == []


def _is_clean(spoken: str, official: list[str]) -> bool:
    return (
        spoken == fold(spoken)
        and (len(spoken) > 1 or spoken in BRIEF)
        and len(set(official)) == len(official)
        and all(word == fold(word) and len(word) > 1 and word not in spoken for word in official)
    )


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 2], ids=lambda row: row[0])
def test_exceptions_are_longer_words_with_the_spoken_one_inside(row):
    """Anything else could never keep the row from being used."""
    assert all(row[0] in other and len(other) > len(row[0]) for other in row[2].split("、"))


@pytest.mark.parametrize(
    ("question", "there", "absent"),
    [
        pytest.param("孩子托管班几点接", "课后服务", None, id="after-school"),
        pytest.param("四点半谁看孩子", "课后服务", None, id="half-past-four"),
        pytest.param("评职称看啥", "职称评聘", None, id="title"),
        pytest.param("老师下乡有啥补贴", "乡村学校任教", None, id="village"),
        pytest.param("体罚学生怎么处理", None, "教育惩戒", id="not-discipline"),
        pytest.param("能不能提前放学", "鼓励", "禁止", id="longer-word-wins"),
        pytest.param("新盖的学校几个班", "新建", None, id="built"),
        pytest.param("课后服务全覆盖了吗", None, "新建", id="covered-is-not-built"),
        pytest.param("学校领导小组谁任组长", None, "负责人", id="group-is-no-person"),
    ],
)
def test_spoken_words_bring_official_ones(question, there, absent):
    """A part of a longer word, or a word with another meaning, brings nothing."""
    found = official_words(question)

    assert there is None or there in found
    assert absent not in found
