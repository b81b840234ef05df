"""Work on a list begun ahead of its turn, in a few threads and a few items at most, and taken in the order of the list."""

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from itertools import islice
from typing import Generic, TypeVar

from app.progress import Progress

WORKERS = max(2, min(4, (os.cpu_count() or 1) // 2))
AHEAD = WORKERS + 2  # items begun, or done and not yet taken: each holds a file in memory
POLL = 0.2  # seconds

Item = TypeVar("Item")
Made = TypeVar("Made")


class Begun(Generic[Made]):
    """Work that another thread does, and how far it is."""

    def __init__(self, work: Callable[[Progress], Made]) -> None:
        self._work, self._made = work, Future[Made]()
        self._step = ("parse", 0, 1)

    def run(self) -> None:
        """Do it, unless nobody wants it any more; what it raises is raised by `result`."""
        if not self._made.set_running_or_notify_cancel():
            return
        try:
            self._made.set_result(self._work(self._note))
        except BaseException as error:
            self._made.set_exception(error)

    def result(self, progress: Progress) -> Made:
        """What was made, as soon as it is; *progress* is told meanwhile how far it is."""
        while not wait([self._made], POLL).done:
            progress(*self._step)
        return self._made.result()

    def drop(self) -> None:
        """Not to be begun any more."""
        self._made.cancel()

    def _note(self, stage: str, done: int, total: int) -> None:
        self._step = (stage, done, total)


def ahead(
    items: Iterable[Item], work: Callable[[Item, Progress], Made]
) -> Iterator[tuple[Item, Begun[Made]]]:
    """Each item in turn with the *work* on it, which was begun while those before it were still being used."""
    tasks: queue.SimpleQueue[Begun[Made] | None] = queue.SimpleQueue()
    for _ in range(WORKERS):
        # Daemons: one that waits for a slow file must not hold up the end of an interrupted process.
        threading.Thread(target=_run_all, args=(tasks,), name="wence-ahead", daemon=True).start()
    waiting: deque[tuple[Item, Begun[Made]]] = deque()
    source = iter(items)
    try:
        while True:
            for item in islice(source, AHEAD - len(waiting)):
                begun = Begun(_on(item, work))
                tasks.put(begun)
                waiting.append((item, begun))
            if not waiting:
                return
            yield waiting.popleft()
    finally:
        for _, begun in waiting:
            begun.drop()
        for _ in range(WORKERS):
            tasks.put(None)


def _on(item: Item, work: Callable[[Item, Progress], Made]) -> Callable[[Progress], Made]:
    return lambda progress: work(item, progress)


def _run_all(tasks: "queue.SimpleQueue[Begun[Made] | None]") -> None:
    while begun := tasks.get():
        begun.run()
