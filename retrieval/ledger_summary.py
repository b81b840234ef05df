"""What a selection of the ledger amounts to: counts, and how specific each plan is. All frozen."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from ingest.commitment_model import Commitment, Kind, Strength
from retrieval.hits import DocumentSummary
from retrieval.ledger_filter import due_day

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


def summarise(documents: Iterable[DocumentSummary], rows: Iterable[Commitment]) -> LedgerSummary:
    """The summary of *rows*, each looked at once. Each of *documents* has a profile, with or without rows."""
    kinds: Counter[Kind] = Counter()
    strengths: Counter[Strength] = Counter()
    bodies: Counter[str] = Counter()
    years: Counter[str] = Counter()
    profiles: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kinds[row.kind] += 1
        strengths[row.strength] += 1
        bodies.update(set(row.responsible))
        years.update([due[:4]] if (due := due_day(row)) else [])
        profiles[row.document_id].update(_traits(row))
    return LedgerSummary(
        total=kinds.total(),
        kinds=tuple((kind, kinds[kind]) for kind in get_args(Kind) if kinds[kind]),
        strengths=tuple((strength, strengths[strength]) for strength in get_args(Strength)),
        bodies=tuple(sorted(bodies.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP_BODIES]),
        years=tuple(sorted(years.items())),
        profiles=tuple(_profile(document, profiles[document.id]) for document in documents),
    )


def _traits(row: Commitment) -> list[str]:
    has = {
        "rows": True,
        "number": row.metrics,
        "deadline": row.deadline.raw,
        "body": row.responsible,
        "hard": row.strength == "hard",
    }
    return [name for name, there in has.items() if there]


def _profile(document: DocumentSummary, counts: Counter[str]) -> Profile:
    return Profile(
        document,
        rows=counts["rows"],
        with_number=counts["number"],
        with_deadline=counts["deadline"],
        with_body=counts["body"],
        hard=counts["hard"],
    )
