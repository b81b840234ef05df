"""Stopwatch and the row it fills."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from eval.metrics import percentile

Item = TypeVar("Item")
TURNS = 7  # the best of them counts


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure, the figure of the baseline in the same unit, and what the baseline is."""

    name: str
    unit: str
    value: float
    baseline: float
    against: str

    @property
    def ratio(self) -> float:
        """How many times the baseline; 0 when the baseline is."""
        return self.value / self.baseline if self.baseline else 0.0


@dataclass(frozen=True, slots=True)
class Latency:
    """Median and 95th percentile of single calls, in milliseconds."""

    p50: float
    p95: float

    def beside(self, baseline: "Latency", name: str, *, against: str) -> list[Measurement]:
        """Two rows, one a percentile."""
        return [
            Measurement(f"{name} p50", "毫秒", self.p50, baseline.p50, against),
            Measurement(f"{name} p95", "毫秒", self.p95, baseline.p95, against),
        ]


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes, once."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best_cpu_seconds(call: Callable[[Item], object], items: Sequence[Item], *, turns: int = TURNS) -> float:
    """The least processor time that *call* on all of *items* takes in *turns*: what others do does not count.

    Results are dropped as they come, so that the collector has nothing of theirs to walk through.
    """
    return min(_cpu_seconds(call, items) for _ in range(turns))


def _cpu_seconds(call: Callable[[Item], object], items: Sequence[Item]) -> float:
    begin = time.process_time()
    for item in items:
        call(item)
    return time.process_time() - begin


def latency(call: Callable[[Item], object], items: Iterable[Item]) -> Latency:
    """Time *call* on each of *items*; the first of them is called once before, untimed."""
    batch = list(items)
    call(batch[0])
    times = [seconds(partial(call, item)) * 1000 for item in batch]
    return Latency(percentile(times, 0.5), percentile(times, 0.95))
