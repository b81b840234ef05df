"""Scores of different kinds put on one scale and added up."""

from typing import Any

import numpy as np
import numpy.typing as npt

ROUNDING = 1e-6  # relative; vectors are stored at half precision
Scores = npt.NDArray[np.floating[Any]]


def z_scores(scores: Scores) -> Scores:
    """Distance from the mean in standard deviations; all 0 where the scores differ by no more than rounding."""
    spread = scores.std() if scores.size else 0.0
    if spread == 0 or np.ptp(scores) <= ROUNDING * np.abs(scores).max():
        return np.zeros_like(scores)
    return (scores - scores.mean()) / spread


def best_by_group(scores: Scores, group: npt.NDArray[np.intp], groups: int) -> Scores:
    """The best of the scores in each of *groups* groups; an empty group gets the lowest score of all."""
    best = np.full(groups, scores.min() if scores.size else 0.0)
    np.maximum.at(best, group, scores)
    return best
