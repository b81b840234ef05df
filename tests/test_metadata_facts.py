"""Facts of the metadata: alternatives, exact quotes, any text at all, and the annotated plans."""

import json
import sys
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.metadata import read_metadata
from ingest.model import Fact, Metadata
from tests.notices import FIVE, JOINT, NO_NOTICE, ORDER, PHASES, RED_HEAD, REPORT, SCHOOL, TABLE, WEB_HEADER


def read(text: str) -> Metadata:
    return read_metadata(text, parse_clauses(text))


def others(fact: Fact) -> list[str | tuple[str, ...] | None]:
    return [other.value for other in fact.alternatives]


PLAN = "各学校：\n现将方案印发给你们。\n洑水区教育局\n2024年3月1日\n洑水区劳动教育方案\n{}\n一、目标\n建成5所。\n二、措施\n做好。\n{}\n"


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        pytest.param("规划期为2021—2025年。", "period", "2021/2025", id="planning-period"),
        pytest.param("实施时间：2024年3月至2025年12月。", "period", "2024-03/2025-12", id="months"),
        pytest.param("上岗资格证书有效期五年。", "period", None, id="term-of-a-certificate"),
        pytest.param("本区公办学校适用本方案。", "applies_to", "本区公办学校", id="reversed"),
        pytest.param("适用范围：全区公办幼儿园。", "applies_to", "全区公办幼儿园", id="labelled"),
        pytest.param("适用范围：本方案适用于全区小学。", "applies_to", "全区小学", id="labelled-sentence"),
        pytest.param("校外机构不适用于本方案。", "applies_to", None, id="denied"),
    ],
)
def test_periods_and_scopes_are_read_in_many_forms(words: str, key: str, value: str | None):
    """Period and scope as running text states them; of other things and denials nothing is made."""
    assert getattr(read(PLAN.format(words, "")), key).value == value
    assert getattr(read(PLAN.format("", f"三、其他\n{words}")), key).value == value


def test_a_basis_may_be_a_number_alone():
    """A basis that is named by its 文号 only is one to look up as well."""
    assert read(PLAN.format("根据洑政发〔2023〕5号文件精神，制定本方案。", "")).basis.value == (
        "洑政发〔2023〕5号",
    )


def test_addressees_may_take_two_lines():
    """A list of addressees that was broken behind a comma is read whole."""
    text = "关于做好劳动教育的通知\n各县教育局，各直属学校，\n市教科院、市电教馆：\n请做好工作。\n一、目标\n建成5所。\n"

    assert read(text).addressees.value == "各县教育局，各直属学校，市教科院、市电教馆"


def test_two_dates_that_differ_are_both_kept():
    """The signature's date counts; the page's other date is an alternative with its own quote."""
    issued = read(WEB_HEADER).date_issued

    assert (issued.value, others(issued)) == ("2024-04-20", ["2024-04-22"])
    assert issued.alternatives[0].quote == "公文生成日期：2024-04-22"


def test_a_plan_that_names_itself_twice_keeps_both_names():
    """工作思路 as printed above the text, 工作要点 as the notice calls it."""
    metadata = read(WEB_HEADER)

    assert others(metadata.plan_title) == ["沅陂区课后服务工作要点"]
    assert others(metadata.kind) == ["工作要点"]


def test_the_number_of_a_quoted_document_is_not_its_own():
    """文号 behind 《…》 belong to other documents."""
    text = "雁渡县食堂管理办法\n根据《食品安全规定》（国办发〔2019〕7号）制定。\n一、要求\n留样48小时。\n见雁教〔2018〕3号。\n"

    assert read(text).document_number.value is None


def test_a_body_and_a_date_in_a_sentence_sign_nothing():
    """某某局 and a date that begin a sentence of the text are no signature."""
    text = "棠浦区小班化教学实施方案\n棠浦区教育局2019年3月15日召开动员会,部署工作。\n一、目标\n建成10所。\n"

    assert (read(text).issuer.value, read(text).date_issued.value) == (None, None)


def test_a_summing_up_is_no_other_issuer():
    """某某局等五部门 in the title says less than the five signatures, not something else."""
    assert others(read(FIVE).issuer) == []


@pytest.mark.parametrize("text", [RED_HEAD, WEB_HEADER, TABLE, JOINT, NO_NOTICE, REPORT, PHASES, SCHOOL])
def test_every_fact_is_quoted_exactly(text: str):
    """The quote of each fact, alternatives included, is the slice of the text at its offsets."""
    for name in (f.name for f in fields(Metadata)):
        fact = getattr(read(text), name)
        for each in (fact, *fact.alternatives):
            assert (each.value is None) == (each.quote is None)
            assert each.quote is None or text[each.start : each.end] == each.quote


@given(
    st.lists(
        st.sampled_from(
            [*RED_HEAD.split("\n"), *WEB_HEADER.split("\n"), *ORDER.split("\n"), *FIVE.split("\n")]
        )
    )
)
def test_shuffled_lines_never_break_the_reader(lines: list[str]):
    """Whatever the order of the lines, facts are read or left out, and quotes are exact."""
    text = "\n".join(lines)
    metadata = read(text)

    facts = [getattr(metadata, f.name) for f in fields(metadata)]
    assert all(fact.quote is None or text[fact.start : fact.end] == fact.quote for fact in facts)


def test_gold_metadata_is_right(shared, monkeypatch):
    """On the annotated plans every scored field is equal to the gold, null included."""
    monkeypatch.syspath_prepend(str(shared))
    monkeypatch.delitem(sys.modules, "score_structure", raising=False)
    from score_structure import metadata_scores

    gold = json.loads((shared / "gold" / "metadata.json").read_text(encoding="utf-8"))
    predicted = {}
    for name in gold:
        metadata = read((shared / "corpus" / f"{name}.txt").read_text(encoding="utf-8"))
        values = {f.name: {"value": getattr(metadata, f.name).value} for f in fields(metadata)}
        predicted[name] = values | {"doc_number": values["document_number"]}

    assert metadata_scores(gold, predicted) == {"metadata_right": 1.0, "metadata_wrong": []}
