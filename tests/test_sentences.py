"""Sentence borders."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences

WRAPPED = (
    "为进一步提高学校食堂管理水平，保障师生饮食安全，现就有关\n"
    "事项通知如下：各校要按照分级管理的原则，于每月月底之前完\n"
    "成自查，自查结果要在校内公示不少于五天，并报区教育主管部\n"
    "门备案，备案材料包括自查表和整改清单，缺一不可，逾期不报\n"
    "的将予以通报。"
)


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "甲校先行。乙校跟进！丙校呢？", ["甲校先行。", "乙校跟进！", "丙校呢？"], id="full-width-marks"
        ),
        pytest.param("扩建8所；新建3所。", ["扩建8所；", "新建3所。"], id="semicolon"),
        pytest.param("扩建8所;新建3所.", ["扩建8所;", "新建3所."], id="half-width-semicolon"),
        pytest.param("见 a.com/?x=1;y=2 一页。", ["见 a.com/?x=1;y=2 一页。"], id="marks-in-an-address"),
        pytest.param(
            "见平台（http://a.cn/?x=！）。逾期不候！",
            ["见平台（http://a.cn/?x=！）。", "逾期不候！"],
            id="mark-in-brackets-before-the-end",
        ),
        pytest.param(
            "他说：“马上办。”大家同意。", ["他说：“马上办。”", "大家同意。"], id="closing-quote-stays"
        ),
        pytest.param(
            "落实“办好！办快！”的要求。", ["落实“办好！办快！”的要求。"], id="quotation-inside-a-sentence"
        ),
        pytest.param(
            "推行“四有”模式（有课表；有教师；有场地；有评价），每周1次。",
            ["推行“四有”模式（有课表；有教师；有场地；有评价），每周1次。"],
            id="list-in-brackets",
        ),
        pytest.param(
            "学校（含教学点。共9个；办好它。",
            ["学校（含教学点。", "共9个；", "办好它。"],
            id="bracket-never-closed",
        ),
        pytest.param("一、目标\n建成10所。", ["一、目标", "建成10所。"], id="line-end"),
        pytest.param("一、目标\r\n建成10所。\r\n", ["一、目标", "建成10所。"], id="windows-line-end"),
        pytest.param("- 甲校\n- 乙校", ["- 甲校", "- 乙校"], id="list-items"),
        pytest.param("到2025年，占比8.5%。", ["到2025年，占比8.5%。"], id="decimal-point"),
        pytest.param("一定要办？！不办不行。", ["一定要办？！", "不办不行。"], id="two-marks"),
        pytest.param("　　首行缩进。　　再来一句。 ", ["首行缩进。", "再来一句。"], id="indentation"),
        pytest.param(" \n\t", [], id="nothing"),
    ],
)
def test_sentences_end_where_readers_see_an_end(text: str, sentences: list[str]):
    """Sentences run to 。；！？ or to the end of a line, with their closing quotes and brackets."""
    assert cut(text) == sentences


def test_lines_wrapped_by_force_are_joined():
    """A line broken for width alone doesn't end a sentence."""
    assert cut(WRAPPED) == [WRAPPED]


def test_a_label_begins_a_line_even_in_wrapped_text():
    """After a full line, 二、 or （一） begins a sentence of its own."""
    text = WRAPPED.removesuffix("的将予以通报。") + "二、加强检查"

    assert cut(text)[-1] == "二、加强检查"


def test_offsets_are_those_of_the_whole_text():
    """Spans of a part count characters of the whole text."""
    text = "题目\n先做甲。再做乙。尾"

    spans = split_sentences(text, 3, 11)

    assert [(span.start, span.end) for span in spans] == [(3, 7), (7, 11)]


@given(
    st.text(alphabet=st.sampled_from("校。；！？;!?“”（）()《》\n\r \u3000,，a1.：一、"), max_size=120),
    st.data(),
)
def test_sentences_tile_the_text(text: str, data: st.DataObject):
    """Each character other than white space lies in exactly one sentence, in order, whatever the text."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    spans = split_sentences(text, start, end)

    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text[start:end].split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(start <= span.start < span.end <= end for span in spans)


def test_real_plans_are_tiled(shared):
    """On real plans too: nothing lost, and no sentence of unreadable length."""
    for path in sorted((shared / "corpus").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        spans = split_sentences(text)

        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
        assert max(span.end - span.start for span in spans) < 300
