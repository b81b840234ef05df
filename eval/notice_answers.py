"""Answers on notices that bring their own questions: what they cite of their own notice, what is refused of another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval import metrics
from eval.intervals import Estimate, estimate
from retrieval.chain import AnswerChain
from retrieval.questions.scope import ScopeRequest

NAMES = {
    "evidence_recall": "证据召回率",
    "first_citation_hit": "首条引用命中率",
    "citation_precision": "引用准确率",
    "refused": "拒答率",
    "not_answered": "拒答或写明未提及",
}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a notice: where its answer stands, the document it is in, and another that does not answer it."""

    question: str
    gold: metrics.Place
    document_id: str
    region: str
    other_id: str
    other_region: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One way of asking the questions, and the values of each metric that has a meaning for it."""

    name: str
    values: Mapping[str, Sequence[float]]

    def estimate(self, metric: str) -> Estimate | None:
        """The mean with its interval; None where the metric has no meaning."""
        return estimate(self.values[metric])


def measure_answers(asked: Sequence[Asked], chain: AnswerChain, progress: Progress) -> tuple[Answered, ...]:
    """Each question asked of its own notice and of another, chosen by scope and by the name of its place."""
    ways: tuple[tuple[str, bool, Callable[[Asked], dict[str, Any]]], ...] = (
        ("问本文件", True, lambda a: _reply(chain, a.question, a.document_id)),
        ("写明本文件的地名", True, lambda a: _reply(chain, f"{a.region}{a.question}")),
        ("问另一份文件", False, lambda a: _reply(chain, a.question, a.other_id)),
        ("写明另一份文件的地名", False, lambda a: _reply(chain, f"{a.other_region}{a.question}")),
    )
    return tuple(_answered(asked, *way, progress=progress) for way in ways)


def as_rows(answered: Sequence[Answered]) -> list[list[str]]:
    """The table for people: a heading, then a row a way of asking, with 95 % intervals."""
    rows = [["提问方式", *NAMES.values()]]
    return rows + [[one.name, *(_cell(one.estimate(metric)) for metric in NAMES)] for one in answered]


def as_plain(answered: Sequence[Answered]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "name": one.name,
            **{metric: found.to_dict() if (found := one.estimate(metric)) else None for metric in NAMES},
        }
        for one in answered
    ]


def _reply(chain: AnswerChain, question: str, document_id: str | None = None) -> dict[str, Any]:
    scope = ScopeRequest(documents=(document_id,)) if document_id else None
    return chain.ask(question, scope=scope).to_dict()


def _answered(
    asked: Sequence[Asked],
    name: str,
    answerable: bool,
    ask: Callable[[Asked], dict[str, Any]],
    *,
    progress: Progress,
) -> Answered:
    values: dict[str, list[float]] = {metric: [] for metric in NAMES}
    fitting = [one for one in asked if answerable or one.other_id != one.document_id]
    for done, one in enumerate(fitting, start=1):
        for metric, value in _values(one, ask(one), answerable):
            values[metric].append(value)
        progress(name, done, len(fitting))
    return Answered(name, values)


def _values(asked: Asked, reply: Mapping[str, Any], answerable: bool) -> Iterator[tuple[str, float]]:
    """The metrics of one reply; those of citations only where the notice answers."""
    cited = [metrics.Place(c["file_name"], c["start"], c["end"]) for c in reply["citations"]]
    for name in ("evidence_recall", "first_citation_hit", "citation_precision") if answerable else ():
        value = getattr(metrics, name)([asked.gold], cited)
        if value is not None:
            yield name, value
    yield "refused", float(reply["status"] in metrics.REFUSALS)
    yield "not_answered", float(reply["status"] != "answered")


def _cell(found: Estimate | None) -> str:
    return "—" if found is None else f"{found.mean:.3f} ({found.low:.3f}–{found.high:.3f})"
