"""Searches at the same time: few enough that they don't get into each other's way, and one alone uses all cores."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


class SideBySide:
    """As many searches as there are cores go on at once, the others wait for their turn.

    Parts of the only one run beside each other; with others under way each does its parts one after the other, since
    handing them around would cost time and gain none.
    """

    def __init__(self, cores: int | None = None) -> None:
        cores = cores or os.cpu_count() or 1
        self._turns, self._counting = threading.Semaphore(cores), threading.Lock()
        self._pool = ThreadPoolExecutor(cores, thread_name_prefix="search")
        self._under_way = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One search runs inside."""
        with self._turns:
            self._count(1)
            try:
                yield
            finally:
                self._count(-1)

    def start(
        self, work: Callable[Given, Found], *args: Given.args, **options: Given.kwargs
    ) -> "Future[Found]":
        """*work* as it goes on beside us, or as it is done already."""
        if self._under_way <= 1:
            return self._pool.submit(work, *args, **options)
        done: Future[Found] = Future()
        try:
            done.set_result(work(*args, **options))
        except Exception as error:
            done.set_exception(error)
        return done

    def _count(self, change: int) -> None:
        with self._counting:
            self._under_way += change
