"""How many sentences answer a question of which kind, and in which order they are cited."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.normalise import fold
from retrieval.answers.lists import (
    introduced,
    is_counted,
    list_items,
    pointed,
    sentence_run,
    sibling_items,
    whole_clause,
)
from retrieval.answers.naming import naming
from retrieval.answers.topic import says_so, stating
from retrieval.evidence import Candidate, Pick, choose, merged, states_all
from retrieval.hits import Catalogue
from retrieval.question import Part, Question
from retrieval.questions.queries import Query
from retrieval.questions.terms import official_words

# 主要做好三方面工作: says no more than the question, once the three are cited.
_ANNOUNCES = re.compile(
    r"[^。；;]{0,40}[一二两三四五六七八九十\d](?:个|大)?(?:方面|项|点|条|类|种|支|个|步)[^，,。；;]{0,10}[:：]"
)
_MENTIONED = re.compile(
    r'(?:提到|提及|写到|讲到|说到|涉及到?)[了过]?("?[\u4e00-\u9fffa-z\d+"、]{2,24}?)(?:的(?=[?.,]|$)|[?.,]|$)'
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one search found: its candidates, best first. ``names_it``: they speak of the things the question names."""

    query: Query
    candidates: tuple[Candidate, ...]
    names_it: bool = True


# kind of question → (most sentences, how much worse than the best one may score)
_FACT, _WHO, _YES_NO, _LIST, _OPEN, _SHARE = (3, 1.5), (2, 2.0), (2, 1.0), (4, 3.0), (4, 1.5), (2, 1.5)
_SAME_CLAUSE = (
    2.0  # for a sentence that answers a later part of the question in the clause that answers the first
)
_ACROSS = (8, 3.0)  # which plans say so: each that comes near the best, or is on the topic without doubt
_EVERY = (10, 99.0)  # all that state the figures the question sets, or stand in the clause it points at


def select(question: Question, found: Sequence[Found], catalogue: Catalogue) -> tuple[Pick, ...]:
    """The runs of sentences that answer, best first within each plan; plans in the order of their best."""
    chosen: list[Candidate] = []
    items: list[Pick] = []
    whole = question.asks_clause and pointed(question, catalogue)
    for one in speaking(found):
        most, margin = _EVERY if whole else _limits(question, one.query)
        eligible = _eligible(question, one)
        best = choose(eligible, most, margin)
        if question.asks_documents:
            best += [c for c in eligible[:most] if c not in best and says_so(one.query.part, c)]
        chosen += best
        if question.wants_list or one.query.part.asked.slot == "list":
            chosen, listed = _with_lists(one, best, chosen, catalogue=catalogue)
            items += listed
    picks = merged(chosen)
    if whole:
        picks = tuple(sorted(picks, key=lambda pick: (pick.document_id, pick.start)))
    return tuple(introduced(_in_order(picks, items), catalogue))


def _with_lists(
    one: Found, best: Sequence[Candidate], chosen: Sequence[Candidate], *, catalogue: Catalogue
) -> tuple[list[Candidate], list[Pick]]:
    """*chosen* with the rest of the lists that *best* begin, and the items of those that lie below them.

    Where it is counted what is asked for (哪四个方面, 分几步), nothing beside such a list.
    """
    words, asked = one.query.part.text, one.query.part.asked
    items = list_items(words, best, catalogue) + sibling_items(best, catalogue)
    counts = asked.slot == "list" and asked.unit
    if counts or is_counted(words, items):
        items = _outermost(items)
        return _of_list(chosen, items), items
    return [*chosen, *sentence_run(best, one.candidates), *whole_clause(words, best, one.candidates)], items


def _of_list(chosen: Sequence[Candidate], items: Sequence[Pick]) -> list[Candidate]:
    """Of *chosen* what belongs to the lists of *items*, where their items are counted; all where there are none."""
    parents = {item.hit.clause.parent for item in items}
    return [c for c in chosen if not items or parents & {c.hit.clause.parent, c.hit.clause.id}]


