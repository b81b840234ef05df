"""Marks find their rows again after a document has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.commitment_model import Commitment
from retrieval.ledger.carrying import carry
from retrieval.store.marks import Mark, history, standing


def row(ident: str, quote: str, *, clause: str = "d:一、", start: int = 0) -> Commitment:
    return Commitment(
        id=ident,
        document_id="d",
        clause_id=clause,
        quote=quote,
        start=start,
        end=start + len(quote),
        kind="target_number",
        strength="hard",
    )


def mark(
    ident: str, quote: str, *, clause: str = "d:一、", version: int = 1, start: int = 0, **given
) -> Mark:
    values = {"state": "done", "note": "", "who": "甲", "made_at": "2025-01-01T00:00:00+00:00"} | given
    return Mark("d", ident, clause, version, quote, start, start + len(quote), **values)


def stays(one: Mark) -> str:
    return one.clause_id


LESSONS, DRILLS, VISITS = "每周开设2节体育课", "每学期演练3次", "每月家访不少于1次"


@pytest.mark.parametrize(
    ("marks", "rows", "carried"),
    [
        pytest.param([mark("a", LESSONS)], [row("a", LESSONS)], [("a", False)], id="same-row"),
        pytest.param(
            [mark("a", LESSONS)], [row("b", "每周开设4节体育课")], [("b", True)], id="another-figure"
        ),
        pytest.param(
            [mark("a", LESSONS)],
            [row("b", DRILLS), row("c", "每周开设4节体育课")],
            [("c", True)],
            id="the-most-alike",
        ),
        pytest.param([mark("a", LESSONS)], [row("b", DRILLS)], [(None, False)], id="nothing-alike"),
        pytest.param([mark("a", LESSONS)], [], [(None, False)], id="no-rows"),
        pytest.param(
            [mark("a", LESSONS)],
            [row("b", "每周开设4节体育课", clause="d:二、")],
            [(None, False)],
            id="alike-in-another-clause",
        ),
        pytest.param(
            [mark("a", LESSONS)],
            [row("b", LESSONS, clause="d:二、")],
            [("b", False)],
            id="same-words-elsewhere",
        ),
        pytest.param(
            [mark("a", LESSONS)],
            [row("b", LESSONS, clause="d:二、"), row("c", LESSONS, clause="d:三、")],
            [(None, False)],
            id="same-words-twice-elsewhere",
        ),
        pytest.param(
            [mark("a", LESSONS)],
            [row("b", "每周开设 ２节体育课")],
            [("b", False)],
            id="white-space-and-width",
        ),
        pytest.param(
            [mark("a", f"{LESSONS},{DRILLS}", version=2, start=10)],
            [row("b", DRILLS, start=20)],
            [("b", False)],
            id="cut-otherwise",
        ),
        pytest.param(
            [mark("a", LESSONS), mark("b", "每周开设4节体育课")],
            [row("b", "每周开设4节体育课")],
            [(None, False), ("b", False)],
            id="a-taken-row-stays-taken",
        ),
        pytest.param(
            [mark("a", LESSONS), mark("x", "每周开设3节体育课和1节劳动课")],
            [row("b", "每周开设3节体育课")],
            [("b", True), (None, False)],
            id="one-row-one-mark",
        ),
    ],
)
def test_a_mark_goes_where_its_row_went(marks, rows, carried):
    """To the same id, the same words, the most alike row of its clause and then flagged, or nowhere."""
    found = carry(marks, rows, version=2, home=stays)

    assert [(one.row and one.row.id, one.changed) for one in found] == carried
    assert [one.mark for one in found] == marks


def test_a_renumbered_clause_keeps_its_marks():
    """Where the clause went under another number, the reworded row is looked for there."""
    rows = [row("b", "每周开设4节体育课", clause="d:三、"), row("c", "每周开设5节体育课", clause="d:一、")]

    (found,) = carry([mark("a", LESSONS)], rows, version=2, home=lambda _: "d:三、")

    assert (found.row, found.changed) == (rows[0], True)


def test_a_clause_that_is_gone_has_no_alike_rows():
    """A row under a number that now belongs to another clause is not mistaken for the old one."""
    (found,) = carry([mark("a", LESSONS)], [row("b", "每周开设4节体育课")], version=2, home=lambda _: None)

    assert found.row is None


QUOTES = st.sampled_from([LESSONS, DRILLS, VISITS, "每周开设4节体育课", "每学期演练5次"])
CLAUSES = st.sampled_from(["d:一、", "d:二、"])
PLACES = st.tuples(QUOTES, CLAUSES, st.integers(0, 40))


@given(st.lists(PLACES, max_size=6), st.lists(PLACES, max_size=6), st.integers(1, 2))
def test_every_mark_is_accounted_for_once(noted, listed, version):
    """No mark is lost or doubled, no row has two, and what is unchanged has the same words or the same place."""
    marks = [mark(f"m{i}", q, clause=c, start=at, version=version) for i, (q, c, at) in enumerate(noted)]
    rows = [row(f"r{i}", q, clause=c, start=at) for i, (q, c, at) in enumerate(listed)]

    found = carry(marks, rows, version=2, home=stays)
    taken = [one.row.id for one in found if one.row]

    assert [one.mark for one in found] == marks
    assert len(taken) == len(set(taken))
    for one in found:
        if one.row and one.changed:
            assert one.row.clause_id == one.mark.clause_id
            assert one.row.quote != one.mark.quote
        elif one.row and version == 1:
            assert one.row.quote == one.mark.quote


def test_the_last_entry_of_a_row_counts():
    """A later entry replaces an earlier one, one without a state takes the mark back, and one that follows another
    row's takes that up.
    """
    first, second = mark("a", LESSONS, state="doing"), mark("a", LESSONS, who="乙")
    other, back = mark("b", DRILLS), mark("b", DRILLS, state=None)
    moved = mark("c", VISITS, follows="a")

    assert standing([first, second, other]) == [second, other]
    assert standing([first, other, back]) == [first]
    assert standing([first, other, moved]) == [other, moved]
    assert history([first, other, second, moved], "c") == [first, second, moved]
    assert history([first, other, second, moved], "b") == [other]
