"""Questions that go on from those before: what they take over, and what they don't."""

import pytest

from retrieval.questions.slots import Asked
from tests.asked import ID, ask, scope


@pytest.mark.parametrize(
    ("history", "words", "named", "leans"),
    [
        pytest.param(["岚石的校舍怎么改造"], "那钱从哪来", ["岚石"], True, id="then"),
        pytest.param(
            ["岚石的校舍怎么改造", "资金多少"], "什么时候完成", ["岚石"], True, id="scope-from-two-turns-ago"
        ),
        pytest.param(["岚石的校舍怎么改造"], "松屿呢", ["松屿"], True, id="another-place"),
        pytest.param(
            ["岚石的校舍怎么改造"],
            "课后服务的收费标准由谁核定公布",
            ["岚石"],
            False,
            id="new-topic-same-scope",
        ),
        pytest.param(
            ["岚石的校舍怎么改造"], "哪些文件讲了教师流动", list(ID), False, id="about-all-documents"
        ),
        pytest.param(["岚石的校舍怎么改造"], "周末能不能补课", ["岚石"], False, id="short-but-whole"),
        pytest.param(["岚石的校舍怎么改造"], "能不能延期", ["岚石"], True, id="short-and-in-part"),
        pytest.param([], "那钱从哪来", list(ID), False, id="no-history"),
    ],
)
def test_follow_ups(history: list[str], words: str, named: list[str], leans: bool):
    """A follow-up takes over the scope of the conversation, and its topic where it leans on it."""
    question = ask(words, *history)

    assert scope(question) == named
    assert (question.previous == (history[-1] if history else None)) is (leans or not history)
    assert words in question.standalone
    assert (history[-1] in question.standalone) if leans else True


@pytest.mark.parametrize(
    ("history", "words", "asked", "topic"),
    [
        pytest.param(["岚石每百名学生配备几台计算机"], "那松屿呢", Asked("count", "台"), "计算机", id="once"),
        pytest.param(
            ["岚石的课后服务怎么开展", "这个要收费吗"],
            "那松屿呢",
            Asked("amount"),
            "课后服务",
            id="two-turns-ago",
        ),
        pytest.param(
            ["岚石每百名学生配备几台计算机"], "松屿什么时候完成", Asked("date"), "完成", id="own-slot"
        ),
    ],
)
def test_another_plan_is_asked_the_same(history: list[str], words: str, asked: Asked, topic: str):
    """那松屿呢 asks of 松屿 what the question before asked, and what that one leant on."""
    part = ask(words, *history).parts[0]

    assert part.asked == asked
    assert topic in "".join(part.runs)
    assert "岚石" not in "".join(part.runs)


def test_another_subject_must_be_spoken_of():
    """那教师呢 after a question about heads asks the same of teachers, and only sentences about them can answer."""
    part = ask("那老师呢", "校长每学期听几节课").parts[0]

    assert part.asked == Asked("count", "节")
    assert "教师" in part.about
    assert ask("那钱从哪来", "校舍怎么改造").parts[0].about == ()


def test_inherited_scope_says_so():
    """The reader is told that the scope comes from the conversation."""
    assert ask("那钱从哪来", "岚石的校舍怎么改造").scope.why == "承接上文提到的岚石"
