"""Figures for Prometheus: what was asked, read in and answered, and how large the library is.

Labels take a few fixed values; no words of a user or a document get into one.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from retrieval.answer import Answer
from retrieval.answers.events import Done, Event

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)


class LibraryMetrics:
    """What the service of one library counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "wence_questions", "提问次数，按结果和作答方式", ["status", "mode"], registry=self.registry
        )
        self._seconds = Histogram(
            "wence_answer_seconds", "作答用时（秒）", buckets=SECONDS, registry=self.registry
        )
        self._uploads = Counter("wence_uploads", "导入次数，按结果", ["outcome"], registry=self.registry)
        self.model_calls = ModelCalls(self.registry)

    def answered(self, answer: Answer) -> None:
        """A question was answered, or refused."""
        self._questions.labels(answer.status, answer.mode).inc()
        self._seconds.observe(sum(answer.timings_ms.values()) / 1000)

    def watched(self, events: Iterable[Event]) -> Iterator[Event]:
        """*events*; the answer among them is counted."""
        for event in events:
            if isinstance(event, Done):
                self.answered(event.answer)
            yield event

    def uploaded(self, outcome: str) -> None:
        """A file was read in (added, new_version, unchanged, older_version) or refused."""
        self._uploads.labels(outcome).inc()

    def text(self, sizes: Callable[[], dict[str, int]]) -> bytes:
        """All of it as Prometheus reads it; *sizes*: how many documents, clauses and commitments there are."""
        now = CollectorRegistry()
        now.register(_Sizes(sizes))
        return generate_latest(self.registry) + generate_latest(now)


class HttpMetrics:
    """What the HTTP door counts, and the process it runs in."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "wence_http_requests",
            "请求次数，按方法、路由模板和状态码",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "wence_http_request_seconds",
            "请求用时（秒），按路由模板；流式回答计到最后一段",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._under_way = self._queued = 0

    def queued(self, waiting: int) -> None:
        """So many questions wait for their turn."""
        self._queued = waiting

    def begun(self) -> None:
        self._under_way += 1

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request is over; *status* 0: it was given up."""
        self._under_way -= 1
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, waiting: int) -> bytes:
        """All of it as Prometheus reads it; *waiting*: how many requests have no thread yet."""
        now = CollectorRegistry()
        sizes = {
            "http_requests_in_progress": self._under_way,
            "queue_depth": self._queued,
            "threads_waited_for": waiting,
        }
        now.register(_Sizes(lambda: sizes))
        return generate_latest(self.registry) + generate_latest(now)


class ModelCalls(BaseCallbackHandler):
    """Counts what a chat model is asked, and how it ends."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "wence_chat_model_calls", "对话模型的调用次数，按结果", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "wence_chat_model_seconds", "对话模型一次调用的用时（秒）", buckets=SECONDS, registry=registry
        )
        self._begun: dict[UUID, float] = {}

    def on_chat_model_start(self, *_: Any, run_id: UUID, **__: Any) -> None:
        self._begun[run_id] = time.perf_counter()

    def on_llm_end(self, *_: Any, run_id: UUID, **__: Any) -> None:
        self._ended(run_id, "answered")

    def on_llm_error(self, *_: Any, run_id: UUID, **__: Any) -> None:
        self._ended(run_id, "failed")

    def _ended(self, run_id: UUID, outcome: str) -> None:
        self._calls.labels(outcome).inc()
        self._seconds.observe(time.perf_counter() - self._begun.pop(run_id, time.perf_counter()))


_HELP = {
    "documents": "文件库中的文件数",
    "clauses": "文件库中的条款数",
    "commitments": "承诺台账的条数",
    "http_requests_in_progress": "正在处理的请求数",
    "queue_depth": "排队等候作答的提问数",
    "threads_waited_for": "在等空闲线程的请求数",
}


class _Sizes(Collector):
    """Sizes that are counted when somebody looks."""

    def __init__(self, sizes: Callable[[], dict[str, int]]) -> None:
        self._sizes = sizes

    def collect(self) -> Iterable[Metric]:
        for name, value in self._sizes().items():
            yield GaugeMetricFamily(f"wence_{name}", _HELP[name], value=value)
