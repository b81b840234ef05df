"""The only way in: what the doors (HTTP, command line) can ask of a library. Frozen values in and out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from types import TracebackType
from typing import Any

from langchain_core.language_models import BaseChatModel

from app.access.audit import Journal
from app.access.caller import LOCAL, Caller
from app.destinations import destinations
from app.errors import UnknownScope
from app.metrics import LibraryMetrics
from app.progress import Progress
from app.services.audit import AuditService, KeyService
from app.services.compare import CompareService
from app.services.conversations import ConversationService
from app.services.export import ExportService
from app.services.feedback import FeedbackService
from app.services.intake import IntakeService
from app.services.ledger import LedgerService
from app.services.marks import MarkService
from app.services.replies import Reindexed, Status
from app.services.views import Common
from app.settings import Settings
from ingest.scratch import READING, clear_left
from retrieval.answer import Answer
from retrieval.answers.events import Event
from retrieval.answers.suggestions import Suggestion, suggestions
from retrieval.embedder import Embedder, open_embedder
from retrieval.hits import Hit
from retrieval.models.reranker import Reranked, open_reranker
from retrieval.questions.scope import ScopeRequest
from retrieval.shelf import Shelf
from retrieval.store.home import require_unheld

LONGEST_EARLIER = 1000  # characters of an earlier question
SILENT_SERVER = "向量库没有应答，暂不能检索和提问；它恢复后自动恢复，不必重新启动问策。"


class Service(IntakeService):
    """One open library and its answers, as they are for one caller. Methods may be called from several threads.

    Unknown ids raise UnknownDocument, UnknownVersion or UnknownClause, those of documents that the caller may not see
    as well; verbs beyond the caller's role raise Forbidden.
    """

    def __init__(self, common: Common, *, caller: Caller = LOCAL) -> None:
        view = common.view(caller.collections)
        journal = Journal(common.audit, caller, questions=common.settings.audit_questions == "on")
        super().__init__(common, view.library, journal)
        self._common, self._chain = common, view.chain
        self.ledger = LedgerService(view.library, view.ledger)
        self.marks = MarkService(view.library, view.ledger, journal)
        self.conversations = ConversationService(view.library, self, journal)
        self.feedback = FeedbackService(view.library, journal)
        self.compare = CompareService(view.library, view.ledger, common.vectors, journal)
        self.export = ExportService(
            view.library, self.ledger, self.compare, journal, page=common.settings.page
        )
        self.keys, self.audit = KeyService(common.keys, journal), AuditService(journal)

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress | None = None, *, embedder: Embedder | None = None
    ) -> "Service":
        """Open the models and the library in ``settings.home``, repairing what a crash left.

        An *embedder* that is already open is used instead of the one that *settings* name.
        Raises ModelUnavailable, ModelMismatch, LibraryInUse, LibraryDamaged.
        """
        require_unheld(settings.home)
        clear_left(READING)
        embedder = embedder or open_embedder(settings.embedding_model, settings.models, progress)
        metrics = LibraryMetrics()
        chat_model = _chat_model(settings, metrics)
        with ExitStack() as held:  # what fails after it must not keep the library
            shelf = held.enter_context(
                Shelf.open(settings.home, embedder, chroma_url=settings.chroma_url, progress=progress)
            )
            retriever = shelf.retriever
            if settings.reranker:
                retriever = Reranked(retriever, open_reranker(settings.reranker))
            service = cls(Common(settings, shelf, retriever, chat_model, metrics))
            held.pop_all()
        return service

    @property
    def page(self) -> str:
        """Where links to the page lead."""
        return self._settings.page

    def acting_for(self, caller: Caller) -> "Service":
        """The same library as it is for *caller*: what they may not do is refused, what they may not see isn't there."""
        if caller == self.caller:
            return self
        return Service(self._common, caller=caller)

    def ask(self, question: str, *, history: Sequence[str] = (), scope: ScopeRequest | None = None) -> Answer:
        """Answer *question*; *history* is the user's earlier questions. Raises UnknownScope."""
        self._check_scope(scope)
        self._journal.asked("ask", question)
        answer = self._chain.ask(question, _beginnings(history), scope)
        self._common.metrics.answered(answer)
        return answer

    def ask_stream(
        self, question: str, *, history: Sequence[str] = (), scope: ScopeRequest | None = None
    ) -> Iterator[Event]:
        """As ask, piece by piece. A bad scope is raised at once, not at the first event."""
        self._check_scope(scope)
        self._journal.asked("ask", question)
        return self._common.metrics.watched(self._chain.stream(question, _beginnings(history), scope))

    def suggestions(self, answer: Mapping[str, Any]) -> tuple[Suggestion, ...]:
        """Questions that go on from an answer, the contract as data; each of them is answered by the document it names."""
        view = self._common.view(self.caller.collections)

        def ask(suggestion: Suggestion) -> Answer:
            return view.verbatim.ask(suggestion.question, (), ScopeRequest((suggestion.document_id,)))

        return suggestions(answer, view.ledger, view.library, ask)

    def search(self, query: str, *, k: int = 10, scope: ScopeRequest | None = None) -> list[Hit]:
        """At most *k* clauses, best first. Raises UnknownScope."""
        self._check_scope(scope)
        self._journal.asked("search", query)
        return self._chain.search(query, k, scope)

    @property
    def trouble(self) -> str | None:
        """What can't be done for now, in words for everybody; None while all is well."""
        return SILENT_SERVER if self._shelf.vectors.is_silent else None

    def require_ready(self) -> None:
        """Raises ChromaUnavailable where questions can't be answered because the vector server is down."""
        self._shelf.vectors.require_server()

    def status(self) -> Status:
        documents = self._library.summaries()
        return Status(
            documents=len(documents),
            clauses=sum(document.clauses for document in documents),
            commitments=sum(document.commitments for document in documents),
            mode="generated" if self._settings.has_chat_model else "extractive",
            chat_model=self._settings.llm_model,
            embedding_model=self._shelf.fingerprint,
            reranker=self._settings.reranker,
            sends=tuple(destinations(self._settings)),
            version=version("wence"),
        )

    def metrics(self) -> bytes:
        """What was asked and read in since the library was opened, and its size, in Prometheus's text.

        Raises Forbidden: it is for admins.
        """
        self.caller.require("admin")
        return self._common.figures()

    def close(self) -> None:
        """Let go of the library, after the write that is under way."""
        self._common.close()

    def _check_scope(self, scope: ScopeRequest | None) -> None:
        """Raises UnknownScope where a scope names documents that are not there."""
        known = {document.id for document in self._library.summaries()}
        chosen = (*scope.documents, *(scope.meant.documents or ())) if scope else ()
        if unknown := [ident for ident in chosen if ident not in known]:
            raise UnknownScope(unknown)

    def __enter__(self) -> "Service":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _beginnings(history: Sequence[str]) -> list[str]:
    """Earlier questions as far as they are questions: each is read, and what was pasted behind them takes long."""
    return [words[:LONGEST_EARLIER] for words in history]


def _chat_model(settings: Settings, metrics: LibraryMetrics) -> BaseChatModel | None:
    """The model that words answers; None where none is set."""
    if not (settings.llm_base_url and settings.llm_model):
        return None
    from retrieval.models.chat_endpoint import open_chat_model  # takes most of a second to import

    return open_chat_model(
        settings.llm_base_url,
        settings.llm_model,
        settings.llm_api_key,
        timeout=settings.llm_timeout,
        watchers=[metrics.model_calls],
    )


def reindex(settings: Settings, progress: Progress | None = None) -> Reindexed:
    """Read all stored texts again, make all vectors by the model now set, and both indices anew.

    Raises what Service.open raises, but for ModelMismatch.
    """
    embedder = open_embedder(settings.embedding_model, settings.models, progress)
    where = settings.chroma_url
    with Shelf.open(settings.home, embedder, chroma_url=where, progress=progress, reencode=True) as shelf:
        reread = shelf.reindex(progress)
        return Reindexed(len(shelf.library.summaries()), reread)
