"""Asks every question and keeps what its answer is worth."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from eval import metrics
from eval.questions import Question

Ask = Callable[[str, Sequence[str]], dict[str, Any]]  # question, the user's earlier questions → the contract
PER_QUESTION = (
    "evidence_recall",
    "first_citation_hit",
    "citation_precision",
    "answer_has_facts",
    "cited_inside_gold",
    "cited_characters",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One question, its answer, and its metrics (None where the question has no answer)."""

    question: Question
    status: str
    answer: str
    citations: int
    exact: int
    milliseconds: float
    values: Mapping[str, float | None]

    @property
    def missed(self) -> bool:
        """Not everything asked for was cited and said, or an answer was made up."""
        if not self.question.answerable:
            return self.status == "answered"
        return self.values["evidence_recall"] != 1 or self.values["answer_has_facts"] != 1


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of a run, in the order of the questions, and the figures over them."""

    rows: tuple[Row, ...]

    @property
    def answerable(self) -> list[Row]:
        return [row for row in self.rows if row.question.answerable]

    @property
    def unanswerable(self) -> list[Row]:
        return [row for row in self.rows if not row.question.answerable]

    def mean(self, metric: str, kind: str | None = None) -> float | None:
        """Mean of *metric* over the answerable questions (of type *kind*); None when there are none."""
        values = [row.values[metric] for row in self.answerable if kind in (None, row.question.type)]
        return fmean(v for v in values if v is not None) if values else None

    @property
    def recall_interval(self) -> tuple[float, float] | None:
        """95 % bootstrap interval of the evidence recall over questions."""
        recalls = [row.values["evidence_recall"] for row in self.answerable]
        return metrics.interval([r for r in recalls if r is not None])

    def figures(self) -> dict[str, float | None]:
        """Every figure by its name; shares 0 to 1, times in milliseconds."""
        times = [row.milliseconds for row in self.rows]
        return {
            "questions": len(self.rows),
            **{metric: self.mean(metric) for metric in PER_QUESTION},
            "refused_when_unanswerable": metrics.refused_when_unanswerable(
                [row.status for row in self.unanswerable]
            ),
            "refused_when_answerable": metrics.refused_when_answerable(
                [row.status for row in self.answerable]
            ),
            "exact_citations": metrics.exact_citations(
                sum(row.exact for row in self.rows), sum(row.citations for row in self.rows)
            ),
            "p50_ms": median(times) if times else None,
            "p95_ms": metrics.percentile(times, 0.95) if times else None,
        }


def run(questions: Sequence[Question], ask: Ask, texts: Mapping[str, str]) -> Report:
    """Ask *questions* one by one; *texts* maps file names to canonical texts.

    Raises BadQuestion when a gold quote doesn't stand in its text, before anything is asked.
    """
    gold = [question.places(texts) for question in questions]
    pairs = zip(questions, gold, strict=True)
    return Report(tuple(_row(question, places, ask=ask, texts=texts) for question, places in pairs))


def _row(question: Question, gold: Sequence[metrics.Place], *, ask: Ask, texts: Mapping[str, str]) -> Row:
    begin = time.perf_counter()
    reply = ask(question.question, question.context)
    elapsed = (time.perf_counter() - begin) * 1000
    return Row(
        question=question,
        status=reply["status"],
        answer=reply["answer"],
        citations=len(reply["citations"]),
        exact=sum(metrics.exact_citation(c, texts) for c in reply["citations"]),
        milliseconds=elapsed,
        values=score(question, gold, reply=reply),
    )


def score(
    question: Question, gold: Sequence[metrics.Place], *, reply: Mapping[str, Any]
) -> dict[str, float | None]:
    """The metrics of one reply, by name."""
    cited = [metrics.Place(c["file_name"], c["start"], c["end"]) for c in reply["citations"]]
    return {
        "evidence_recall": metrics.evidence_recall(gold, cited),
        "first_citation_hit": metrics.first_citation_hit(gold, cited),
        "citation_precision": metrics.citation_precision(gold, cited),
        "answer_has_facts": metrics.answer_has_facts(reply["answer"], question.must_include)
        if gold
        else None,
        "cited_inside_gold": metrics.cited_inside_gold(gold, cited),
        "cited_characters": metrics.cited_characters(cited),
    }
