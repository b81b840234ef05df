"""Means with their bootstrap intervals, and the difference of two runs over the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from eval.metrics import interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over *n* questions with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def excludes_zero(self) -> bool:
        """For differences: whether the interval lies on one side of 0."""
        return self.low > 0 or self.high < 0

    def to_dict(self) -> dict[str, float]:
        return {
            "mean": round(self.mean, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "n": self.n,
        }


def estimate(values: Sequence[float]) -> Estimate | None:
    """The mean of *values* with its interval; None for no values."""
    bounds = interval(values)
    return Estimate(fmean(values), *bounds, len(values)) if bounds else None


def difference(before: Sequence[float | None], after: Sequence[float | None]) -> Estimate | None:
    """Mean of after - before, question by question, with its paired bootstrap interval.

    The two are of the same questions in the same order; a question that has no value in one of them is left out.
    """
    pairs = zip(before, after, strict=True)
    return estimate([b - a for a, b in pairs if a is not None and b is not None])
