"""Reading what comes slowly without standing still: the page can tell how long it waits, and be stopped."""

import queue
import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


def polled(items: Generator[T, None, None], seconds: float) -> Generator[T | None, None, None]:
    """*items* as they come, None whenever *seconds* pass without one; an error of theirs is raised here.

    They are read in a thread of their own. When this is closed early they are closed as soon as the next one comes.
    """
    found: queue.SimpleQueue[_Item[T] | _End] = queue.SimpleQueue()
    left = threading.Event()
    threading.Thread(target=_read, args=(items, found, left), name="wence-poll", daemon=True).start()
    try:
        while True:
            try:
                got = found.get(timeout=seconds)
            except queue.Empty:
                yield None
                continue
            if isinstance(got, _End):
                if got.error:
                    raise got.error
                return
            yield got.value
    finally:
        left.set()


def _read(
    items: Generator[T, None, None], found: "queue.SimpleQueue[_Item[T] | _End]", left: threading.Event
) -> None:
    try:
        with closing(items):
            for item in items:
                if left.is_set():
                    return
                found.put(_Item(item))
        found.put(_End())
    except BaseException as error:
        found.put(_End(error))
