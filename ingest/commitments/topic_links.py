"""Joins by topic: the duty or the money that is about what a row is about."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Literal

from ingest.commitment_model import Commitment, Link
from ingest.commitments.providers import Held, Provider, Providers
from ingest.commitments.topics import pairs
from ingest.model import Clause

_LEAST = 0.34  # share of a topic's weight that a row must hold for an inferred join
_AHEAD = 0.15  # by how much the best must lead another that names different bodies
_PAID = frozenset(("target_number", "project", "frequency", "mechanism"))  # kinds that money is spent on


class TopicLinks:
    """Finds the provider of a row among those of one document."""

    def __init__(self, clauses: Mapping[str, Clause], providers: Sequence[Provider]) -> None:
        self._clauses = clauses
        roles = {provider.role for provider in providers}
        self._providers = {role: Providers([p for p in providers if p.role == role]) for role in roles}
        self._headings: dict[str, Held] = {}

    def of(self, row: Commitment) -> Iterator[Link]:
        """A duty whose topic is the row's, where it has no body; money for it, where it costs any."""
        charged = None if row.responsible else self._providers.get("body")
        purses = self._providers.get("funding") if row.kind in _PAID else None
        if charged or purses:
            own = pairs(row.quote)
            if charged:
                over = self._over(row.clause_id)
                held = Held((row.quote, *over.words), own | over.pairs)
                yield from _best(held, charged, row.clause_id)
            if purses:
                yield from _best(Held((row.quote,), own), purses, row.clause_id)

    def _over(self, clause_id: str) -> Held:
        """The headings over a row, the outermost left out: 三、主要措施 tells nothing."""
        if clause_id not in self._headings:
            clause = self._clauses[clause_id]
            above = self._clauses.get(clause.parent or "")
            self._headings[clause_id] = self._under(clause, above) if above else Held((), frozenset())
        return self._headings[clause_id]

    def _under(self, clause: Clause, above: Clause) -> Held:
        over = self._over(above.id)
        return Held((clause.heading, *over.words), pairs(clause.heading) | over.pairs)


def _best(held: Held, providers: Providers, clause_id: str) -> Iterator[Link]:
    """The one provider that names the row's topic word for word, else the one with most telling words in common."""
    named = providers.naming(held, outside=clause_id)
    if len({p.words for p in named}) > 1:  # two departments name it: nobody can tell
        return
    found = named[0] if named else _nearest(held.pairs, providers, clause_id)
    if found:
        basis: Literal["stated", "inferred"] = "stated" if named else "inferred"
        yield Link(found.role, found.row.clause_id, basis, found.words)


def _nearest(held: Set[str], providers: Providers, clause_id: str) -> Provider | None:
    scored = [(p.overlap(held), p) for p in providers.sharing(held, outside=clause_id)]
    best = max((score for score, _ in scored), default=0.0)
    if best < _LEAST:
        return None
    near = [p for score, p in scored if score > best - _AHEAD]
    return near[0] if len({p.words for p in near}) == 1 else None
