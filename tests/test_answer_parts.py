"""What stands beside an answer: glosses, strength, plain text for a colleague; what a browser remembers."""

from datetime import date
from importlib.resources import files

import pytest

from app.ui.answer_text import plain_text
from app.ui.answer_view import formal_html, glosses_html, strength_html
from app.ui.preferences import Preferences, read, written
from retrieval.answers.glosses import glosses

EVIDENCE = {
    "n": 1,
    "formal": "《甲方案》（甲〔2024〕1号）二",
    "quote": "不得\n补课。",
    "standing": "document",
    "in_force": "expired",
}
ANSWER = {
    "question": "能补课吗？",
    "answer": "不得补课。[1]",
    "sentences": [{"text": "不得补课。", "citations": [1], "checked": "supported"}],
    "citations": [EVIDENCE],
    "nearest": [],
    "searched": {"documents": 3},
}


@pytest.mark.parametrize(
    ("quotes", "words"),
    [
        pytest.param(["严禁收费"], ["严禁"], id="one"),
        pytest.param(["实行教师交流轮岗"], ["交流轮岗"], id="longest"),
        pytest.param(["不得收费", "不得补课"], ["不得"], id="once"),
        pytest.param(["按时上学"], [], id="none"),
        pytest.param(["不得、严禁、生均、人均、备案"], ["不得", "严禁", "生均", "人均"], id="four-at-most"),
    ],
)
def test_glosses(quotes, words):
    """Words with a gloss are found in order, the longest first, each once."""
    assert [word for word, _ in glosses(quotes)] == words


def test_the_table_of_glosses_is_sound():
    """Every line is a word and its gloss, no word twice, none explained by itself."""
    lines = files("retrieval.answers").joinpath("glosses.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]

    assert all(len(row) == 2 and row[0] and row[1] for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert [word for word, plain in rows if word in plain] == []


def test_a_gloss_is_marked_as_no_citation():
    """A gloss says that it isn't the text of the document; without one there is nothing."""
    assert "不是原文" in glosses_html(["严禁收费"])
    assert glosses_html(["按时上学"]) == ""


def test_strength_is_told_by_its_words():
    """Binding and hedged wording are named with the cue; wording without a cue is not judged."""
    assert "刚性：必须" in strength_html(["学校必须公示"])
    assert "柔性：鼓励" in strength_html(["鼓励学校探索"])
    assert strength_html(["共12所"]) == ""


def test_formal_citations_unfold_where_everything_is_wanted():
    """Folded for one reader, open for the other; the same words."""
    folded, whole = formal_html([EVIDENCE]), formal_html([EVIDENCE], whole=True)

    assert "<details class" in folded
    assert whole.replace(" open>", ">") == folded


def test_an_answer_for_a_colleague():
    """Question, answer, formal citation with its words and what to beware of, scope and day."""
    assert plain_text(ANSWER, date(2026, 3, 5)).splitlines() == [
        "问：能补课吗？",
        "答：不得补课。[1]",
        "依据：",
        "[1] 《甲方案》（甲〔2024〕1号）二（已过期）：“不得 补课。”",
        "（2026年3月5日由问策查自 3 份文件，以文件原文为准）",
    ]


def test_an_unsupported_sentence_and_a_refusal_for_a_colleague():
    """What is not verified says why; a refusal names the nearest clauses as such."""
    doubted = ANSWER | {
        "sentences": [{"text": "可以。", "citations": [], "checked": "unverified", "why": "没有引用"}]
    }
    refused = ANSWER | {"answer": "文件未提及。", "sentences": [], "citations": [], "nearest": [EVIDENCE]}

    assert "（未核实：“可以。”——没有引用）" in plain_text(doubted, date(2026, 3, 5))
    assert "相关但未直接回答：\n· 《甲方案》" in plain_text(refused, date(2026, 3, 5))


@pytest.mark.parametrize(
    "preferences",
    [
        Preferences(),
        Preferences(official=True, region="砚湖区", level="初中"),
        Preferences(region="a;b=c, “”\\"),
    ],
)
def test_preferences_survive_their_cookie(preferences):
    """What is written is read again, whatever characters a district has; a cookie may hold neither ; nor blanks."""
    assert read(written(preferences)) == preferences
    assert not set(written(preferences)) & set('; ,"\\')


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "%7B", "[]", "null", '{"level": "大学", "region": 3}', '{"official": 0, "region": null}'],
)
def test_a_strange_cookie_counts_as_none(cookie):
    """A cookie that someone else wrote changes nothing."""
    assert read(cookie) == Preferences()


def test_home_is_sent_only_where_it_is_set():
    """Without district and level the service's own setting holds."""
    assert Preferences(official=True).home is None
    assert Preferences(level="小学").home == {"region": None, "level": "小学"}
