"""Alternations sorted by their first character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.commitments.alternatives import by_first

WORDS = st.text("校长局科", min_size=1, max_size=3)


@given(st.lists(WORDS, min_size=1, max_size=6), st.text("校长局科", max_size=12))
def test_the_same_words_are_found(words: list[str], text: str):
    """Sorted by first characters, an alternation finds what it found in its printed order."""
    plain, sorted_ = "|".join(words), by_first("|".join(words))

    assert [m.span() for m in re.finditer(sorted_, text)] == [m.span() for m in re.finditer(plain, text)]


def test_groups_and_classes_stay_whole():
    """Bars inside a group or a class part no alternatives."""
    pattern = re.compile(by_first("科(?!研|技)|科[室|股]|校(?:长|园)|学科"))

    assert [pattern.fullmatch(words) is not None for words in ("科", "科室", "校园", "学科")] == [True] * 4
    assert not pattern.match("科研")


@pytest.mark.parametrize("source", ["[省市]局|科", "科|(?<!场)所", "校?|科", ""])
def test_what_begins_with_no_character_is_refused(source: str):
    """A class, a lookbehind, a repeated character or nothing has no first character to sort by."""
    with pytest.raises(ValueError, match="plain character"):
        by_first(source)
