"""The only way in: what the doors (HTTP, command line) can ask of a library. Frozen values in and out."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import PureWindowsPath
from types import TracebackType

from app.access.caller import LOCAL, Caller
from app.compare_service import CompareService
from app.comparing import Comparison, compare_versions
from app.conversation_service import ConversationService
from app.errors import UnknownScope, UploadTooLarge
from app.export_service import ExportService
from app.ledger_service import LedgerService
from app.marks_service import MarksService
from app.page_service import DPI, PagePictures
from app.progress import Progress
from app.replies import (
    ArchiveUpload,
    Page,
    PlacedClause,
    Refused,
    Reindexed,
    Status,
    StoredFile,
    Text,
    Upload,
    page_of,
)
from app.settings import Settings
from ingest.archives import members_of
from ingest.definitions import Definition, definitions_in
from ingest.errors import UnreadableFile
from ingest.inheritance import Inherited, inherited
from ingest.layout import Layout
from ingest.model import Metadata, Receipt
from ingest.pipeline import ingest
from retrieval.answer import Answer
from retrieval.chain import AnswerChain
from retrieval.chat_model import open_chat_model
from retrieval.embedder import Embedder, open_embedder
from retrieval.events import Event
from retrieval.hits import DocumentSummary, Hit
from retrieval.ledger import Ledger
from retrieval.references import DocumentReferences, Missing, missing_references, references_of
from retrieval.reranker import Reranked, open_reranker
from retrieval.row_vectors import RowVectors
from retrieval.scope import Home, ScopeRequest
from retrieval.shelf import Shelf
from retrieval.versions import StoredVersion

MB = 1024 * 1024


class Service:
    """One open library and its answers, as they are for one caller. Methods may be called from several threads.

    Unknown ids raise UnknownDocument, UnknownVersion or UnknownClause; verbs beyond the caller's role raise Forbidden.
    """

    def __init__(
        self, settings: Settings, shelf: Shelf, chain: AnswerChain, *, caller: Caller = LOCAL
    ) -> None:
        self._settings, self._shelf, self._chain, self.caller = settings, shelf, chain, caller
        self._library = shelf.library
        rows = Ledger(shelf.library)
        self.ledger = LedgerService(shelf.library, rows)
        self.marks = MarksService(shelf.library, rows, caller)
        self.conversations = ConversationService(shelf.library, self)
        self._pictures = PagePictures(shelf.library)
        self.compare = CompareService(shelf.library, rows, RowVectors(shelf.encode), caller)
        self.export = ExportService(shelf.library, self.ledger, self.compare, page=settings.page)

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress | None = None, *, embedder: Embedder | None = None
    ) -> "Service":
        """Open the models and the library in ``settings.home``, repairing what a crash left.

        An *embedder* that is already open is used instead of the one that *settings* name.
        Raises ModelUnavailable, ModelMismatch, LibraryInUse, LibraryDamaged.
        """
        embedder = embedder or open_embedder(settings.embedding_model, settings.models, progress)
        shelf = Shelf.open(settings.home, embedder, chroma_url=settings.chroma_url, progress=progress)
        chat_model = None
        if settings.llm_base_url and settings.llm_model:
            chat_model = open_chat_model(
                settings.llm_base_url,
                settings.llm_model,
                settings.llm_api_key,
                timeout=settings.llm_timeout,
            )
        retriever = shelf.retriever
        if settings.reranker:
            retriever = Reranked(retriever, open_reranker(settings.reranker))
        chain = AnswerChain(
            retriever,
            shelf.library,
            chat_model=chat_model,
            home=Home(settings.home_region, settings.home_level),
            ledger=Ledger(shelf.library),
        )
        return cls(settings, shelf, chain)

    @property
    def page(self) -> str:
        """Where links to the page lead."""
        return self._settings.page

    def acting_for(self, caller: Caller) -> "Service":
        """The same library as it is for *caller*: what they may not do is refused, what they may not see isn't there."""
        if caller == self.caller:
            return self
        return Service(self._settings, self._shelf, self._chain, caller=caller)

    def ask(self, question: str, *, history: Sequence[str] = (), scope: ScopeRequest | None = None) -> Answer:
        """Answer *question*; *history* is the user's earlier questions. Raises UnknownScope."""
        self._check_scope(scope)
        return self._chain.ask(question, history, scope)

    def ask_stream(
        self, question: str, *, history: Sequence[str] = (), scope: ScopeRequest | None = None
    ) -> Iterator[Event]:
        """As ask, piece by piece. A bad scope is raised at once, not at the first event."""
        self._check_scope(scope)
        return self._chain.stream(question, history, scope)

    def search(self, query: str, *, k: int = 10, scope: ScopeRequest | None = None) -> list[Hit]:
        """At most *k* clauses, best first. Raises UnknownScope."""
        self._check_scope(scope)
        return self._chain.search(query, k, scope)

    def documents(self, *, limit: int, offset: int = 0) -> Page[DocumentSummary]:
        """Documents in the order they were added."""
        return page_of(self._library.summaries(), limit, offset)

    def document(self, document_id: str) -> DocumentSummary:
        """One document; every method that reads one passes here, so this is where access is decided."""
        return self._library.summary(document_id)

    def text(self, document_id: str, version: int | None = None) -> Text:
        """The canonical text of the current version, or of *version*."""
        document = self.document(document_id)
        return Text(document_id, version or document.version, self._library.text(document_id, version))

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
        document, text = self.document(document_id), self._library.text(document_id, version)
        page = page_of(self._library.clauses(document_id, version), limit, offset)
        number, pages = version or document.version, self._library.layout(document_id, version).pages
        placed = (PlacedClause(document, number, clause, text, pages) for clause in page.items)
        return Page(tuple(placed), page.total)

    def clause(self, clause_id: str, version: int | None = None) -> PlacedClause:
        """A clause as it is now, or as it was in *version*."""
        clause = self._library.clause(clause_id, version)
        document = self.document(clause.document_id)
        text = self._library.text(document.id, version)
        pages = self._library.layout(document.id, version).pages
        return PlacedClause(document, version or document.version, clause, text, pages)

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
        clauses = self._library.clauses(self.document(document).id, version)
        text, facts = self._library.text(document, version), self._library.metadata(document, version)
        return inherited(text, clauses, facts)[clause_id]

    def definitions(self, document_id: str, *, limit: int, offset: int = 0) -> Page[Definition]:
        """The terms that a document defines, in order."""
        clauses = self._library.clauses(self.document(document_id).id)
        return page_of(definitions_in(self._library.text(document_id), clauses), limit, offset)

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
        return StoredFile(document.file_name, self._library.file(document.id))

    def upload(self, data: bytes, file_name: str, *, progress: Progress | None = None) -> Upload:
        """Add a file to the library. Raises Forbidden, UploadTooLarge, UnreadableFile, UnsupportedFormat."""
        self.caller.require("editor")
        self._check_size(data)
        # The last part of the name only, whichever system's separators it was sent with.
        name = PureWindowsPath(file_name).name
        outcome = ingest(data, name, shelf=self._shelf, progress=progress)
        document = outcome.document
        return Upload(self.document(document.id), outcome.change, document.receipt)

    def upload_archive(self, data: bytes, file_name: str) -> ArchiveUpload:
        """Add every document of a ZIP archive; one that can't be read does not keep the others out.

        Raises Forbidden, UploadTooLarge, UnreadableFile (of the archive itself).
        """
        self.caller.require("editor")
        self._check_size(data)
        added, refused = [], []
        for member in members_of(data, file_name):
            try:
                added.append(self.upload(member.data, member.name))
            except (UnreadableFile, UploadTooLarge) as error:
                refused.append(Refused(member.name, str(error)))
        return ArchiveUpload(tuple(added), tuple(refused))

    def delete(self, document_id: str) -> None:
        """Remove a document with all its versions. Raises Forbidden."""
        self.caller.require("editor")
        self._shelf.delete(self.document(document_id).id)

    def status(self) -> Status:
        documents = self._library.summaries()
        return Status(
            documents=len(documents),
            clauses=sum(document.clauses for document in documents),
            mode="generated" if self._settings.has_chat_model else "extractive",
            chat_model=self._settings.llm_model,
            embedding_model=self._shelf.fingerprint,
            version=version("wence"),
        )

    def close(self) -> None:
        """Let go of the library, after the write that is under way."""
        self._shelf.close()

    def _check_size(self, data: bytes) -> None:
        if len(data) > self._settings.max_upload_mb * MB:
            raise UploadTooLarge(self._settings.max_upload_mb)

    def _check_scope(self, scope: ScopeRequest | None) -> None:
        """Raises UnknownScope where a scope names documents that are not there."""
        known = {document.id for document in self._library.summaries()}
        if unknown := [ident for ident in (scope.documents if scope else ()) if ident not in known]:
            raise UnknownScope(unknown)

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def reindex(settings: Settings, progress: Progress | None = None) -> Reindexed:
    """Read all stored texts again, make all vectors by the model now set, and both indices anew.

    Raises what Service.open raises, but for ModelMismatch.
    """
    embedder = open_embedder(settings.embedding_model, settings.models, progress)
    where = settings.chroma_url
    with Shelf.open(settings.home, embedder, chroma_url=where, progress=progress, reencode=True) as shelf:
        reread = shelf.reindex(progress)
        return Reindexed(len(shelf.library.summaries()), reread)
