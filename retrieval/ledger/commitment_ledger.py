"""The commitment ledger of a whole library, read from the store of record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.commitment_model import Commitment
from retrieval.errors import UnknownCommitment
from retrieval.hits import DocumentSummary
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.row_marks import RowMarks
from retrieval.ledger.summary import LedgerSummary
from retrieval.questions.naming import names_of
from retrieval.questions.scope import ScopeRequest, requested
from retrieval.store.library_reader import Current, LibraryReader
from retrieval.store.marks import Carried

Placed = tuple[DocumentSummary, Commitment]
NOTHING = ("",)  # no row has this id
HELD = 16  # filters whose bodies are held


class Ledger:
    """The rows of every document of *library*. May be read from several threads.

    Documents come with the version that their rows are of. An unknown document has no rows.
    """

    def __init__(self, library: LibraryReader) -> None:
        self._library, self._marks = library, RowMarks(library)
        self._named: tuple[Current, dict[LedgerFilter, tuple[str, ...]]] = {}, {}

    def rows(self, document: DocumentSummary) -> tuple[Commitment, ...]:
        """All rows of *document* in its order."""
        wanted = LedgerFilter(documents=(document.id,), version=document.version)
        return tuple(row for _, row in self.select(wanted))

    def row(self, commitment_id: str, version: int | None = None) -> Placed:
        """One row by its id, as it is now or was in *version*. Raises UnknownCommitment."""
        found = next(self.select(LedgerFilter(ids=(commitment_id,), version=version)), None)
        if found is None:
            raise UnknownCommitment(commitment_id)
        return found

    def select(self, wanted: LedgerFilter) -> Iterator[Placed]:
        """The rows that *wanted* lets pass, in its order; by itself that of the library and of each text."""
        wanted = self._resolved(wanted)
        return self._placed(self._library.commitments.numbers(wanted, self._within(wanted)))

    def page(self, wanted: LedgerFilter, limit: int, offset: int) -> tuple[tuple[Placed, ...], int]:
        """*limit* of the rows that *wanted* lets pass from *offset* on, and how many there are."""
        wanted, table = self._resolved(wanted), self._library.commitments
        within = self._within(wanted)
        numbers = table.first(wanted, within, limit=limit, offset=offset)
        return tuple(self._placed(numbers)), table.count(wanted, within)

    def first(self, wanted: LedgerFilter, most: int) -> tuple[Placed, ...]:
        """The first rows that *wanted* lets pass, at most so many."""
        wanted = self._resolved(wanted)
        return tuple(self._placed(self._library.commitments.first(wanted, self._within(wanted), limit=most)))

    def bodies(self, wanted: LedgerFilter) -> tuple[str, ...]:
        """Every body that is responsible for a row which *wanted* lets pass, those of most rows first.

        They are held until the library changes: to find them every row's JSON is read.
        """
        current, named = self._named
        if current is not self._library.current or len(named) >= HELD:
            current, named = self._named = self._library.current, {}
        if wanted.mark is not None:  # marks change without the library
            return self._bodies(wanted)
        if wanted not in named:
            named[wanted] = self._bodies(wanted)
        return named[wanted]

    def _bodies(self, wanted: LedgerFilter) -> tuple[str, ...]:
        return self._library.commitments.bodies(self._resolved(wanted), self._within(wanted))

    def counts(self, wanted: LedgerFilter) -> dict[str, int]:
        """How many rows of each document *wanted* lets pass, by id; those without any are left out."""
        return self._library.commitments.per_document(self._resolved(wanted), self._within(wanted))

    def summary(self, wanted: LedgerFilter) -> LedgerSummary:
        """Counts over the rows that *wanted* lets pass, and a profile of each document in question."""
        within, wanted = self._within(wanted), self._resolved(wanted)
        documents = [d for d in self._library.summaries() if within is None or d.id in within]
        return self._library.commitments.summary(wanted, documents, within=within)

    def marked(self) -> Sequence[DocumentSummary]:
        """The documents that something was noted on, in the order of the library."""
        noted = self._library.marks.documents()
        return [document for document in self._library.summaries() if document.id in noted]

    def marks(self, document: DocumentSummary) -> Sequence[Carried]:
        """The marks on *document* that count, with the rows of its current version that they stand on."""
        entries = self._library.marks.entries(document.id)
        return self._marks.carried(document, entries, self.rows(document)) if entries else ()

    def _resolved(self, wanted: LedgerFilter) -> LedgerFilter:
        """*wanted* with the rows that its ``mark`` means: marks stand on rows of current versions only."""
        if wanted.mark is None:
            return wanted
        marked = (one for document in self.marked() for one in self.marks(document))
        ids = tuple(one.row.id for one in marked if one.row is not None and one.suits(wanted.mark))
        if wanted.mark == "none":
            return replace(wanted, mark=None, without=(*wanted.without, *ids))
        both = tuple(ident for ident in ids if not wanted.ids or ident in wanted.ids)
        return replace(wanted, mark=None, ids=both or NOTHING)

    def _placed(self, numbers: Sequence[int]) -> Iterator[Placed]:
        summaries = {document.id: document for document in self._library.summaries()}
        for version, row in self._library.commitments.read(numbers):
            if document := summaries.get(row.document_id):
                yield document if document.version == version else replace(document, version=version), row

    def _within(self, wanted: LedgerFilter) -> tuple[str, ...] | None:
        """The documents that *wanted* leaves; None for all."""
        if not wanted.regions:
            return wanted.documents or None
        names = [names_of(document) for document in self._library.summaries()]
        scope = ScopeRequest(documents=wanted.documents, regions=wanted.regions)
        return tuple(one.document_id for one in requested(names, scope))
