"""Searches beside each other: never more than there are cores, and the parts of one come out the same either way."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest

from retrieval.side_by_side import SideBySide


def test_no_more_at_once_than_cores():
    """Of eight that come together two are under way, and all come to their end."""
    beside, both, under_way, most = SideBySide(2), threading.Barrier(2), [], []

    def search(_: int) -> None:
        with beside.turn():
            under_way.append(1)
            both.wait(60)  # ends only because a second one is let in
            most.append(len(under_way))
            both.wait(60)
            under_way.pop()

    with ThreadPoolExecutor(8) as people:
        list(people.map(search, range(8)))

    assert set(most) == {2}


def test_only_one_alone_hands_its_parts_around():
    """Alone a part runs in another thread; with company it runs in the search's own."""
    beside = SideBySide(2)

    with beside.turn():
        alone = beside.start(threading.get_ident).result(60)
        with beside.turn():
            crowded = beside.start(threading.get_ident).result(60)

    assert alone != threading.get_ident() == crowded


@pytest.mark.parametrize("company", [False, True])
def test_a_part_that_fails_fails_its_search(company):
    """The error of a part comes where its result is asked for."""
    beside = SideBySide(2)

    with beside.turn(), beside.turn() if company else nullcontext():
        part = beside.start(int, "words")

    with pytest.raises(ValueError, match="words"):
        part.result(60)
