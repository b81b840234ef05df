"""The ledger page's own decisions: addresses, the table, one row, and marks in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.ledger_view import count_words, history_html, mark_html, orphan_html, row_html, table_html
from app.ui.ledger_wanted import address_of, wanted_of
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.parameters import filter_of, parameters_of

NO_DEADLINE = {"raw": None, "iso": None, "type": None, "derived": False, "inherited": False}
MARK = {
    "state": "done",
    "note": "已<b>验收</b>",
    "who": "甲",
    "at": "2025-03-01T08:00:00+00:00",
    "version": 1,
    "quote": "每周<i>2节",
    "changed": False,
    "remark": None,
    "title": "方案",
}


def row(**given) -> dict:
    values: dict = {
        "id": 'd:一、~"1"',
        "title": "方案<i>",
        "clause": "一、",
        "quote": "每周<img src=x>\n2节",
        "kind": "frequency",
        "strength": "hard",
        "strength_cue": "必须",
        "formal": "《方案<i>》一、",
        "metrics": [],
        "deadline": NO_DEADLINE,
        "responsible": [],
        "roles": {},
        "mark": None,
    }
    return values | dict.fromkeys(("subject", "source", "applies_to", "condition")) | given


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"doc": ["a"], "document": ["b"]}, {"document": ["a", "b"]}, id="both-names"),
        pytest.param({"kind": ["prohibition", "nonsense"]}, {"kind": ["prohibition"]}, id="unknown-kind"),
        pytest.param({"strength": ["medium"]}, {}, id="unknown-strength"),
        pytest.param({"has_number": ["True"], "has_body": ["false"]}, {"has_number": True, "has_body": False}, id="yes-no"),
        pytest.param({"has_number": ["maybe"]}, {}, id="neither-yes-nor-no"),
        pytest.param({"q": [" "], "row": ["x"], "view": ["overview"]}, {}, id="blank-and-places"),
        pytest.param({"mark": ["changed"], "sort": ["deadline"]}, {"mark": "changed", "sort": "deadline"}, id="choices"),
    ],
)  # fmt: skip
def test_an_address_is_read_with_care(address, wanted):
    """What the ledger can't filter by is left out; the rest is the API's query."""
    assert wanted_of(address) == wanted


WORDS = st.text("教育局一二", min_size=1, max_size=4)


@given(
    st.builds(
        LedgerFilter,
        documents=st.lists(WORDS, max_size=2).map(tuple),
        kinds=st.lists(st.sampled_from(["funding", "project"]), max_size=2).map(tuple),
        bodies=st.lists(WORDS, max_size=2).map(tuple),
        has_number=st.sampled_from([None, True, False]),
        deadline_before=st.sampled_from([None, "2025", "2025-06"]),
        mark=st.sampled_from([None, "done", "none"]),
        sort=st.sampled_from(["document", "deadline"]),
    )
)
def test_every_filter_survives_its_address(wanted):
    """The address of a filter, read back as a browser sends it, is the same filter."""
    address = address_of(parameters_of(wanted), view="rows")
    sent = {name: value if isinstance(value, list) else [value] for name, value in address.items()}

    assert filter_of(**wanted_of(sent)) == wanted


def test_no_word_of_a_document_is_markup():
    """Tags in quotes, titles, notes and ids are shown as printed, in the table, the row and its marks."""
    hostile = row(mark=MARK, responsible=["<b>局"])
    html = table_html([hostile], None, grouped=True) + row_html(hostile) + mark_html(MARK) + orphan_html(MARK)

    assert "<img" not in html
    assert "<i>" not in html
    assert "<b>" not in html
    assert 'data-row="d:一、~&quot;1&quot;"' in html


def test_documents_head_their_rows():
    """In document order each title stands once above its rows; otherwise in every row."""
    rows = [row(title="甲方案"), row(title="甲方案"), row(title="乙方案")]

    assert table_html(rows, None, grouped=True).count("《甲方案》") == 1
    assert table_html(rows, None, grouped=False).count("《甲方案》") == 2


def test_the_chosen_row_is_set_off():
    """One row, the one whose id the address names."""
    html = table_html([row(id="a"), row(id="b")], "b", grouped=True)

    assert html.count("wc-chosen") == 1
    assert html.index('data-row="a"') < html.index("wc-chosen")


def test_a_row_says_what_is_reckoned_and_inherited():
    """Deadlines that the words don't hold say where they are from; a field that is empty is not shown."""
    deadline = {"raw": "三年内", "iso": "2027-04", "type": "by", "derived": True, "inherited": True}
    html = row_html(row(deadline=deadline))

    assert "由文件的日期或年份推算为 2027-04" in html
    assert "继承" in html
    assert "经费来源" not in html


def test_a_changed_mark_warns_with_the_old_words():
    """Who looks at a mark whose row was reworded sees the warning and what it was made on."""
    changed = MARK | {"changed": True, "remark": "文件更新后原文已变，请核对"}

    assert "文件更新后原文已变，请核对" in mark_html(changed)
    assert "每周&lt;i&gt;2节" in mark_html(changed)
    assert "请核对" not in mark_html(MARK)
    assert "还没有标记" in mark_html(None)
    assert "（2）" in history_html([MARK, MARK | {"state": None}])
    assert history_html([MARK]) == ""


def test_the_count_names_what_binds():
    """How many rows, and how many of them are hard."""
    summary = {"total": 5, "strengths": [{"strength": "hard", "rows": 3}, {"strength": "soft", "rows": 2}]}

    assert count_words(summary) == "共 5 条，其中刚性 3 条"
