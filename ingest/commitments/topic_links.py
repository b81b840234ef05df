"""Joins by topic: the duty or the money that is about what a row is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.commitment_model import Commitment, Link
from ingest.commitments.topics import Telling, core_of
from ingest.model import Clause

_LEAST = 0.34  # share of a topic's weight that a row must hold for an inferred join
_AHEAD = 0.15  # by how much the best must lead another that names different bodies
_PAID = frozenset(("target_number", "project", "frequency", "mechanism"))  # kinds that money is spent on


@dataclass(frozen=True, slots=True)
class Provider:
    """A row that gives a body or money for its topics."""

    role: str
    row: Commitment
    topics: tuple[str, ...]

    @property
    def words(self) -> str:
        """What it gives: the body or the purse; the row itself where the money has no name."""
        given = "、".join(self.row.responsible) if self.role == "body" else self.row.source
        return given or self.row.quote


@dataclass(frozen=True, slots=True)
class Topics:
    """The providers of one document, and how telling its words are."""

    clauses: Mapping[str, Clause]
    providers: Sequence[Provider]
    telling: Telling

    def links(self, row: Commitment) -> Iterator[Link]:
        """A duty whose topic is the row's, where it has no body; money for it, where it costs any."""
        if not row.responsible:
            headings = self._headings(row.clause_id)
            yield from self._best((row.quote, *headings), self._rivals("body", row))
        if row.kind in _PAID:
            yield from self._best((row.quote,), self._rivals("funding", row))

    def _rivals(self, role: str, row: Commitment) -> list[Provider]:
        return [p for p in self.providers if p.role == role and p.row.clause_id != row.clause_id]

    def _headings(self, clause_id: str) -> list[str]:
        """The headings over a row, the outermost left out: 三、主要措施 tells nothing."""
        headings, at = [], self.clauses[clause_id]
        while (above := self.clauses.get(at.parent or "")) is not None:
            headings.append(at.heading)
            at = above
        return headings

    def _best(self, words: Sequence[str], rivals: Sequence[Provider]) -> Iterator[Link]:
        """The one provider that names the row's topic word for word, else the one with most telling words in common."""
        named = [p for p in rivals if any(self._names(topic, words) for topic in p.topics)]
        if len({p.words for p in named}) > 1:  # two departments name it: nobody can tell
            return
        found = named[0] if named else self._nearest(" ".join(words), rivals)
        if found:
            basis: Literal["stated", "inferred"] = "stated" if named else "inferred"
            yield Link(found.role, found.row.clause_id, basis, found.words)

    def _names(self, topic: str, words: Sequence[str]) -> bool:
        core = core_of(topic)
        return bool(core) and self.telling.is_telling(core) and any(core in each for each in words)

    def _nearest(self, words: str, rivals: Sequence[Provider]) -> Provider | None:
        scores = [
            max((self.telling.overlap(core_of(t) or t, words) for t in p.topics), default=0.0) for p in rivals
        ]
        best = max(scores, default=0.0)
        near = [p for p, score in zip(rivals, scores, strict=True) if score > best - _AHEAD]
        return near[0] if best >= _LEAST and len({p.words for p in near}) == 1 else None
