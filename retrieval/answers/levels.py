"""School levels: what a plan says of 初中 alone is no answer to a question about 小学."""

import re
from collections.abc import Iterable, Sequence

from ingest.normalise import fold
from retrieval.evidence import Candidate
from retrieval.question import Part, Question
from retrieval.questions.naming import Names

_SAID = (
    (re.compile(r"幼儿园|学前|幼教|托育"), ("幼儿园",)),
    (re.compile(r"中小学|中小幼"), ("小学", "初中", "高中")),
    (re.compile(r"义务教育|义教"), ("小学", "初中")),
    (re.compile(r"(?<!中)小学|完小|小升初"), ("小学",)),
    (re.compile(r"初中|初高中|中考"), ("初中",)),
    (re.compile(r"高中|高考|普高"), ("高中",)),
    (re.compile(r"中职|职高|职校|职业高中|职业学校|中专"), ("中职",)),
)
_NAMED = ("幼儿园", "小学", "初中", "高中", "中职")
_SPOKEN = re.compile(r"幼儿园|(?<!中)小学(?!校?长|段|衔接)|(?<!小)初中|高中|中职|职高|职业高中")
_MOST_SHOWN = 3
_NEAR = 2.0  # how much worse than the best


def levels_lacking(question: Question, part: Part, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """The levels that *part* names where the best of *candidates* are expressly for others; () where one may be meant."""
    asked = tuple(dict.fromkeys(match for match in _SPOKEN.findall(fold(part.text)) if match in _NAMED))
    names = {names.document_id: names for names in question.names}
    best = list(candidates)[:_MOST_SHOWN]
    said = [_levels(c, names.get(c.hit.document.id)) for c in best]
    for_others = all(levels and levels.isdisjoint(asked) for levels in said)
    return asked if asked and best and (for_others or _is_of_others_alone(asked, best)) else ()


def _is_of_others_alone(asked: Iterable[str], best: Sequence[Candidate]) -> bool:
    """Whether the best sentence itself is for other levels, and none that comes near it for one that is asked about."""
    near = [c for c in best if best[0].score - c.score <= _NEAR]
    said = [levels_in(candidate.sentence.text) for candidate in near]
    return bool(said[0]) and said[0].isdisjoint(asked) and all(levels.isdisjoint(asked) for levels in said)


def _levels(candidate: Candidate, names: Names | None) -> frozenset[str]:
    """The levels that a sentence names, else its headings, else its document."""
    path = "".join(candidate.hit.clause.path)
    whole = f"{names.applies_to}{''.join(names.titles)}" if names else ""
    return next(filter(None, map(levels_in, (candidate.sentence.text, path, whole))), frozenset())


def levels_in(text: str) -> frozenset[str]:
    """The school levels that *text* names; those of 义务教育 are 小学 and 初中."""
    words = fold(text)
    return frozenset(level for pattern, levels in _SAID if pattern.search(words) for level in levels)