def _outermost(items: Sequence[Pick]) -> list[Pick]:
    """*items* without those of lists inside one of them: the tasks of a phase are no phases."""
    heads = {item.hit.clause.id for item in items}
    return [item for item in items if item.hit.clause.parent not in heads]


def speaking(found: Sequence[Found]) -> Sequence[Found]:
    """Of what was found for one part in several plans, that in which the things are named that it asks about."""
    named = {one.query.part for one in found if one.names_it}
    return [one for one in found if one.names_it or one.query.part not in named]


def naming_it(query: Query, candidates: Sequence[Candidate]) -> Found:
    """*candidates* as what *query* found: those that speak of the things it names, all of them where none does."""
    named = naming(query.part, candidates)
    return Found(query, tuple(named or candidates), names_it=bool(named) or not candidates)


def following(found: Sequence[Found]) -> tuple[Found, ...]:
    """*found* where what answers a later part of a question is rather looked for beside what answers its first."""
    first = {one.query.documents: one for one in reversed(found) if one.query.part is found[0].query.part}
    return tuple(
        one if one is first.get(one.query.documents) else replace(one, candidates=_beside(one, first))
        for one in found
    )


def _beside(later: Found, first: Mapping[frozenset[str], Found]) -> tuple[Candidate, ...]:
    leader = first.get(later.query.documents)
    best = leader.candidates[0].hit.clause.id if leader and leader.candidates else None
    raised = [
        replace(c, score=c.score + _SAME_CLAUSE) if c.hit.clause.id == best else c for c in later.candidates
    ]
    return tuple(sorted(raised, key=lambda candidate: -candidate.score))


def _limits(question: Question, query: Query) -> tuple[int, float]:
    asked = query.part.asked
    if query.figures:
        return _EVERY
    if question.asks_documents:
        return _ACROSS
    if len(question.scope.words) > 1:
        return _SHARE
    if question.wants_list or asked.slot == "list":
        return _LIST
    if asked.is_measurable:
        return _FACT
    if asked.slot in ("body", "person", "place"):
        return _WHO
    return _YES_NO if asked.slot == "yes_no" else _OPEN


def _eligible(question: Question, found: Found) -> Sequence[Candidate]:
    """The candidates that meet the figures the question sets; where it asks which plans, the best of each."""
    candidates = found.candidates
    if found.query.figures:
        meeting = [c for c in candidates if states_all(found.query.figures, c.sentence.text)]
        return meeting or candidates[: _LIST[0]]
    part = found.query.part
    if question.asks_documents:
        return _best_of_each(_mentioning(part, candidates))
    if part.asked.is_measurable:
        return stating(part, candidates) or candidates
    if part.asked.slot == "list" and part.asked.unit:  # the heads of phases, not the tasks in them
        return [c for c in candidates if part.asked.unit in c.sentence.text] or candidates
    return candidates


def _mentioning(part: Part, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those that hold the very words, or official ones for them, where the question is which plans mention them."""
    match = _MENTIONED.search(fold(part.text))
    terms = (
        [term for term in re.split(r"或者?|和|与|、|及", match[1].replace('"', "")) if term] if match else []
    )
    words = [word for term in terms for word in (term, *official_words(term))]
    return [c for c in candidates if any(word in fold(c.sentence.text) for word in words)] or candidates


def _best_of_each(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        best.setdefault(candidate.hit.document.id, candidate)
    return list(best.values())


def _in_order(picks: Sequence[Pick], items: Sequence[Pick]) -> tuple[Pick, ...]:
    """Picks by score, each list right after what introduces it; no sentence twice; plans kept together."""
    covered = [
        p
        for p in picks
        if not any(_inside(p, item) for item in items) and not (items and _ANNOUNCES.fullmatch(p.text))
    ]
    distinct = {(item.document_id, item.start, item.end): item for item in items}
    fresh = [i for i in distinct.values() if not any(_inside(i, p) for p in covered)]
    every = [*covered, *fresh]
    plans = {pick.document_id: None for pick in every}
    return tuple(pick for plan in plans for pick in every if pick.document_id == plan)


def _inside(inner: Pick, outer: Pick) -> bool:
    same = inner.document_id == outer.document_id
    return same and outer.start <= inner.start and inner.end <= outer.end
