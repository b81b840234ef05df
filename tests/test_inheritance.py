"""What a clause inherits: lead-ins, scope of application, phases, and the definitions of the terms it uses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clauses import parse_clauses
from ingest.definitions import definitions_in
from ingest.inheritance import Inherited, inherited
from ingest.intervals import interval_at
from ingest.metadata import read_metadata

PLAN = """# 洑水区规范办学实施方案

本方案适用于全区中小学。

一、总体要求
本方案所称小规模学校，是指在校生不足100人的学校。推行“两免一补”政策（两免：免学费、免书本费）。
二、规范办学行为
（一）规范招生。各校严禁：
1.组织入学考试。
2.跨区招生。
（二）规范收费。每学期公示一次。小规模学校按100人拨付公用经费。
三、实施步骤
（一）准备阶段（2023年3月—5月）
1.制定细则。
（二）推进阶段（2023年9月—2025年7月）
1.落实“两免一补”。
（三）总结阶段：2025年9月至12月
2.报送总结。
附件
洑水区小规模学校名单管理办法
本办法适用于附表所列学校。
第一条 名单每年更新。
"""


def read(text: str) -> dict[str, Inherited]:
    """What is inherited by each clause, by its short address."""
    tree = parse_clauses(text)
    found = inherited(text, tree.clauses, read_metadata(text, tree))
    return {clause.reference: found[clause.id] for clause in tree.clauses}


def quotes(words) -> list[str]:
    return [each.quote for each in words]


@pytest.mark.parametrize(
    ("text", "clause", "lead_ins"),
    [
        pytest.param(PLAN, "二、（一）2.", ["各校严禁："], id="behind-a-heading"),
        pytest.param(PLAN, "三、（一）1.", [], id="a-heading-introduces-nothing"),
        pytest.param(
            "一、严禁：\n（一）补课。\n（二）排名。\n", "一、（二）", ["严禁："], id="label-and-colon"
        ),
        pytest.param(
            "一、工作要求\n全区学校要做到以下几点。\n（一）早部署。\n（二）早检查。\n",
            "一、（一）",
            ["全区学校要做到以下几点。"],
            id="the-following",
        ),
        pytest.param(
            "一、加强保障\n要抓好两条途径：一是增加编制。每年增加5名。二是增加经费。\n",
            "一、二是",
            ["要抓好两条途径："],
            id="run-in-enumeration",
        ),
        pytest.param(
            "一、禁令\n学校不得：\n（一）收取下列费用：\n1.押金。\n2.班费。\n",
            "一、（一）2.",
            ["学校不得：", "收取下列费用："],
            id="outermost-first",
        ),
        pytest.param(
            "第一条 有下列情形之一的，不予登记：\n（一）资料不全的；\n（二）超过期限的。\n",
            "第一条（二）",
            ["有下列情形之一的，不予登记："],
            id="article",
        ),
        pytest.param("一、目标\n（一）建成5所。\n（二）建成6所。\n", "一、（一）", [], id="none"),
    ],
)
def test_lead_ins_reach_every_child(text: str, clause: str, lead_ins: list[str]):
    """A clause under “…严禁：” carries these words, without the label and heading of the clause above."""
    assert quotes(read(text)[clause].lead_ins) == lead_ins


@pytest.mark.parametrize(
    ("text", "clause", "applies_to"),
    [
        pytest.param(PLAN, "二、（一）1.", ["本方案适用于全区中小学。"], id="from-the-preamble"),
        pytest.param(
            "第一章 总则\n第一条 本办法适用于本县教师。\n第二章 附则\n第二条 本章只适用于乡村教师。\n第三条 自发布之日起施行。\n",
            "第二章第三条",
            ["本办法适用于本县教师。", "本章只适用于乡村教师。"],
            id="chapter-after-document",
        ),
        pytest.param(
            "第一章 总则\n第一条 本办法适用于本县教师。\n第二章 附则\n第二条 本章只适用于乡村教师。\n",
            "第一章第一条",
            ["本办法适用于本县教师。"],
            id="another-chapter-is-not-limited",
        ),
        pytest.param(
            "一、适用范围\n全县公办幼儿园在岗保育员。\n二、补助标准\n每人每月200元。\n",
            "二、",
            ["全县公办幼儿园在岗保育员。"],
            id="heading-names-it",
        ),
        pytest.param(
            "第一条 本市行政区域内的托管机构，适用本办法。\n第二条 每年检查一次。\n",
            "第二条",
            ["本市行政区域内的托管机构，适用本办法。"],
            id="reversed-order",
        ),
        pytest.param("第一条 个人家教不适用本办法。\n第二条 检查。\n", "第二条", [], id="denied"),
    ],
)
def test_scope_is_the_documents_and_the_chapters(text: str, clause: str, applies_to: list[str]):
    """What the whole document applies to holds for every clause; what a chapter says holds for its own."""
    assert quotes(read(text)[clause].applies_to) == applies_to


@pytest.mark.parametrize(
    ("clause", "start", "end"),
    [
        pytest.param("三、（一）1.", "2023-03", "2023-05", id="year-carries-over"),
        pytest.param("三、（二）", "2023-09", "2025-07", id="the-phase-itself"),
        pytest.param("三、（三）2.", "2025-09", "2025-12", id="without-brackets"),
    ],
)
def test_phase_dates_reach_every_child(clause: str, start: str, end: str):
    """The time in a phase's heading holds for what stands under it, with the words that say so."""
    phase = read(PLAN)[clause].phase

    assert phase is not None
    assert (phase.start, phase.end) == (start, end)
    assert start[:4] in phase.quote.of(PLAN)


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("（一）准备阶段（3月—5月）\n制定方案。", id="year-not-printed"),
        pytest.param("（一）落实《三年规划（2019—2021年）》。分步推进。", id="inside-a-title"),
        pytest.param("（一）执行要求（洑教〔2019〕5号）。逐条落实。", id="document-number"),
        pytest.param("（一）到2025年建成5所。逐年建设。", id="deadline-is-no-phase"),
    ],
)
def test_what_is_no_phase(heading: str):
    """Dates of other things are not taken for the time of a phase."""
    assert read(f"一、步骤\n{heading}\n二、保障\n做好保障。\n")["一、（一）"].phase is None


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        pytest.param("2012年10月—2013年1月", "2012-10", "2013-01", id="months"),
        pytest.param("2023年3月1日至15日", "2023-03-01", "2023-03-15", id="days-of-a-month"),
        pytest.param("2023年3—5月", "2023-03", "2023-05", id="unit-once"),
        pytest.param("2019-2020", "2019", "2020", id="years-without-unit"),
        pytest.param("2016.7-2017.8", "2016-07", "2017-08", id="points"),
        pytest.param("2023年9月至次年6月", "2023-09", "2024-06", id="next-year"),
        pytest.param("9月—2023年12月", "2023-09", "2023-12", id="year-at-the-end"),
        pytest.param("二〇二三年三月至五月", "2023-03", "2023-05", id="characters"),
        pytest.param("2022年底前", None, "2022", id="until"),
        pytest.param("即日起至2023年6月", None, "2023-06", id="from-now"),
        pytest.param("2022年9月起", "2022-09", None, id="open-end"),
        pytest.param("2023年3月上旬—4月中旬", "2023-03", "2023-04", id="thirds-of-months"),
    ],
)
def test_intervals_are_as_precise_as_printed(printed: str, start: str | None, end: str | None):
    """Each end is ISO, as precise as the text, and None where it is open; the span is what was printed."""
    found = interval_at(f"（{printed}）", 1)

    assert found is not None
    assert (found.start, found.end) == (start, end)
    assert found.span.of(f"（{printed}）") == printed


