"""One function a metric. Offsets count characters; a metric that has no meaning for a question is None."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Any, NamedTuple

import numpy as np

COVERED = 0.8  # share of a gold span from which it counts as cited
REFUSALS = frozenset({"not_mentioned", "not_in_library"})
RESAMPLES, SEED = 2000, 20241  # fixed, so that two runs over the same answers print the same interval


class Place(NamedTuple):
    """A span of a document: file name, start, end (exclusive)."""

    doc: str
    start: int
    end: int


def covered(gold: Place, cited: Iterable[Place]) -> float:
    """Share of the characters of *gold* that lie in at least one cited span, 0 to 1."""
    hit: set[int] = set()
    for doc, start, end in cited:
        if doc == gold.doc:
            hit.update(range(max(start, gold.start), min(end, gold.end)))
    return len(hit) / (gold.end - gold.start)


def meets(a: Place, b: Place) -> bool:
    """Do two spans of one document share at least half of the shorter one?"""
    both = min(a.end, b.end) - max(a.start, b.start)
    return a.doc == b.doc and both > 0 and both >= min(a.end - a.start, b.end - b.start) / 2


def evidence_recall(gold: Sequence[Place], cited: Sequence[Place]) -> float | None:
    """Share of the gold spans that the citations cover to 80 %; None when no document answers."""
    return mean(float(covered(g, cited) >= COVERED) for g in gold) if gold else None


def first_citation_hit(gold: Sequence[Place], cited: Sequence[Place]) -> float | None:
    """1 when the first citation alone covers some gold span to 80 %, else 0."""
    return float(any(covered(g, cited[:1]) >= COVERED for g in gold)) if gold else None


def citation_precision(gold: Sequence[Place], cited: Sequence[Place]) -> float | None:
    """Share of the citations that meet some gold span; 0 when nothing was cited."""
    if not gold:
        return None
    return mean(float(any(meets(c, g) for g in gold)) for c in cited) if cited else 0.0


def cited_characters(cited: Iterable[Place]) -> int:
    """Characters that a reader is shown as evidence."""
    return sum(end - start for _, start, end in cited)


def cited_inside_gold(gold: Sequence[Place], cited: Sequence[Place]) -> float | None:
    """Share of the cited characters that lie in gold spans, at most 1; 0 when nothing was cited."""
    if not gold:
        return None
    inside = sum(covered(g, cited) * (g.end - g.start) for g in gold)
    shown = cited_characters(cited)
    return min(1.0, inside / shown) if shown else 0.0


def fold(text: str) -> str:
    """Width and white space set aside, so that answers compare with what people write."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


def answer_has_facts(answer: str, facts: Iterable[str]) -> float:
    """1 when every fact stands in the answer, else 0."""
    folded = fold(answer)
    return float(all(fold(fact) in folded for fact in facts))


def refused_when_unanswerable(statuses: Sequence[str]) -> float | None:
    """Share of the questions that no document answers whose status is anything but "answered"."""
    return mean(float(status != "answered") for status in statuses) if statuses else None


def refused_when_answerable(statuses: Sequence[str]) -> float | None:
    """Share of the answerable questions that were refused: not_mentioned or not_in_library."""
    return mean(float(status in REFUSALS) for status in statuses) if statuses else None


def exact_citation(citation: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Is the quote the very slice of the document that its offsets name?"""
    text = texts.get(citation["file_name"], "")
    return text[citation["start"] : citation["end"]] == citation["quote"]


def exact_citations(exact: int, citations: int) -> float | None:
    """Share of all citations that are exact slices; None when nothing was cited."""
    return exact / citations if citations else None


def interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Bootstrap interval of the mean (percentiles, fixed seed); None for no values."""
    if not values:
        return None
    draws = np.random.default_rng(SEED).choice(np.asarray(values, float), (RESAMPLES, len(values)))
    low, high = np.quantile(draws.mean(axis=1), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which *share* of the sorted *values* lie (nearest rank, as in the scoring script)."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
