"""The marks of a library on the rows that its documents have now."""

from collections.abc import Callable, Mapping, Sequence

from ingest.commitment_model import Commitment
from ingest.differences import Edition, compare
from retrieval.hits import DocumentSummary
from retrieval.ledger.carrying import carry
from retrieval.store.library_reader import LibraryReader
from retrieval.store.marks import Carried, Mark, standing

Places = Mapping[str, str | None]  # id of a clause in an older version → its id now, None where it is gone


class RowMarks:
    """Brings the stored marks of *library* to the rows of its current versions. May be used from several threads."""

    def __init__(self, library: LibraryReader) -> None:
        self._library = library
        self._places: dict[tuple[str, int], tuple[DocumentSummary, Places]] = {}

    def carried(
        self, document: DocumentSummary, entries: Sequence[Mark], rows: Sequence[Commitment]
    ) -> Sequence[Carried]:
        """The marks among *entries* that count, in the order in which they were made; *rows* are all that there are."""
        return carry(standing(entries), rows, version=document.version, home=self._home(document))

    def _home(self, document: DocumentSummary) -> Callable[[Mark], str | None]:
        def home(mark: Mark) -> str | None:
            if mark.version == document.version:
                return mark.clause_id
            return self._places_of(document, mark.version).get(mark.clause_id)

        return home

    def _places_of(self, document: DocumentSummary, version: int) -> Places:
        """Two versions compared once, and again when the current one has been read anew."""
        kept = self._places.get((document.id, version))
        if kept is None or kept[0] is not document:
            kept = document, _places(self._edition(document.id, version), self._edition(document.id, None))
            self._places[document.id, version] = kept
        return kept[1]

    def _edition(self, document_id: str, version: int | None) -> Edition:
        return Edition(self._library.text(document_id, version), self._library.clauses(document_id, version))


def _places(old: Edition, new: Edition) -> Places:
    difference = compare(old, new)
    same = {clause.id: clause.id for clause in old.clauses}
    moved = {pair.old.id: pair.new.id for pair in difference.moved}
    moved |= {pair.old.id: pair.new.id for pair in difference.changed}
    return same | dict.fromkeys(clause.id for clause in difference.removed) | moved
