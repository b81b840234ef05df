"""What the replies of a run are worth: a row a question, and the figures over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from eval import metrics
from eval.intervals import Estimate, estimate
from eval.questions import Question
from eval.recording import Record
from eval.table_of_rankings import one_ranking

PER_QUESTION = (
    "evidence_recall",
    "first_citation_hit",
    "citation_precision",
    "answer_has_facts",
    "cited_inside_gold",
    "cited_characters",
)
REFUSED = ("refused_when_unanswerable", "refused_when_answerable")


@dataclass(frozen=True, slots=True)
class Row:
    """One question, its reply, where its gold quotes stand, and its metrics (None where one has no meaning for it)."""

    question: Question
    reply: Mapping[str, Any]
    gold: tuple[metrics.Place, ...]
    citations: int
    exact: int
    milliseconds: float
    values: Mapping[str, float | None]

    @property
    def status(self) -> str:
        return str(self.reply["status"])

    @property
    def answer(self) -> str:
        return str(self.reply["answer"])

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

    @property
    def types(self) -> list[str]:
        return list(dict.fromkeys(row.question.type for row in self.rows))

    def values(self, metric: str, kind: str | None = None) -> list[float]:
        """The values of *metric* over the questions (of type *kind*) that have one."""
        chosen = (row.values.get(metric) for row in self.rows if kind in (None, row.question.type))
        return [value for value in chosen if value is not None]

    def mean(self, metric: str, kind: str | None = None) -> float | None:
        """Mean of *metric* over the questions (of type *kind*) that have it; None when there are none."""
        values = self.values(metric, kind)
        return fmean(values) if values else None

    def estimate(self, metric: str, kind: str | None = None) -> Estimate | None:
        """The same with its 95 % bootstrap interval over questions."""
        return estimate(self.values(metric, kind))

    def figures(self) -> dict[str, float | None]:
        """Every figure by its name; shares 0 to 1, times in milliseconds."""
        times = [row.milliseconds for row in self.rows]
        return {
            "questions": len(self.rows),
            **{metric: self.mean(metric) for metric in (*PER_QUESTION, *REFUSED)},
            "exact_citations": metrics.exact_citations(
                sum(row.exact for row in self.rows), sum(row.citations for row in self.rows)
            ),
            "p50_ms": median(times) if times else None,
            "p95_ms": metrics.percentile(times, 0.95) if times else None,
        }


def scored(records: Iterable[Record], texts: Mapping[str, str]) -> Report:
    """The report on *records*; *texts* maps file names to canonical texts. Raises BadQuestion."""
    return Report(tuple(_row(record, texts) for record in records))


def _row(record: Record, texts: Mapping[str, str]) -> Row:
    gold, citations = record.question.places(texts), record.reply["citations"]
    return Row(
        question=record.question,
        reply=record.reply,
        gold=gold,
        citations=len(citations),
        exact=sum(metrics.exact_citation(c, texts) for c in citations),
        milliseconds=record.milliseconds,
        values=score(record.question, gold, reply=record.reply) | _ranks(gold, record),
    )


def score(
    question: Question, gold: Sequence[metrics.Place], *, reply: Mapping[str, Any]
) -> dict[str, float | None]:
    """The metrics of one reply, by name."""
    cited, status = cited_places(reply), reply["status"]
    facts = metrics.answer_has_facts(reply["answer"], question.must_include) if gold else None
    return {
        "evidence_recall": metrics.evidence_recall(gold, cited),
        "first_citation_hit": metrics.first_citation_hit(gold, cited),
        "citation_precision": metrics.citation_precision(gold, cited),
        "answer_has_facts": facts,
        "cited_inside_gold": metrics.cited_inside_gold(gold, cited),
        "cited_characters": metrics.cited_characters(cited) if gold else None,
        "refused_when_unanswerable": None if gold else metrics.refused_when_unanswerable([status]),
        "refused_when_answerable": metrics.refused_when_answerable([status]) if gold else None,
    }


def cited_places(reply: Mapping[str, Any]) -> list[metrics.Place]:
    """Where the citations of a reply stand."""
    return [metrics.Place(c["file_name"], c["start"], c["end"]) for c in reply["citations"]]


def _ranks(gold: Sequence[metrics.Place], record: Record) -> dict[str, float]:
    """The metrics of the clauses found, for the questions that have an answer."""
    return {f"found_{name}": value for name, value in one_ranking(gold, record.found).items()} if gold else {}
