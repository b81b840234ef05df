"""How a question was read, in words; and what a reader changes of it, as requests take it."""

import pytest

from app.api.requests import UnderstoodOtherwise
from app.ui.reading_view import changed, shown, summary_words

DOCUMENTS = [
    {"id": "a", "region": "云砚区"},
    {"id": "b", "region": "枫溆县"},
    {"id": "c", "region": None},
]


def answer(*, asked=("amount",), regions=("云砚",), years=(), before=(), searched=("a",)):
    understood = {
        "asked": list(asked),
        "regions": list(regions),
        "years": list(years),
        "changed": list(before),
    }
    return {"understood": understood, "searched": {"document_ids": list(searched)}}


def chosen(found, **others):
    """What the form gives back where the reader changes *others* in it."""
    first = shown(found, DOCUMENTS)
    return changed(found, first, first | others)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (answer(), "云砚 · 金额"),
        (answer(asked=("date", "body"), years=(2024,)), "云砚 · 2024年 · 时间或期…"),
        (answer(asked=(), regions=()), "未限定地区和内容"),
    ],
)
def test_what_was_read_is_said_in_a_few_words(found, words):
    """Place, year and what is asked; what doesn't fit is cut, and what is not limited is said to be so."""
    assert summary_words(found) == words


def test_what_is_left_as_it_was_is_not_sent():
    """A place is shown by its full name, which is no change; taking all documents away is none either."""
    assert shown(answer(), DOCUMENTS)["regions"] == ["云砚区"]
    assert chosen(answer()) == {}
    assert chosen(answer(), documents=[]) == {}


def test_what_is_changed_replaces_what_was_read():
    """Only that is sent which differs; an emptied list means whatever place or year."""
    assert chosen(answer(), regions=["枫溆县"], asked="date") == {"regions": ["枫溆县"], "asked": "date"}
    assert chosen(answer(years=(2024,)), years=[]) == {"years": []}
    assert chosen(answer(), documents=["b", "c"]) == {"documents": ["b", "c"]}


def test_earlier_changes_are_sent_again():
    """What was changed for the answer before still holds, but not a choice of documents once a place is chosen."""
    found = answer(before=("asked", "documents"), searched=("a", "b"))

    assert chosen(found, years=[2024]) == {"asked": "amount", "years": [2024, 2024]}
    assert chosen(found) == {"asked": "amount", "documents": ["a", "b"]}


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(chosen(answer(), years=[2024]), id="one"),
        pytest.param(chosen(answer(), years=[2026, 2023, 2024]), id="several"),
        pytest.param(chosen(answer(years=(2023, 2024, 2025), before=("years",)), asked="date"), id="again"),
        pytest.param(chosen(answer(years=(2024,)), years=[]), id="any"),
    ],
)
def test_what_is_sent_is_what_requests_take(sent):
    """However many years are chosen, the service understands them."""
    assert UnderstoodOtherwise(**sent).model_dump(exclude_defaults=True) == sent


def test_an_answer_kept_from_before_can_be_changed():
    """An answer without places and years, as earlier versions kept them, is read as one that names none."""
    old = {"understood": {"asked": ["list"]}, "searched": {"document_ids": ["a"]}}

    assert summary_words(old) == "清单"
    assert chosen(old, regions=["枫溆县"]) == {"regions": ["枫溆县"]}
