"""Joins by topic: the duty or the money that is about what a row is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.commitment_model import Commitment, Link
from ingest.commitments.topics import Telling, Topic
from ingest.model import Clause

_LEAST = 0.34  # share of a topic's weight that a row must hold for an inferred join
_AHEAD = 0.15  # by how much the best must lead another that names different bodies
_PAID = frozenset(("target_number", "project", "frequency", "mechanism"))  # kinds that money is spent on


@dataclass(frozen=True, slots=True)
class Provider:
    """A row that gives a body or money for its topics."""

    role: str
    row: Commitment
    topics: tuple[Topic, ...]

    @property
    def words(self) -> str:
        """What it gives: the body or the purse; the row itself where the money has no name."""
        given = "、".join(self.row.responsible) if self.role == "body" else self.row.source
        return given or self.row.quote

    def names(self, words: Sequence[str]) -> bool:
        """Whether one of *words* holds one of the topics word for word."""
        cores = (topic.core for topic in self.topics if topic.core)
        return any(core in each for core in cores for each in words)


class TopicLinks:
    """Finds the provider of a row among those of one document."""

    def __init__(
        self, clauses: Mapping[str, Clause], providers: Sequence[Provider], telling: Telling
    ) -> None:
        self._clauses, self._telling = clauses, telling
        self._providers = {role: [p for p in providers if p.role == role] for role in ("body", "funding")}
        self._headings: dict[str, tuple[str, ...]] = {}

    def of(self, row: Commitment) -> Iterator[Link]:
        """A duty whose topic is the row's, where it has no body; money for it, where it costs any."""
        if not row.responsible:
            yield from self._best((row.quote, *self._over(row.clause_id)), self._rivals("body", row))
        if row.kind in _PAID:
            yield from self._best((row.quote,), self._rivals("funding", row))

    def _rivals(self, role: str, row: Commitment) -> list[Provider]:
        return [p for p in self._providers[role] if p.row.clause_id != row.clause_id]

    def _over(self, clause_id: str) -> tuple[str, ...]:
        """The headings over a row, the outermost left out: 三、主要措施 tells nothing."""
        if clause_id not in self._headings:
            clause = self._clauses[clause_id]
            above = clause.parent if clause.parent in self._clauses else None
            self._headings[clause_id] = (clause.heading, *self._over(above)) if above else ()
        return self._headings[clause_id]

    def _best(self, words: Sequence[str], rivals: Sequence[Provider]) -> Iterator[Link]:
        """The one provider that names the row's topic word for word, else the one with most telling words in common."""
        if not rivals:
            return
        named = [p for p in rivals if p.names(words)]
        if len({p.words for p in named}) > 1:  # two departments name it: nobody can tell
            return
        found = named[0] if named else self._nearest(words, rivals)
        if found:
            basis: Literal["stated", "inferred"] = "stated" if named else "inferred"
            yield Link(found.role, found.row.clause_id, basis, found.words)

    def _nearest(self, words: Iterable[str], rivals: Sequence[Provider]) -> Provider | None:
        held = self._telling.pairs(words)
        scores = [max((topic.overlap(held) for topic in p.topics), default=0.0) for p in rivals]
        best = max(scores)
        if best < _LEAST:
            return None
        near = [p for p, score in zip(rivals, scores, strict=True) if score > best - _AHEAD]
        return near[0] if len({p.words for p in near}) == 1 else None
