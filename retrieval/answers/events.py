"""What a streamed answer consists of: what was found, pieces of text, and the whole answer at the end."""

from dataclasses import dataclass

from retrieval.answer import Answer, Searched
from retrieval.hits import Hit


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What is searched and which clauses were found, best first."""

    scope: Searched
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the answer's text. The pieces joined are what the reader saw; Done holds what was checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer, always last."""

    answer: Answer


Event = Retrieval | Delta | Done
