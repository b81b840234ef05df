"""The part of the service that reads documents: lists, texts, clauses, versions, pages, files."""

from functools import lru_cache

from app.access.audit import Journal
from app.services.pages import DPI, PagePictures
from app.services.replies import Page, PlacedClause, StoredFile, Text, page_of
from app.services.versions import Comparison, compare_versions
from ingest.definitions import Definition, definitions_in
from ingest.inheritance import Inherited, inherited
from ingest.layout import Layout
from ingest.model import Metadata, Receipt
from retrieval.errors import UnknownClause
from retrieval.hits import DocumentSummary
from retrieval.references import DocumentReferences, Missing, missing_references, references_of
from retrieval.store.library_reader import LibraryReader
from retrieval.store.versions import StoredVersion

# Of a document of 3,000 clauses it takes a fifth of a second, and each citation that is opened asks for it.
_inherited = lru_cache(maxsize=8)(inherited)


class DocumentService:
    """What the doors can ask of the documents of a library, or of the part of it that the caller sees.

    Unknown ids raise UnknownDocument, UnknownVersion or UnknownClause.
    """

    def __init__(self, library: LibraryReader, pictures: PagePictures, journal: Journal) -> None:
        self._library, self._pictures, self._journal = library, pictures, journal
        self.caller = journal.caller

    def documents(
        self, *, collection: str | None = None, limit: int, offset: int = 0
    ) -> Page[DocumentSummary]:
        """Documents in the order they were added, all or those of one collection."""
        chosen = [d for d in self._library.summaries() if collection in (None, d.collection)]
        return page_of(chosen, limit, offset)

    def document(self, document_id: str) -> DocumentSummary:
        """One document. What may not be seen is not in the library that this reads."""
        return self._library.summary(document_id)

    def text(self, document_id: str, version: int | None = None) -> Text:
        """The canonical text of the current version, or of *version*."""
        number = self._numbered(document_id, version)
        return Text(document_id, number, self._library.text(document_id, number))

    def versions(self, document_id: str, *, limit: int, offset: int = 0) -> Page[StoredVersion]:
        """All versions of a document, oldest first; the last is the current one."""
        return page_of(self._library.versions(self.document(document_id).id), limit, offset)

    def differences(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Comparison:
        """What changed from one version to another; by default from the last but one to the current one.

        Raises UnknownVersion, NothingToCompare.
        """
        return compare_versions(self._library, self.document(document_id), old=old, new=new)

    def clauses(
        self, document_id: str, *, version: int | None = None, limit: int, offset: int = 0
    ) -> Page[PlacedClause]:
        """Clauses and frame parts of the current version, or of *version*, in document order."""
        document, number = self.document(document_id), self._numbered(document_id, version)
        text, pages = self._library.text(document_id, number), self._library.layout(document_id, number).pages
        page = page_of(self._library.clauses(document_id, number), limit, offset)
        placed = (PlacedClause(document, number, clause, text, pages) for clause in page.items)
        return Page(tuple(placed), page.total)

    def clause(self, clause_id: str, version: int | None = None) -> PlacedClause:
        """A clause as it is now, or as it was in *version*."""
        document = self.document(self._library.clause(clause_id, version).document_id)
        number = version or document.version
        clause, text = self._library.clause(clause_id, number), self._library.text(document.id, number)
        return PlacedClause(document, number, clause, text, self._library.layout(document.id, number).pages)

    def layout(self, document_id: str, version: int | None = None) -> Layout:
        """Pages and tables of the current version, or of *version*."""
        return self._library.layout(self.document(document_id).id, version)

    def page_picture(
        self, document_id: str, page: int, *, version: int | None = None, dpi: int = DPI
    ) -> bytes:
        """A page of a file with fixed pages as PNG. Raises UnknownPage, NoPictures, UnreadableFile."""
        return self._pictures.picture(self.document(document_id), page, version=version, dpi=dpi)

    def inherited(self, clause_id: str, version: int | None = None) -> Inherited:
        """What holds for a clause though it stands elsewhere: lead-ins, scope, phase, definitions."""
        document = self._library.clause(clause_id, version).document_id
        number = self._numbered(document, version)
        text, facts = self._library.text(document, number), self._library.metadata(document, number)
        above = _inherited(text, tuple(self._library.clauses(document, number)), facts)
        if clause_id not in above:
            raise UnknownClause(clause_id)
        return above[clause_id]

    def definitions(
        self, document_id: str, *, version: int | None = None, limit: int, offset: int = 0
    ) -> Page[Definition]:
        """The terms that a document defines, in order."""
        number = self._numbered(document_id, version)
        clauses = self._library.clauses(document_id, number)
        return page_of(definitions_in(self._library.text(document_id, number), clauses), limit, offset)

    def references(self, document_id: str) -> DocumentReferences:
        """What a document rests on and what is attached to it, and whether that is in the library."""
        return references_of(self._library, self.document(document_id).id)

    def missing_references(self, *, limit: int, offset: int = 0) -> Page[Missing]:
        """Documents that are named but not in the library; those that most name first."""
        return page_of(missing_references(self._library), limit, offset)

    def metadata(self, document_id: str) -> Metadata:
        return self._library.metadata(self.document(document_id).id)

    def receipt(self, document_id: str) -> Receipt:
        return self._library.receipt(self.document(document_id).id)

    def file(self, document_id: str) -> StoredFile:
        document = self.document(document_id)
        self._journal.note("download", document.id, document.title)
        return StoredFile(document.file_name, self._library.file(document.id, document.version))

    def _numbered(self, document_id: str, version: int | None) -> int:
        """*version*, or the number of the current one: what is read by it is of one version, whoever writes meanwhile."""
        return version or self.document(document_id).version
