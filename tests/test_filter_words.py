"""What a file that was taken away was filtered by, in words."""

from typing import get_args

import pytest

from app.api.ledger_query import LedgerQuery
from app.export.documents import FILTERS, filter_words
from ingest.commitment_model import DeadlineType, Kind, Strength
from retrieval.ledger.filter import MarkFilter, Sort

CHOICES = {
    "kind": Kind,
    "strength": Strength,
    "deadline_type": DeadlineType,
    "mark": MarkFilter,
    "sort": Sort,
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, choice in CHOICES.items() for value in get_args(choice)]
)
def test_every_choice_has_its_words(name: str, value: str):
    """None is shown by the name that programs have for it."""
    assert filter_words({name: value}, {}).isascii() is False
    assert value not in filter_words({name: value}, {})


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        pytest.param(
            {"kind": ["deadline"], "sort": "deadline"}, "类别：时限；排序：按时限", id="one-name-two-filters"
        ),
        pytest.param(
            {"q": ["done"], "has_body": False}, "原文含：done；有责任单位：否", id="words-are-words"
        ),
        pytest.param(
            {"document": ["a"], "version": 1}, "文件：《甲方案》；版次：第 1 版", id="documents-by-title"
        ),
        pytest.param({}, "全部", id="nothing"),
    ],
)
def test_a_filter_reads_as_it_was_meant(wanted: dict, words: str):
    """The same word may stand for different things in different filters."""
    assert filter_words(wanted, {"a": "甲方案"}) == words


def test_every_filter_has_its_name():
    """A filter that is new to the API is not left out of what is said of files."""
    assert set(LedgerQuery.model_fields) <= set(FILTERS)
