"""Scores of different kinds put on one scale and added up."""

from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating[Any]]


def z_scores(scores: Scores) -> Scores:
    """Distance from the mean in standard deviations; all 0 where the scores don't differ."""
    spread = scores.std() if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def best_by_group(scores: Scores, group: npt.NDArray[np.intp], groups: int) -> Scores:
    """The best of the scores in each of *groups* groups; an empty group gets the lowest score of all."""
    best = np.full(groups, scores.min() if scores.size else 0.0)
    np.maximum.at(best, group, scores)
    return best
