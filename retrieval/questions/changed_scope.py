"""The scope of a question as the user changed it: their documents, places and years instead of those that it names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.normalise import fold
from retrieval.questions.meant import Meant
from retrieval.questions.naming import Names
from retrieval.questions.scope import Scope, ScopeRequest, Unknown, is_of, requested

_MOST_CALLED = 4  # documents chosen one by one, each with its share of the answer; of more, the best of all


def changed_scope(said: Scope, names: Sequence[Names], meant: Meant) -> Scope:
    """*said*, what the question's words say of which documents among *names*, as the user changed it.

    What they didn't change stays: of another place, but of the year that the question names. Where no document is as
    they say, the places or the years are unknown.
    """
    chosen = requested(names, _request(said, meant))
    if not chosen:
        return replace(said, named=False, unknown=_absent(said, names, meant), why=_why(meant))
    named = len(chosen) < len(names)
    calls = _calls(chosen, meant) if named else {}
    return Scope(
        documents=tuple(one.document_id for one in chosen),
        why=_why(meant),
        named=named,
        changed=True,
        words=tuple(dict.fromkeys(calls.values())),
        places=tuple(dict.fromkeys(place.bare for one in chosen for place in one.own)) if named else (),
        years=frozenset(range(meant.years[0], meant.years[1] + 1)) if meant.years else said.years,
        by_document=tuple(calls.items()),
    )


def in_other_places(question: str, said: Scope) -> str:
    """*question* without the names of documents and places that no longer hold."""
    for name in (*said.words, *(unknown.words for unknown in said.unknown)):
        question = re.sub(rf"《?{re.escape(name)}》?[省市区县]?的?", "", question)
    return question


def _request(said: Scope, meant: Meant) -> ScopeRequest:
    """The documents themselves, else those of the places and years, the question's own where they are not changed."""
    if meant.documents is not None:
        return ScopeRequest(documents=meant.documents)
    years = (min(said.years), max(said.years)) if meant.years is None and said.years else meant.years or None
    return ScopeRequest(regions=said.places if meant.regions is None else meant.regions, years=years)


def _calls(chosen: Sequence[Names], meant: Meant) -> dict[str, str]:
    """Document id → what its share of the answer is called by; {} where the chosen documents have none."""
    if meant.regions:
        return {n.document_id: r for n in chosen for r in meant.regions if is_of(n, fold(r))}
    if len(chosen) > _MOST_CALLED:
        return {}
    return {one.document_id: one.titles[0] for one in chosen}


def _absent(said: Scope, names: Sequence[Names], meant: Meant) -> tuple[Unknown, ...]:
    strange = [r for r in meant.regions or () if not any(is_of(n, fold(r)) for n in names)]
    if strange:
        return tuple(Unknown(region, "地区") for region in strange)
    years = meant.years or sorted(said.years)
    return (
        (Unknown("—".join(map(str, dict.fromkeys((years[0], years[-1])))) + "年", "年份"),) if years else ()
    )


def _why(meant: Meant) -> str:
    said = "、".join(
        [
            *(meant.regions or ()),
            *(["—".join(map(str, dict.fromkeys(meant.years))) + "年"] if meant.years else []),
        ]
    )
    return f"按更改后的范围（{said}）检索" if said else "按更改后的范围检索"
