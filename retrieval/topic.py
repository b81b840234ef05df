"""Whether a sentence is about what is asked: told by its place among all that was found, and by shared words."""

import re
from collections.abc import Sequence

from ingest.normalise import fold
from retrieval.evidence import Candidate
from retrieval.naming import shared_runs
from retrieval.question import Part
from retrieval.terms import grams

_BEHIND = 2.3  # a value this much worse placed than the best sentence is about something else
_SAME_CLAUSE = 1.5  # … but so much closer where it stands in the best sentence's clause
_FAINT = 1.0  # no sentence on a topic scores less
_CLEAR = 5.0  # a sentence that scores more is on the topic whatever its words
_FEWEST_SHARED = 1
_SPOKEN_OF = 0.4  # share of the question's pairs of characters in one sentence: the plan speaks of it
_LONG_RUN = 4  # characters in one run that the question and a sentence share: likewise
_IN_EVERY_PLAN = re.compile(
    r"学校|学生|教师|老师|初中|小学|中学|高中|教育|工作|幼儿|儿童|孩子|家长|今年|每年|一年|要求|开始|几个|几号|几天|几年|多少|哪年"
)


def is_faint(candidates: Sequence[Candidate]) -> bool:
    """Whether nothing that was found is on any topic of the question."""
    return not candidates or candidates[0].score < _FAINT


def stating(part: Part, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates (best first) that hold a value of the slot asked for and are about what is asked.

    They come close enough to the best of all; one that is no clear find must share words with the question, or with
    its official synonyms, that not every plan uses.
    """
    if not candidates:
        return []
    return [c for c in candidates if c.holds and _is_near(c, candidates[0]) and _is_clear(part, c)]


def speaks_of(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence speaks of the question's topic, with or without what is asked of it."""
    words = _words_of(candidate)
    if any(len(run) >= _LONG_RUN for content in part.runs for run in shared_runs(content, words)):
        return True
    pairs = grams(part.runs)
    return bool(pairs) and sum(pair in words for pair in pairs) / len(pairs) >= _SPOKEN_OF


def _is_near(candidate: Candidate, top: Candidate) -> bool:
    behind = top.score - candidate.score
    if candidate.hit.clause.id == top.hit.clause.id:
        behind -= _SAME_CLAUSE
    return behind <= _BEHIND and candidate.score >= _FAINT


def _is_clear(part: Part, candidate: Candidate) -> bool:
    if candidate.score >= _CLEAR:
        return True
    words = _words_of(candidate) + fold(candidate.hit.document.title)
    own = grams(run for runs in part.runs for run in _IN_EVERY_PLAN.sub(" ", runs).split())
    telling = [
        *(pair for pair in own if len(pair) > 1),
        *(w for w in part.official if not _IN_EVERY_PLAN.match(w)),
    ]
    return sum(word in words for word in telling) >= _FEWEST_SHARED


def _words_of(candidate: Candidate) -> str:
    return fold(candidate.sentence.text + "".join(candidate.hit.clause.path))
