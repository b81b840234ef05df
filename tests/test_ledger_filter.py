"""Dates of any precision in the ledger's filters, and the way from a filter to query parameters and back."""

from dataclasses import fields, replace

import pytest

from app.ledger_items import filter_of, parameters_of
from ingest.commitment_model import Commitment, Deadline
from retrieval.ledger_filter import LedgerFilter, due_day, first_day, last_day

ROW = Commitment("d:一、~1", "d", "d:一、", "建成10所", 0, 5, "target_number", "hard")


def due(iso: str | None, type_: str = "by") -> Commitment:
    return replace(ROW, deadline=Deadline(raw="原文", iso=iso, type=type_))


@pytest.mark.parametrize(
    ("row", "before", "after", "wanted"),
    [
        pytest.param(due("2016"), "2016", None, True, id="a-year-is-due-at-its-end"),
        pytest.param(due("2016"), "2016-11", None, False, id="a-year-is-not-due-before-its-end"),
        pytest.param(due("2016-06"), "2016", None, True, id="a-month-of-the-year"),
        pytest.param(due("2016-06-30"), "2016-06", None, True, id="the-last-day-of-the-month"),
        pytest.param(due("2016-02"), "2016-02-29", None, True, id="leap-day"),
        pytest.param(due("2017"), "2016", None, False, id="too-late"),
        pytest.param(due("2016-06"), None, "2016", True, id="after-the-first-day"),
        pytest.param(due("2015-12"), None, "2016", False, id="too-early"),
        pytest.param(due("2016"), "2016", "2016", True, id="within-one-year"),
        pytest.param(due("2016-09", "from"), "2020", None, False, id="from-when-is-no-limit"),
        pytest.param(due("2016-09", "during"), "2016", None, True, id="a-period-ends"),
        pytest.param(due(None), "2020", None, False, id="relative-to-nothing"),
        pytest.param(ROW, "2020", None, False, id="no-deadline"),
        pytest.param(due("2016-13"), "2020", None, False, id="misprinted-month"),
        pytest.param(due("2016-02-30"), "2020", None, False, id="misprinted-day"),
        pytest.param(ROW, None, None, True, id="no-window"),
    ],
)
def test_deadlines_of_any_precision(row, before, after, wanted):
    """Bounds are inclusive, a year lasts to its last day."""
    assert LedgerFilter(deadline_before=before, deadline_after=after).lets_pass(row) is wanted


def test_first_and_last_days():
    """A date of less than a day's precision is a span of days."""
    assert (first_day("2016"), last_day("2016")) == ("2016-01-01", "2016-12-31")
    assert (first_day("2016-02"), last_day("2016-02")) == ("2016-02-01", "2016-02-29")
    assert first_day("2016-2-3") == last_day("2016-2-3") == "2016-02-03"
    assert due_day(due("2016-9")) == "2016-09-30"


FULL = LedgerFilter(
    documents=("a", "b"),
    regions=("云砚区",),
    kinds=("funding", "deadline"),
    strength="soft",
    deadline_after="2016",
    deadline_before="2017-03",
    has_deadline=False,
    has_number=True,
    has_body=False,
    body="教育局",
    text="听评课",
    unit="万元",
    ids=("a~1",),
    sort="deadline",
    version=2,
)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(LedgerFilter(), id="empty"),
        pytest.param(FULL, id="full"),
        *(
            pytest.param(LedgerFilter(**{f.name: getattr(FULL, f.name)}), id=f.name)
            for f in fields(LedgerFilter)
        ),
    ],
)
def test_a_filter_survives_its_parameters(wanted):
    """What a link says is the filter it was made of, and only what is set is said."""
    parameters = parameters_of(wanted)
    assert filter_of(**parameters) == wanted
    assert bool(parameters) == (wanted != LedgerFilter())
