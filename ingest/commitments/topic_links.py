"""Joins by topic: the duty or the money that is about what a row is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ingest.commitment_model import Commitment, Link
from ingest.commitments.providers import Provider, Providers
from ingest.commitments.topics import Telling
from ingest.model import Clause

_LEAST = 0.34  # share of a topic's weight that a row must hold for an inferred join
_AHEAD = 0.15  # by how much the best must lead another that names different bodies
_PAID = frozenset(("target_number", "project", "frequency", "mechanism"))  # kinds that money is spent on


class TopicLinks:
    """Finds the provider of a row among those of one document."""

    def __init__(
        self, clauses: Mapping[str, Clause], providers: Sequence[Provider], telling: Telling
    ) -> None:
        self._clauses, self._telling = clauses, telling
        self._providers = {
            role: Providers([p for p in providers if p.role == role]) for role in ("body", "funding")
        }
        self._headings: dict[str, tuple[str, ...]] = {}

    def of(self, row: Commitment) -> Iterator[Link]:
        """A duty whose topic is the row's, where it has no body; money for it, where it costs any."""
        if not row.responsible:
            words = (row.quote, *self._over(row.clause_id))
            yield from self._best(words, self._providers["body"], row.clause_id)
        if row.kind in _PAID:
            yield from self._best((row.quote,), self._providers["funding"], row.clause_id)

    def _over(self, clause_id: str) -> tuple[str, ...]:
        """The headings over a row, the outermost left out: 三、主要措施 tells nothing."""
        if clause_id not in self._headings:
            clause = self._clauses[clause_id]
            above = clause.parent if clause.parent in self._clauses else None
            self._headings[clause_id] = (clause.heading, *self._over(above)) if above else ()
        return self._headings[clause_id]

    def _best(self, words: Sequence[str], providers: Providers, clause_id: str) -> Iterator[Link]:
        """The one provider that names the row's topic word for word, else the one with most telling words in common."""
        named = providers.naming(words, outside=clause_id)
        if len({p.words for p in named}) > 1:  # two departments name it: nobody can tell
            return
        found = named[0] if named else self._nearest(words, providers, clause_id)
        if found:
            basis: Literal["stated", "inferred"] = "stated" if named else "inferred"
            yield Link(found.role, found.row.clause_id, basis, found.words)

    def _nearest(self, words: Iterable[str], providers: Providers, clause_id: str) -> Provider | None:
        held = self._telling.pairs(words)
        scored = [(p.overlap(held), p) for p in providers.sharing(held, outside=clause_id)]
        best = max((score for score, _ in scored), default=0.0)
        if best < _LEAST:
            return None
        near = [p for score, p in scored if score > best - _AHEAD]
        return near[0] if len({p.words for p in near}) == 1 else None
