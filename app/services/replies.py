"""What the service returns beyond the library's own values: pages of lists, and things with their place. All frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from ingest.commitment_model import Commitment
from ingest.commitments.account import Entry
from ingest.model import Clause, Receipt
from ingest.pipeline import Change
from retrieval.hits import DocumentSummary
from retrieval.store.marks import Carried

T = TypeVar("T")

ALL = 1_000_000_000  # a limit that none is


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, and how long the whole list is."""

    items: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Text:
    """The canonical text of one version of a document."""

    document_id: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class PlacedClause:
    """A clause, the document it stands in, and the canonical text of that version of it."""

    document: DocumentSummary
    version: int
    clause: Clause
    text: str
    pages: tuple[int, ...] = ()  # where the pages of that version begin


@dataclass(frozen=True, slots=True)
class PlacedCommitment:
    """A row of the ledger, with the document and the clause it stands in, and what was noted on it."""

    document: DocumentSummary
    clause: Clause
    row: Commitment
    mark: Carried | None = None


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """A figure, date, ban or body of a document, its words, and the clause it stands in, if any."""

    entry: Entry
    words: str
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was uploaded."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """What adding a file did: the document as it now is, the change, and the version that the file is, with its receipt."""

    document: DocumentSummary
    change: Change
    receipt: Receipt
    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of an archive that could not be added, and why."""

    file_name: str
    why: str


@dataclass(frozen=True, slots=True)
class ArchiveUpload:
    """What adding an archive did, file by file."""

    added: tuple[Upload, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Reindexed:
    """How many documents there are, and how many of them are read differently than when they were stored."""

    documents: int
    reread: int


@dataclass(frozen=True, slots=True)
class Destination:
    """Something that leaves this process, and the host that gets it."""

    what: str
    where: str
    here: bool  # the host is this machine


@dataclass(frozen=True, slots=True)
class Status:
    """What is running: size of the library, the models in use, what goes to other hosts."""

    documents: int
    clauses: int
    commitments: int
    mode: Literal["extractive", "generated"]
    chat_model: str | None
    embedding_model: str
    reranker: str | None
    sends: tuple[Destination, ...]
    version: str


def page_of(items: Sequence[T], limit: int, offset: int) -> Page[T]:
    """*limit* of *items* from *offset* on."""
    return Page(tuple(items[offset : offset + limit]), len(items))
