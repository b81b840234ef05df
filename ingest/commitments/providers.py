"""Rows that give a body or money for what others are about, found by their topics without trying each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from ingest.commitment_model import Commitment
from ingest.commitments.topics import Topic


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

    def overlap(self, held: Set[str]) -> float:
        """The best of its topics' overlaps with the pairs *held*."""
        return max((topic.overlap(held) for topic in self.topics), default=0.0)


@dataclass(frozen=True, slots=True)
class Held:
    """The words that may name a topic, and the pairs of neighbouring characters in them."""

    words: tuple[str, ...]
    pairs: Set[str]


class Providers:
    """The providers of one role in one document, in its order: a long compilation has thousands."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self._providers = providers
        self._cores: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)  # by their first pair
        self._telling: defaultdict[str, list[int]] = defaultdict(
            list
        )  # by pair, once for each topic that has it
        for at, provider in enumerate(providers):
            for topic in provider.topics:
                if topic.core:
                    self._cores[topic.core[:2]].append((topic.core, at))
                for pair in topic.weights:
                    self._telling[pair].append(at)

    def naming(self, held: Held, *, outside: str) -> list[Provider]:
        """Those of which *held* has a topic word for word, the ones in the clause *outside* left out."""
        found = {
            at
            for pair in held.pairs & self._cores.keys()
            for core, at in self._cores[pair]
            if any(core in each for each in held.words)
        }
        return list(self._without(found, outside))

    def sharing(self, held: Set[str], *, outside: str) -> list[Provider]:
        """Those that share two telling pairs or more with the pairs *held*, the ones in the clause *outside* left out."""
        shared = Counter(at for pair in held & self._telling.keys() for at in self._telling[pair])
        return list(self._without({at for at, pairs in shared.items() if pairs > 1}, outside))

    def _without(self, places: Set[int], clause_id: str) -> Iterator[Provider]:
        some = (self._providers[at] for at in sorted(places))
        return (provider for provider in some if provider.row.clause_id != clause_id)
