"""What a search returns, and the two ports that everything above the stores asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ingest.model import Clause, Metadata

DEFAULT_COLLECTION = "默认"  # where documents are that nobody put elsewhere
Visible = Callable[[], frozenset[str]]  # the ids of the documents that somebody may see


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the library without its text: what lists, scopes and citations need.

    ``commitments`` counts the rows of its ledger; ``repealed_by`` cites the document of the library that states its
    end; ``pages`` are the offsets at which its pages begin; ``may_leave`` is whether its words may be sent to a chat
    model; ``being_encoded``: it is found already, but not yet compared word by word.
    """

    id: str
    file_name: str
    title: str
    version: int
    metadata: Metadata
    clauses: int
    characters: int
    warnings: tuple[str, ...] = ()
    commitments: int = 0
    repealed_by: str | None = None
    pages: tuple[int, ...] = ()
    collection: str = DEFAULT_COLLECTION
    may_leave: bool = True
    being_encoded: bool = False

    def __hash__(self) -> int:
        """Cheap, since each question looks every document up in caches."""
        return hash((self.id, self.version))


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """One sentence of a hit's own words: offsets into the canonical text, and its own score.

    ``similarity`` is its cosine to the query, ``met`` how well the query's words are met by its own and its headings'
    (MaxSim, -1 to 1): both can be compared between searches with one model; 0 where unknown.
    """

    start: int
    end: int
    text: str
    score: float
    similarity: float = 0.0
    met: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found. Scores are comparable within one search only; higher is better.

    ``text`` is the whole clause; ``sentences`` are those of its own words (none of its children's), in text order.
    """

    document: DocumentSummary
    clause: Clause
    text: str
    score: float
    sentences: tuple[ScoredSentence, ...] = ()


@runtime_checkable  # lets the LangChain adapter declare it as a pydantic field
class Retriever(Protocol):
    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        """Return at most *k* hits, best first, from *documents* (None: all); empty when nothing matched."""


@runtime_checkable
class Catalogue(Protocol):
    """Read access to the store of record. Unknown ids raise UnknownDocument / UnknownClause."""

    def summaries(self) -> Sequence[DocumentSummary]:
        """All documents, in the order they were added."""

    def text(self, document_id: str, version: int | None = None) -> str:
        """The canonical text of the current version, or of *version*."""

    def clauses(self, document_id: str, version: int | None = None) -> Sequence[Clause]:
        """All clauses and frame parts of the current version, or of *version*, in document order."""

    def clause(self, clause_id: str) -> Clause:
        """One clause by its id."""
