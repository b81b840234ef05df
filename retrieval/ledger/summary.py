"""What a selection of the ledger amounts to: counts, and how specific each plan is. All frozen."""

from dataclasses import dataclass

from ingest.commitment_model import Kind, Strength
from retrieval.hits import DocumentSummary

TOP_BODIES = 50


@dataclass(frozen=True, slots=True)
class Profile:
    """How specific a plan is: how many of its ``rows`` have a figure, a time limit, a body, or bind (hard)."""

    document: DocumentSummary
    rows: int
    with_number: int
    with_deadline: int
    with_body: int
    hard: int


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """``kinds`` and ``strengths`` are in the order of their types; ``bodies`` are at most TOP_BODIES, those with most
    rows first; ``years`` are those in which rows are due, in order; ``profiles`` in the order of the library.
    """

    total: int
    kinds: tuple[tuple[Kind, int], ...]
    strengths: tuple[tuple[Strength, int], ...]
    bodies: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    profiles: tuple[Profile, ...]
