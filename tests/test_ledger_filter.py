"""Dates of any precision in the ledger's filters, and the way from a filter to query parameters and back."""

from dataclasses import fields

import pytest

from retrieval.ledger.filter import LedgerFilter, first_day, last_day
from retrieval.ledger.parameters import filter_of, parameters_of


def test_first_and_last_days():
    """A date of less than a day's precision is a span of days."""
    assert (first_day("2016"), last_day("2016")) == ("2016-01-01", "2016-12-31")
    assert (first_day("2016-02"), last_day("2016-02")) == ("2016-02-01", "2016-02-29")
    assert first_day("2016-2-3") == last_day("2016-2-3") == "2016-02-03"


@pytest.mark.parametrize("printed", ["", "二〇一六", "2016-13", "2016-02-30", "0000", "2016-09-01T08:00"])
def test_what_is_no_date_has_no_days(printed):
    """A misprinted date is none: nothing is due on it."""
    assert first_day(printed) is last_day(printed) is None


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
    deadline_types=("by", "during"),
    bodies=("教育局", "财政局"),
    topic="教师",
    texts=("听评课", "体育课"),
    units=("万元", "元"),
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
