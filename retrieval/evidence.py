"""Which sentences answer: whole sentences of what was found, ranked by search, by the slot asked for, by official words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.normalise import fold
from retrieval.hits import Hit, ScoredSentence
from retrieval.question import Part
from retrieval.questions.payments import payment
from retrieval.questions.quantities import Quantity, quantities
from retrieval.questions.slot_nouns import names_slot
from retrieval.questions.slots import holds

# Near those of a softmax regression on 1,160 questions over the twelve invented notices that the interaction encoder was
# not trained on; the regression leans more on late interaction, which on real plans gains nothing.
_SENTENCE, _CLAUSE, _VALUE, _NAME, _HEADING, _OFFICIAL, _FIGURE = 0.36, 0.15, 0.75, 0.5, -0.7, 0.9, 0.4
_HEADED = 0.5  # below a heading that names the slot: 检查时间
_FORMALITY = -2.0  # “现将…印发给你们，请认真贯彻执行” names every topic and answers none
_UNFINISHED = -1.0  # a lead-in that ends in a comma says nothing by itself
_MOST_OFFICIAL = 2  # official words of a question that count in one sentence

_NAMES = frozenset({"body", "person", "place"})
BESIDE_THE_TEXT = frozenset(
    {"header", "footer", "disclosure", "salutation", "signature", "title", "plan_title"}
)
_SHORT_HEADING = 25
_BREAKS_OFF = re.compile(r"[；;]$")
_SHORT_REST = 25  # characters
_CARRIES_ON = re.compile(r"[,，]$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer one part of a question. Scores of one part can be compared.

    ``holds`` tells whether it holds a value of the slot asked for; None where the slot has no form of its own.
    """

    hit: Hit
    sentence: ScoredSentence
    score: float
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Pick:
    """A run of whole sentences of one clause, chosen to be cited: ``text == canonical_text[start:end]``."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        offset = self.hit.clause.start
        return self.hit.text[self.start - offset : self.end - offset]

    @property
    def document_id(self) -> str:
        return self.hit.document.id


def rank(part: Part, hits: Iterable[Hit]) -> list[Candidate]:
    """All sentences of *hits* as candidates for *part*, best first."""
    figures = quantities(part.text)
    content = [hit for hit in hits if _is_content(hit)]
    found = [
        _candidate(part, sentence, hit=hit, figures=figures) for hit in content for sentence in hit.sentences
    ]
    about = [c for c in found if not part.about or any(word in _subject_of(c) for word in part.about)]
    return sorted(about, key=lambda candidate: -candidate.score)


def _subject_of(candidate: Candidate) -> str:
    """The folded words of a sentence and of the nearest heading above it."""
    clause = candidate.hit.clause
    return fold(candidate.sentence.text + (clause.heading or "".join(clause.path[-2:-1])))


def spoken_in(candidate: Candidate) -> str:
    """The folded words of a sentence and of the headings above it."""
    return fold(candidate.sentence.text + "".join(candidate.hit.clause.path))


def choose(candidates: Sequence[Candidate], most: int, margin: float) -> list[Candidate]:
    """The best of *candidates*: at most *most*, none worse than the first by more than *margin*."""
    return [c for c in candidates[:most] if candidates[0].score - c.score <= margin]


def merged(candidates: Iterable[Candidate]) -> tuple[Pick, ...]:
    """*candidates* as citations, best first: neighbouring sentences of one clause become one."""
    by_clause: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        key = (candidate.hit.document.id, candidate.hit.clause.id)
        by_clause.setdefault(key, []).append(candidate)
    picks = [_completed(pick) for some in by_clause.values() for pick in _runs(some)]
    return tuple(sorted(picks, key=lambda pick: -pick.score))


def _runs(candidates: Sequence[Candidate]) -> list[Pick]:
    picks: list[Pick] = []
    distinct = {c.sentence.start: c for c in sorted(candidates, key=lambda c: c.score)}
    for start in sorted(distinct):
        candidate = distinct[start]
        if picks and not _between(candidate.hit, picks[-1].end, start).strip():
            last = picks[-1]
            picks[-1] = replace(last, end=candidate.sentence.end, score=max(last.score, candidate.score))
        else:
            picks.append(Pick(candidate.hit, start, candidate.sentence.end, candidate.score))
    return picks


def _completed(pick: Pick) -> Pick:
    """A run that breaks off at a semicolon, with the short rest of its sentence: …限期整改；仍不合格的，予以撤销。

    One that is a heading alone, with the sentence under it.
    """
    following = next((s for s in pick.hit.sentences if s.start >= pick.end), None)
    if following is not None and _is_only_heading(pick):
        return replace(pick, end=following.end)
    if following is None or not _BREAKS_OFF.search(pick.text) or len(following.text) > _SHORT_REST:
        return pick
    if _BREAKS_OFF.search(following.text) or "\n" in _between(pick.hit, pick.end, following.start):
        return pick
    return replace(pick, end=following.end)


def _is_only_heading(pick: Pick) -> bool:
    clause = pick.hit.clause
    words, printed = fold(pick.text), fold(f"{clause.label}{clause.heading}")
    return bool(clause.heading) and pick.start == clause.start and len(words) <= len(printed) + 1


def _between(hit: Hit, start: int, end: int) -> str:
    offset = hit.clause.start
    return hit.text[start - offset : end - offset]


def _candidate(part: Part, sentence: ScoredSentence, *, hit: Hit, figures: Sequence[Quantity]) -> Candidate:
    words = fold(sentence.text)
    holding = _holding(part, words)
    score = _SENTENCE * sentence.score + _CLAUSE * hit.score
    if part.asked.is_measurable:
        score += _VALUE if holding else -_VALUE
    elif holding:
        score += _NAME
    score += _HEADING * (not holding and _is_heading(hit, sentence, words)) + _UNFINISHED * bool(
        _CARRIES_ON.search(words)
    )
    score += _HEADED * bool(holding and names_slot(part.asked.slot, fold(hit.clause.heading)))
    score += _FORMALITY * (hit.clause.unit == "notice_body")
    score += _OFFICIAL * min(_MOST_OFFICIAL, sum(word in words for word in part.official))
    score += _FIGURE * _share_stated(figures, sentence.text)
    return Candidate(hit, sentence, score, holding)


def states_all(figures: Sequence[Quantity], text: str) -> bool:
    """Whether *text* states every one of *figures*."""
    there = quantities(text)
    return all(figure.stands_in(there) for figure in figures)


def _share_stated(figures: Sequence[Quantity], text: str) -> float:
    """The share of the question's own figures (到2016年, 25%以上) that the sentence states."""
    if not figures:
        return 0.0
    there = quantities(text)
    return sum(figure.stands_in(there) for figure in figures) / len(figures)


def _holding(part: Part, words: str) -> bool | None:
    if part.asked.slot == "amount" and payment(fold(part.text)).contradicts(words):
        return False
    if part.asked.is_measurable or part.asked.slot in _NAMES:
        return holds(part.asked, words)
    return None


def _is_heading(hit: Hit, sentence: ScoredSentence, words: str) -> bool:
    """A sentence that is the clause's heading alone, though the clause or its children say more."""
    heading = fold(hit.clause.heading)
    more = len(hit.sentences) > 1 or hit.clause.end > sentence.end + 1
    return more and bool(heading) and len(words) < _SHORT_HEADING and heading[:6] in words


def _is_content(hit: Hit) -> bool:
    return hit.clause.unit not in BESIDE_THE_TEXT
