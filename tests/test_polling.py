"""Reading what comes slowly: in order, with None while one waits, and given up when nobody wants more."""

import threading
from itertools import takewhile

import pytest

from app.ui.polling import polled
from ingest.errors import WenceError

SOON = 0.01  # seconds
PATIENCE = 20  # seconds


def test_items_come_in_order_and_waiting_is_told():
    """While nothing comes there are Nones; then everything comes, in order."""
    go_on = threading.Event()

    def items():
        yield 1
        go_on.wait(PATIENCE)
        yield 2

    got = polled(items(), SOON)
    first, waiting = next(got), next(got)
    go_on.set()

    assert (first, waiting) == (1, None)
    assert [item for item in got if item is not None] == [2]


def test_an_error_is_raised_where_it_is_read():
    """An error in the other thread is not lost, and what came before it isn't either."""

    def items():
        yield 1
        raise WenceError("坏了")

    got = polled(items(), SOON)

    with pytest.raises(WenceError, match="坏了"):
        assert list(takewhile(lambda item: item in (1, None), got)) == [1]


def test_when_left_early_the_source_is_closed():
    """Who stops reading closes the source as soon as it gives its next item: nothing goes on unseen."""
    go_on, closed = threading.Event(), threading.Event()

    def items():
        try:
            yield 1
            go_on.wait(PATIENCE)
            yield 2
            raise AssertionError("nobody wants the third")
        finally:
            closed.set()

    got = polled(items(), SOON)
    next(got)
    got.close()
    go_on.set()

    assert closed.wait(PATIENCE)
