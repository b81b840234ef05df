"""Tags of a draft, and the check of each sentence against what it cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answers.wording import Cited
from retrieval.citations import check, read_draft

OFFERED = 3


@pytest.mark.parametrize(
    ("draft", "cited", "invented"),
    [
        pytest.param("三十日内提交[C2]。", (1,), (), id="one"),
        pytest.param("三十日内提交。[C2]", (1,), (), id="behind-the-full-stop"),
        pytest.param("见[C2][C1]，亦见[C2]。", (1, 0), (), id="repeat-keeps-first"),
        pytest.param("见【C1】及［C2］。", (0, 1), (), id="full-width-brackets"),
        pytest.param("见〔Ｃ１〕。", (0,), (), id="full-width-letters"),
        pytest.param("见[C1, C3]。", (0, 2), (), id="two-in-one-bracket"),
        pytest.param("见[C1、3]。", (0, 2), (), id="second-without-letter"),
        pytest.param("依据[C9]办理。", (), ("[C9]",), id="never-offered"),
        pytest.param("依据[C0]办理。", (), ("[C0]",), id="zero"),
        pytest.param("依据[C1][C9]办理。", (0,), ("[C9]",), id="one-of-two-offered"),
        pytest.param("岚石政办发〔2023〕27号", (), (), id="document-number-is-not-a-tag"),
        pytest.param("实行“C1”计划。", (), (), id="no-bracket-no-tag"),
    ],
)
def test_only_tags_we_issued(draft: str, cited: tuple[int, ...], invented: tuple[str, ...]):
    """Tags of clauses that were offered are resolved; those nobody issued are reported."""
    (sentence,) = read_draft(draft, OFFERED)

    assert sentence.cited == cited
    assert sentence.invented == invented
    assert "[C" not in sentence.text


def test_each_sentence_keeps_its_own_tags():
    """A tag belongs to the sentence it stands in or right after."""
    first, second, third = read_draft("甲校三所。[C1]乙校两所[C2]。丙校没有。", OFFERED)

    assert (first.text, first.cited) == ("甲校三所。", (0,))
    assert (second.text, second.cited) == ("乙校两所。", (1,))
    assert (third.text, third.cited) == ("丙校没有。", ())


SOURCE = "岚石区教育局2023年6月9日起，每年安排1800万元，改造校舍14所，达标率达到96%。"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("岚石区教育局每年安排1800万元。", id="sum"),
        pytest.param("达标率要达到百分之九十六。", id="percentage-in-words"),
        pytest.param("自2023年6月起改造校舍十四所。", id="date-and-numeral"),
        pytest.param("要改造校舍。", id="no-figure"),
        pytest.param("① 改造校舍14所。", id="numbered-item"),
        pytest.param("2. 每年安排1800万元。", id="item-in-digits"),
        pytest.param("加上岚石区教育局每年安排的1800万元。", id="words-before-a-body"),
    ],
)
def test_supported(sentence: str):
    """A sentence whose figures and names stand in its clause is supported, however they are written."""
    assert check(sentence, [Cited(SOURCE)]) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        pytest.param("每年安排1900万元。", "1900万元", id="another-sum"),
        pytest.param("达标率达到98%。", "98%", id="another-percentage"),
        pytest.param("2025年6月9日起实施。", "2025年6月9日", id="another-date"),
        pytest.param("由松屿县财政局安排资金。", "财政局", id="another-body"),
        pytest.param("由云屿区教育局安排资金。", "云屿区教育局", id="same-kind-of-body-elsewhere"),
        pytest.param("3所校舍要改造。", "3所", id="a-figure-that-is-no-number-of-an-item"),
        pytest.param("杭州市改造校舍14所。", "杭州", id="another-place"),
    ],
)
def test_unverified(sentence: str, why: str):
    """A number, date, share, body or place that the clause doesn't name is said to be missing from it."""
    assert why in (check(sentence, [Cited(SOURCE)]) or "")


def test_no_citation_no_support():
    """A sentence that cites nothing is not supported, true or not."""
    assert check("改造校舍14所。", []) == "没有注明依据的条款"


def test_support_may_come_from_two_clauses():
    """A sentence may join what two of its clauses say."""
    assert (
        check("改造校舍14所，每年安排1800万元。", [Cited("改造校舍14所。"), Cited("每年安排1800万元。")])
        is None
    )


@given(st.text(alphabet="甲乙。；！[]【】C123９、,\n ", max_size=40))
def test_reading_a_draft_loses_no_words(draft: str):
    """Whatever a model writes, its words are in its sentences, in order, and only offers are cited."""
    sentences = read_draft(draft, OFFERED)

    words = "".join(c for c in "".join(s.text for s in sentences) if c in "甲乙。；！")
    assert words == "".join(c for c in draft if c in "甲乙。；！")
    assert all(0 <= i < OFFERED for s in sentences for i in s.cited)