@pytest.mark.parametrize("printed", ["9月—12月", "3至5所", "2019〕45号", "2023年13月", "2023年2月—32日"])
def test_what_is_no_interval(printed: str):
    """A stretch without a year, and one that no calendar has, are not guessed."""
    found = interval_at(printed, 0)

    assert found is None or found.end == "2023"


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        pytest.param("本计划所称寄宿制学校，是指有宿舍的学校。", "寄宿制学校", id="so-called"),
        pytest.param("本办法所称的“片区”，指若干学校组成的区域。", "片区", id="so-called-quoted"),
        pytest.param("本细则所称学校，包括公办和民办学校。", "学校", id="includes"),
        pytest.param("“走教”是指一名教师在几所学校上课。", "走教", id="quoted"),
        pytest.param("“双岗”即教学岗和管理岗。", "双岗", id="namely"),
        pytest.param("小班化教学是指班额在30人以下的教学。", "小班化教学", id="bare"),
        pytest.param("所谓“走教”，就是教师流动上课。", "走教", id="in-other-words"),
        pytest.param("构建“三结合”机制（三结合：家庭、学校、社会）。", "三结合", id="key-in-brackets"),
        pytest.param("开展“四问”活动（即问需、问计、问效、问责）。", "四问", id="namely-in-brackets"),
        pytest.param("做到“两有”：有场地、有教师。", "两有", id="counted-by-colon"),
        pytest.param("洑水区教育局（以下简称区教育局）负责。", "区教育局", id="short-name"),
        pytest.param("对参训人员（以下统称“学员”）建档。", "学员", id="common-name"),
    ],
)
def test_definitions_are_found(sentence: str, term: str):
    """Each of the ways in which plans define a term gives the term and the exact sentence."""
    text = f"一、说明\n{sentence}\n二、保障\n做好保障。\n"
    found = definitions_in(text, parse_clauses(text).clauses)

    assert [(d.term, text[d.start : d.end]) for d in found] == [(term, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "校长强调：“要早谋划”。",
        "以上指标是指导性的。",
        "“十四五”期间建成5所。",
        "立即整改，“红榜”即日起公布。",
        "五育并举（德育、智育）。",
    ],
)
def test_what_is_no_definition(sentence: str):
    """Quotations, 指导, 即日 and lists in brackets define nothing."""
    text = f"一、说明\n{sentence}\n二、保障\n做好保障。\n"

    assert definitions_in(text, parse_clauses(text).clauses) == ()


