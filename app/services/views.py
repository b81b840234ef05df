"""What all callers of one open library share, and the views of it for those who may see only some collections."""

from dataclasses import dataclass
from functools import lru_cache

from langchain_core.language_models import BaseChatModel

from app.access.audit import Audit
from app.access.keys import Keys
from app.metrics import LibraryMetrics
from app.services.pages import PagePictures
from app.settings import Settings
from retrieval.chain import AnswerChain
from retrieval.hits import Retriever
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.ledger.row_vectors import RowVectors
from retrieval.questions.scope import Home
from retrieval.questions.spelling import Speller
from retrieval.shelf import Shelf
from retrieval.store.library_reader import LibraryReader
from retrieval.store.visible import VisibleLibrary, VisibleRetriever

KEPT = 64  # views: so many different sets of collections


@dataclass(frozen=True, slots=True)
class View:
    """The documents that a caller sees, their ledger, and what answers over them; ``verbatim`` in their own words."""

    library: LibraryReader
    ledger: Ledger
    chain: AnswerChain
    verbatim: AnswerChain


class Common:
    """An open library and its models. Callers with the same collections share a view."""

    def __init__(
        self,
        settings: Settings,
        shelf: Shelf,
        retriever: Retriever,
        chat_model: BaseChatModel | None,
        metrics: LibraryMetrics,
    ) -> None:
        self.settings, self.shelf, self.metrics = settings, shelf, metrics
        self._retriever, self._chat_model = retriever, chat_model
        self.vectors = RowVectors(shelf.encode)
        self.pictures = PagePictures(shelf.library)
        self.keys = Keys.open(settings.home)
        self.audit = Audit.open(settings.home, days=settings.audit_days)
        self.view = lru_cache(maxsize=KEPT)(self._view)

    def close(self) -> None:
        """Let go of the library, after the write that is under way, and of the log."""
        self.shelf.close()
        self.keys.close()
        self.audit.close()

    def _view(self, collections: frozenset[str] | None) -> View:
        """What is seen by who may see *collections*; None: everything."""
        whole = self.shelf.library
        if collections is None:
            return self._over(whole, self._retriever, Speller(self.shelf.frequency))
        library = VisibleLibrary(whole, collections)

        def frequency(pair: str) -> int:
            return self.shelf.frequency(pair, frozenset(s.id for s in library.summaries()))

        return self._over(library, VisibleRetriever(self._retriever, library), Speller(frequency))

    def _over(self, library: LibraryReader, retriever: Retriever, speller: Speller) -> View:
        settings, ledger = self.settings, Ledger(library)
        home = Home(settings.home_region, settings.home_level)
        chain = AnswerChain(
            retriever,
            library,
            chat_model=self._chat_model,
            home=home,
            ledger=ledger,
            speller=speller,
        )
        verbatim = chain
        if self._chat_model is not None:
            verbatim = AnswerChain(retriever, library, home=home, ledger=ledger, speller=speller)
        return View(library, ledger, chain, verbatim)

    def figures(self) -> bytes:
        """The metrics, with the size of the whole library."""
        return self.metrics.text(self._sizes)

    def _sizes(self) -> dict[str, int]:
        every = self.shelf.library.summaries()
        clauses, commitments = (sum(getattr(d, name) for d in every) for name in ("clauses", "commitments"))
        return {"documents": len(every), "clauses": clauses, "commitments": commitments}
