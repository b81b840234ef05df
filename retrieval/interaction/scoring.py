"""Late interaction over the candidates of a search: how well the question is met by clauses and by their sentences."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.fusion import Scores, z_scores
from retrieval.interaction.encoder import QueryTokens
from retrieval.interaction.maxsim import Numbers, Spans, meet
from retrieval.interaction.table import TokenTable
from retrieval.store.passage_table import Candidates

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
    tokens = table.of(candidates.number[looked_at & ~candidates.is_sentence].tolist())
    if not len(tokens.passages):
        return Meetings(clauses, passages)
    whole = np.searchsorted(candidates.number, tokens.passages)  # candidates come by number
    sentences = np.flatnonzero(looked_at & candidates.is_sentence)
    sentences, inside = _inside(candidates, sentences=sentences, whole=whole)
    met = meet(query, tokens, Spans(inside, candidates.start[sentences], candidates.end[sentences]))
    passages[sentences] = met.sentences
    np.fmax.at(clauses, group[whole], met.passages)
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


def _inside(candidates: Candidates, *, sentences: Groups, whole: Groups) -> tuple[Groups, Numbers]:
    """Those of *sentences* that stand in one of the passages *whole*, and the position of that passage in *whole*."""
    order = np.lexsort((candidates.start[whole], candidates.clause[whole]))
    room = int(candidates.end.max(initial=0)) + 1
    keys = candidates.clause * room + candidates.start
    at = order[np.maximum(0, np.searchsorted(keys[whole][order], keys[sentences], side="right") - 1)]
    outer = whole[at]
    kept = (candidates.clause[outer] == candidates.clause[sentences]) & (
        candidates.start[sentences] < candidates.end[outer]
    )
    return sentences[kept], at[kept]