def test_a_clause_gets_the_definitions_of_the_terms_it_uses():
    """A term defined in one clause is at hand in every other one that uses it, and only there."""
    found = read(PLAN)

    assert [d.term for d in found["二、（二）"].definitions] == ["小规模学校"]
    assert [d.term for d in found["三、（二）1."].definitions] == ["两免一补"]
    assert found["二、（一）1."].definitions == ()
    assert found["一、"].definitions == ()


def test_an_annex_keeps_its_scope_to_itself():
    """What an annex applies to is no statement about the plan."""
    text = "一、目标\n建成5所。\n附件1 名单管理办法\n一、范围\n本办法适用于乡村学校。\n二、更新\n每年一次。\n"
    tree = parse_clauses(text)
    found = inherited(text, tree.clauses, read_metadata(text, tree))
    plain = [found[c.id] for c in tree.clauses if c.label == "一、"]

    assert quotes(plain[-1].applies_to) == ["本办法适用于乡村学校。"]


PIECES = st.sampled_from(
    [
        *PLAN.splitlines(keepends=True),
        "一是早部署。二是严禁：",
        "（四）",
        "附件1 名单\n",
        "本章适用于：\n",
        "“两有”：\n",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_slices_are_exact_and_every_clause_has_an_entry(text: str):
    """Whatever the text: one entry a clause, and all words are exact slices of the canonical text."""
    tree = parse_clauses(text)
    found = inherited(text, tree.clauses, read_metadata(text, tree))

    assert found.keys() == {clause.id for clause in tree.clauses}
    _check(text, found)


def test_real_plans_keep_the_rules(shared):
    """On real plans: exact slices, an entry for each clause, and phases in the one that has them."""
    phases = 0
    for path in sorted((shared / "corpus").glob("*.txt")):
        text = path.read_bytes().decode()
        tree = parse_clauses(text)
        found = inherited(text, tree.clauses, read_metadata(text, tree))
        assert found.keys() == {clause.id for clause in tree.clauses}
        _check(text, found)
        phases += len({each.phase.clause_id for each in found.values() if each.phase})
    assert phases == 3


def _check(text: str, found) -> None:
    for each in found.values():
        assert all(w.quote == text[w.start : w.end] != "" for w in (*each.lead_ins, *each.applies_to))
        assert all(d.term in text[d.start : d.end] for d in each.definitions)
        assert each.phase is None or each.phase.quote.of(text)
