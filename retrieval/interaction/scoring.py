"""Late interaction over the candidates of a search: how well the question is met by clauses and by their sentences."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fusion import Scores, z_scores
from retrieval.interaction.encoder import QueryTokens
from retrieval.interaction.maxsim import meet
from retrieval.interaction.table import TokenTable
from retrieval.passage_table import Candidates

Groups = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Meetings:
    """``clauses`` (groups,) and ``passages`` (candidates,; of sentences only): MaxSim, NaN where it was not looked at."""

    clauses: Scores
    passages: Scores


def meetings(
    query: QueryTokens, candidates: Candidates, group: Groups, *, among: Groups, table: TokenTable
) -> Meetings:
    """Score the clauses whose numbers in *group* are *among*, and their sentences."""
    clauses = np.full(int(group.max(initial=-1)) + 1, np.nan)
    passages = np.full(len(group), np.nan)
    looked_at = np.isin(group, among)
    wanted = candidates.number[looked_at & ~candidates.is_sentence]
    position = {int(number): at for at, number in enumerate(candidates.number)}
    sentences = _sentences(candidates, group, looked_at)
    for tokens in table.of(wanted.tolist()):
        at = position[tokens.passage]
        inside = [i for i in sentences.get(int(group[at]), ()) if _contains(candidates, outer=at, inner=i)]
        spans = [(int(candidates.start[i]), int(candidates.end[i])) for i in inside]
        met = meet(query, tokens, spans)
        clauses[group[at]] = np.nanmax([clauses[group[at]], met.passage])
        passages[inside] = met.sentences
    return Meetings(clauses, passages)


def standardised(scores: Scores) -> Scores:
    """z-scores of those that are there; the others get the lowest."""
    there = ~np.isnan(scores)
    if not there.any():
        return np.zeros_like(scores)
    known = z_scores(scores[there])
    filled = np.full_like(scores, known.min())
    filled[there] = known
    return filled


def _sentences(
    candidates: Candidates, group: Groups, looked_at: npt.NDArray[np.bool_]
) -> dict[int, list[int]]:
    """The candidates that are sentences, by the number of their clause in *group*."""
    found: dict[int, list[int]] = {}
    for at in np.flatnonzero(candidates.is_sentence & looked_at).tolist():
        found.setdefault(int(group[at]), []).append(at)
    return found


def _contains(candidates: Candidates, *, outer: int, inner: int) -> bool:
    return bool(candidates.start[outer] <= candidates.start[inner] < candidates.end[outer])
