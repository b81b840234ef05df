"""The answer contract: what `/v1/ask`, `wence ask --json` and the chain return. Frozen values, no framework."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from retrieval.questions.spelling import Correction

Status = Literal["answered", "partial", "not_mentioned", "not_in_library"]
Checked = Literal["supported", "unverified"]
Standing = Literal["document", "report", "unknown issuer"]
InForce = Literal["stated", "expired", "repealed", "unstated"]

REFUSAL = "文件未提及。"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause and the exact words of it that are shown: ``quote == canonical_text[start:end]``."""

    document_id: str
    file_name: str
    title: str
    document_number: str | None
    version: int
    clause_id: str
    clause: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    formal: str
    issuer: str | None
    date_issued: str | None
    page: int | None = None
    standing: Standing = "document"
    in_force: InForce = "unstated"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the numbers of its citations, and whether they support it."""

    text: str
    citations: tuple[int, ...]
    checked: Checked
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how many documents, which ones by title and by id, and why these."""

    documents: int
    scope: tuple[str, ...]
    why: str
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """How the question was read: what is to be done, what is asked for (slots), what about (``topics``, and their
    ``official`` words), the earlier question that it leans on, and the slips of the pen that were ``corrected``.

    ``regions`` and ``years`` are those that it was taken to name; ``changed`` names what the user changed.
    """

    operation: str
    asked: tuple[str, ...]
    topics: tuple[str, ...]
    official: tuple[str, ...]
    leans_on: str | None = None
    corrected: tuple[Correction, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerLink:
    """The part of the ledger that an answer lists: its query parameters, how many rows, the page that shows them."""

    filter: dict[str, Any]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its evidence; ``citations`` are numbered from 1 in order. ``ledger`` where it lists commitments."""

    status: Status
    answer: str
    question: str
    standalone_question: str
    mode: Literal["extractive", "generated"]
    searched: Searched
    understood: Understood
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Evidence, ...] = ()
    nearest: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    ledger: LedgerLink | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The contract as plain data: lists never null, ``why`` only where a sentence is unverified."""
        plain = asdict(self)
        plain["citations"] = [{"n": n, **asdict(c)} for n, c in enumerate(self.citations, start=1)]
        for sentence in plain["sentences"]:
            if sentence["why"] is None:
                del sentence["why"]
        return plain
