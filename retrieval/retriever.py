"""Our retriever in LangChain's clothes."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from retrieval.hits import Hit, Retriever


class ClauseRetriever(BaseRetriever):
    """Clauses as LangChain documents: the text in ``page_content``, where it stands in ``metadata``."""

    inner: Retriever
    k: int = 10
    documents: frozenset[str] | None = None
    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **given: Any
    ) -> list[Document]:
        """At most *k* documents, best first; ``invoke(query, k=3, documents=…)`` overrides the fields."""
        del run_manager  # searching is quick and local: nothing to report to callbacks
        k, documents = given.get("k", self.k), given.get("documents", self.documents)
        return [as_document(hit) for hit in self.inner.retrieve(query, k, documents)]


class ClauseDocument(Document):
    """A clause as LangChain sees it; ``hit`` is what we found, for those who want its sentences."""

    hit: Hit = Field(exclude=True, repr=False)


def as_document(hit: Hit) -> ClauseDocument:
    """A hit as LangChain sees it; offsets count characters of the canonical text."""
    clause, document = hit.clause, hit.document
    return ClauseDocument(
        hit=hit,
        id=clause.id,
        page_content=hit.text,
        metadata={
            "clause_id": clause.id,
            "document_id": document.id,
            "version": document.version,
            "file_name": document.file_name,
            "title": document.title,
            "clause": clause.reference,
            "path": list(clause.path),
            "start": clause.start,
            "end": clause.end,
            "score": hit.score,
        },
    )
