"""Work begun ahead of its turn: a few items at most, taken in their order, each with its own error."""

import threading
from collections.abc import Iterator

import pytest

from app.clients.ahead import AHEAD, WORKERS, ahead
from app.progress import Progress


def ignore(*_: object) -> None:
    """Nobody watches."""


def test_results_come_in_the_order_of_the_items():
    """The first is slowest: it holds the others' results up, not their work."""
    last_begun = threading.Event()

    def work(item: int, _: Progress) -> int:
        if item == WORKERS - 1:
            last_begun.set()
        if item == 0:
            assert last_begun.wait(60)
        return item * item

    assert [(item, begun.result(ignore)) for item, begun in ahead(range(20), work)] == [
        (n, n * n) for n in range(20)
    ]


def test_no_more_than_a_few_items_are_held():
    """Items are taken from the list as room for them is made."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(50):
            taken.append(n)
            yield n

    for n, begun in ahead(items(), lambda item, _: item):
        assert len(taken) <= n + AHEAD
        begun.result(ignore)

    assert taken == list(range(50))


def test_an_error_is_that_items_own():
    """It is raised where the item is used; those before and after are made."""

    def work(item: int, _: Progress) -> int:
        return 12 // item

    made = []
    for item, begun in ahead([3, 0, 4], work):
        if item:
            made.append(begun.result(ignore))
        else:
            with pytest.raises(ZeroDivisionError):
                begun.result(ignore)

    assert made == [4, 3]


def test_who_waits_is_told_how_far_it_is():
    """The step that the work told last reaches the one who waits for it."""
    seen = threading.Event()

    def work(_: int, report: Progress) -> str:
        report("parse", 3, 7)
        assert seen.wait(60)
        return "read"

    def watch(stage: str, done: int, total: int) -> None:
        if (stage, done, total) == ("parse", 3, 7):
            seen.set()

    assert [begun.result(watch) for _, begun in ahead([1], work)] == ["read"]


def test_nothing_is_begun_any_more_once_nobody_wants_it():
    """Who stops half way leaves the rest undone, and no thread behind."""
    began: list[int] = []
    go = threading.Event()

    def work(item: int, _: Progress) -> None:
        began.append(item)
        assert item == 0 or go.wait(60)

    before = set(threading.enumerate())
    running = ahead(range(50), work)
    next(running)[1].result(ignore)
    running.close()
    go.set()
    for thread in set(threading.enumerate()) - before:
        thread.join(60)
        assert not thread.is_alive()

    assert len(began) <= WORKERS + 1
