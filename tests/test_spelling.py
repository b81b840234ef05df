"""Slips of the pen: what sounds like a word of the field that the library holds is looked for as that word."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.questions import DEFAULT_QUESTIONS, read_questions
from ingest.normalise import fold
from ingest.pipeline import ingest
from retrieval.chain import AnswerChain
from retrieval.embedder import Embedder
from retrieval.grams import grams
from retrieval.questions.spelling import Correction, Speller
from retrieval.shelf import Shelf
from retrieval.training.notices import held_out_notices

LIBRARY = """一、课后服务。学校提供托管，小学每生每月不超过120元。二、职称评聘向乡村教师倾斜，教师编制由区委编办核定。
三、建强三支队伍。落实双减要求，做好幼小衔接，学籍实行统一管理，绩效工资按月发放。
四、义务教育学校食堂每餐留样。学校与家长签订责任书，教师轮岗满三年。班主任津贴每月发放。"""


def counts(text: str) -> Mapping[str, int]:
    """How often each character and pair stands in *text*."""
    found: dict[str, int] = {}
    for gram in grams(text):
        found[gram] = found.get(gram, 0) + 1
    return found


def speller(text: str = LIBRARY) -> Speller:
    """One that knows *text* alone."""
    known = counts(text)
    return Speller(lambda pair: known.get(fold(pair), 0))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("放学后的拖管收多少钱", "放学后的托管收多少钱", id="first-character"),
        pytest.param("评职成看啥", "评职称看啥", id="second-character"),
        pytest.param("三只队伍怎么建", "三支队伍怎么建", id="inside-a-long-word"),
        pytest.param("双简以后作业写多久", "双减以后作业写多久", id="double-reduction"),
        pytest.param("学藉怎么转", "学籍怎么转", id="other-reading"),
        pytest.param("绩校工资怎么发", "绩效工资怎么发", id="merit-pay"),
        pytest.param("教师编治有几个", "教师编制有几个", id="posts"),
        pytest.param("义务教于阶段", "义务教育阶段", id="four-characters"),
        pytest.param("班主认津贴多少", "班主任津贴多少", id="five-characters"),
        pytest.param("食糖留样多少，教师轮刚几年", "食堂留样多少，教师轮岗几年", id="two-slips"),
    ],
)
def test_slips_are_corrected(typed, meant):
    """The word that sounds the same stands in for the one that is none."""
    assert speller().corrected(typed)[0] == meant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("老师有几个", id="words-that-touch"),
        pytest.param("不知称呼谁", id="another-word-begins-inside"),
        pytest.param("一年拖管三次", id="what-the-library-writes-itself"),
        pytest.param("有三十个班", id="number"),
        pytest.param("有七十个班", id="other-number"),
        pytest.param("他的学生", id="particle"),
        pytest.param("漱川县怎么说", id="place-that-is-not-there"),
        pytest.param("wifi 2024 ？！", id="no-chinese"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_slip_stays(question):
    """Words that the library or the language has are left alone."""
    knows = speller(LIBRARY + "拖管")

    assert knows.corrected(question) == (question, ())


def test_a_word_that_the_library_lacks_stands_in_for_nothing():
    """Where nothing in the library could be meant, the question stays as it was typed."""
    assert speller("校车每日检查").corrected("拖管收多少钱") == ("拖管收多少钱", ())


def test_questions_without_slips_stay_as_they_are():
    """All of the project's own questions, whatever documents they are asked of."""
    knows = speller(LIBRARY + "".join(notice.document.text for notice in held_out_notices()))

    changed = [q.question for q in read_questions([DEFAULT_QUESTIONS]) if knows.corrected(q.question)[1]]

    assert changed == []


def test_few_questions_to_notices_are_changed():
    """Four of these questions are misspelt; beside them less than one in two hundred is changed."""
    notices = held_out_notices()
    knows = speller("".join(notice.document.text for notice in notices))
    questions = [asked.words for notice in notices for asked in notice.questions]

    changed = [question for question in questions if knows.corrected(question)[1]]

    assert len(changed) < len(questions) / 200


def test_the_user_is_told(tmp_path: Path, embedder: Embedder):
    """A corrected question finds what was meant, and the answer says what was looked for."""
    text = "松屿区课后服务办法\n\n一、收费。课后托管每生每月不超过120元。\n\n二、校车。校车每日检查并登记。\n"
    with Shelf.open(tmp_path, embedder) as shelf:
        ingest(text.encode(), "松屿.txt", shelf=shelf)
        chain = AnswerChain(shelf.retriever, shelf.library, speller=Speller(shelf.frequency))
        answer = chain.ask("课后拖管一个月收多少钱")

    assert "120元" in answer.answer
    assert answer.question == "课后拖管一个月收多少钱"
    assert answer.understood.corrected == (Correction("拖管", "托管"),)
    assert answer.warnings[0] == "已按“托管”查找（“拖管”像是错别字）。"
    assert answer.to_dict()["understood"]["corrected"] == ({"typed": "拖管", "meant": "托管"},)
