"""Long work and how far it is: names of the stages, bars on a terminal, progress as a stream of events."""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

from tqdm import tqdm

Progress = Callable[[str, int, int], None]
T = TypeVar("T")

STAGES: Mapping[str, str] = {
    "convert": "转换内置模型",
    "parse": "解析",
    "encode": "生成向量",
    "tokens": "逐词编码",
    "store": "保存",
    "index": "建立索引",
    "ledger": "建立台账",
    "copy": "复制",
    "pack": "打包",
    "unpack": "展开和核对",
    "ask": "提问",
    "notices": "导入",
}


def stage_name(stage: str) -> str:
    """The Chinese name of a stage."""
    return STAGES.get(stage, stage)


@dataclass(frozen=True, slots=True)
class Step:
    """Work went on: *done* of *total* parts of *stage*."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished(Generic[T]):
    """Work is over, with this result."""

    result: T


# Without the unit and the speed of tqdm's own: a stage counts in passages, bytes or questions.
BAR = "{desc} {percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt}，已用 {elapsed}，还要 {remaining}"


class Bars:
    """A Progress that draws one bar a stage on the terminal. Close it, or use it in a with statement."""

    def __init__(self) -> None:
        self._stage, self._bar = "", tqdm(disable=True)

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._bar.close()
            self._stage = stage
            # disable=None: nothing is drawn into a file or a pipe.
            self._bar = tqdm(desc=stage_name(stage), total=total, leave=False, bar_format=BAR, disable=None)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def stream(work: Callable[[Progress], T]) -> Iterator[Step | Finished[T]]:
    """Run *work* in a thread of its own and yield its steps, then its result; its error is raised here.

    The work goes on to its end even when nobody reads the steps any more; what it logs names the request it is for.
    """
    events: queue.SimpleQueue[Step | Finished[T] | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            events.put(Finished(work(lambda stage, done, total: events.put(Step(stage, done, total)))))
        except BaseException as error:
            events.put(error)

    threading.Thread(target=copy_context().run, args=(run,), name="wence-work", daemon=True).start()
    while True:
        event = events.get()
        if isinstance(event, BaseException):
            raise event
        yield event
        if isinstance(event, Finished):
            return
