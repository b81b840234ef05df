"""Places in documents as the reader's address names them. Pure; nothing depends on a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.model import Span

Json = Mapping[str, Any]
Parameters = dict[str, str]

MOST_HITS = 20  # places of one answer that an address carries on; it must stay short enough to be sent around


@dataclass(frozen=True, slots=True)
class Place:
    """A document, perhaps one version, clause and quote of it; ``hits`` are the places that an answer cites."""

    document_id: str
    version: int | None = None
    clause_id: str | None = None
    quote: Span | None = None
    hits: "tuple[Place, ...]" = ()


def permalink(evidence: Json, among: Sequence[Json] = ()) -> Parameters:
    """The address of a citation; *among*: all citations of its answer, to go on to from there."""
    hits = tuple(_cited(each) for each in among[:MOST_HITS]) if len(among) > 1 else ()
    return address_of(replace(_cited(evidence), clause_id=evidence["clause_id"], hits=hits))


def address_of(place: Place) -> Parameters:
    """The query parameters that name *place*: place_of's inverse."""
    quote = {"start": str(place.quote.start), "end": str(place.quote.end)} if place.quote else {}
    return {
        "doc": place.document_id,
        **({"clause": place.clause_id} if place.clause_id else {}),
        **quote,
        **({"version": str(place.version)} if place.version else {}),
        **({"hits": ";".join(map(_hit, place.hits))} if place.hits else {}),
    }


def place_of(parameters: Mapping[str, str]) -> Place | None:
    """The place that query parameters name; numbers that make no sense are left out."""
    document_id = parameters.get("doc")
    if not document_id:
        return None
    quote = _span(parameters.get("start"), parameters.get("end"))
    hits = [found for words in parameters.get("hits", "").split(";") if (found := _hit_of(words))]
    version, clause_id = _number(parameters.get("version")), parameters.get("clause")
    return Place(document_id, version, clause_id, quote, tuple(hits[:MOST_HITS]))


def beside(place: Place) -> tuple[int | None, Place, Place] | None:
    """Which of its answer's citations *place* is, from 0, and the ones before and after it, going round.

    None where there are not two. From a place that is no citation the first is the next.
    """
    if len(place.hits) < 2:
        return None
    quoted = [(hit.document_id, hit.version, hit.quote) for hit in place.hits]
    here = (place.document_id, place.version, place.quote)
    at = quoted.index(here) if here in quoted else None
    before, after = (at - 1, (at + 1) % len(quoted)) if at is not None else (-1, 0)
    return at, replace(place.hits[before], hits=place.hits), replace(place.hits[after], hits=place.hits)


def innermost(quote: Span, clauses: Sequence[Json]) -> str | None:
    """The id of the smallest clause that holds the beginning of *quote*."""
    holding = [c for c in clauses if c["start"] <= quote.start < c["end"]]
    smallest = min(holding, key=lambda c: c["end"] - c["start"], default=None)
    return smallest["id"] if smallest else None


def _cited(evidence: Json) -> Place:
    quote = Span(evidence["start"], evidence["end"])
    return Place(evidence["document_id"], evidence["version"], quote=quote)


def _hit(place: Place) -> str:
    quote = place.quote or Span(0, 0)
    return f"{place.document_id}.{place.version}.{quote.start}.{quote.end}"


def _hit_of(words: str) -> Place | None:
    document_id, *numbers = words.rsplit(".", 3)
    quote = _span(*numbers[1:]) if len(numbers) == 3 else None
    return Place(document_id, _number(numbers[0]), quote=quote) if document_id and quote else None


def _span(start: str | None, end: str | None) -> Span | None:
    first, last = _number(start), _number(end)
    return Span(first, last) if first is not None and last is not None and first < last else None


def _number(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isascii() and raw.isdecimal() else None
