"""The ledger's values: one commitment of a plan, its figures, its time limit, its joins. All frozen."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "target_number",
    "deadline",
    "funding",
    "project",
    "responsibility",
    "frequency",
    "prohibition",
    "accountability",
    "mechanism",
]
Comparator = Literal[">=", "=", "<=", ">", "<", "approx"]
Strength = Literal["hard", "soft"]
DeadlineType = Literal["by", "from", "during"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure in its printed unit: 300 with 万元, 85 with %. A range has its lower bound in ``value``.

    ``unit`` may be a rate (名/校, 节/学期, 元/生); ``per`` is what stands after its stroke. ``raw`` is as printed.
    """

    value: float | None
    unit: str | None
    comparator: Comparator
    raw: str
    max: float | None = None
    indicator: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit; ``iso`` is exactly as precise as the text, of a period its end. All None where there is none.

    ``derived``: reckoned from the date of issue. ``inherited``: it stands outside the row's quote.
    """

    raw: str | None = None
    iso: str | None = None
    type: DeadlineType | None = None
    derived: bool = False
    inherited: bool = False


NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class Link:
    """Another clause that completes a row: its ``role`` is body, deadline or funding.

    ``words``: what that clause gives, as printed there (教科所, 2024年9月—12月); None where it gives no single thing.
    """

    role: str
    clause_id: str
    basis: Literal["stated", "inferred"]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One row of the ledger. ``quote`` is the text's exact slice ``[start:end]`` and lies inside its clause."""

    id: str
    document_id: str
    clause_id: str
    quote: str
    start: int
    end: int
    kind: Kind
    strength: Strength
    strength_cue: str | None = None
    subject: str | None = None
    action: str | None = None
    metrics: tuple[Metric, ...] = ()
    deadline: Deadline = NO_DEADLINE
    responsible: tuple[str, ...] = ()
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str | None = None
    applies_to: str | None = None
    condition: str | None = None
    linked: tuple[Link, ...] = ()
