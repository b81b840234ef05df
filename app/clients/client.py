"""A client of our own HTTP API, for the page and the command line. Replies are the JSON objects of the contract."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from app import sse
from app.clients.admin import AdminClient
from app.clients.collections import CollectionClient
from app.clients.compare import CompareClient
from app.clients.conversations import ConversationClient
from app.clients.feedback import FeedbackClient
from app.clients.marks import MarkClient
from app.clients.transport import ApiProblem, Json, Progress, ServerUnreachable, given
from app.clients.uploads import Outcome, Source, Watcher, one_by_one
from ingest.commitments.account import State

__all__ = ["ApiClient", "ApiProblem", "Json", "Progress", "ServerUnreachable"]


class ApiClient(CompareClient, ConversationClient, FeedbackClient, MarkClient, CollectionClient, AdminClient):
    """Every verb of the API as a method. Raises ApiProblem for a problem document, ServerUnreachable without a server.

    ``history`` is a sequence of {"role", "content"}; ``scope`` and ``understood`` are the request's objects or None.
    """

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Json] = (),
        scope: Json | None = None,
        understood: Json | None = None,
    ) -> Json:
        """The whole answer contract."""
        body = {"question": question, "history": list(history), "scope": scope, "understood": understood}
        return self._post("/v1/ask", body)

    def ask_stream(
        self, question: str, *, history: Sequence[Json] = (), scope: Json | None = None
    ) -> Iterator[tuple[str, Json]]:
        """Yield ("retrieval", …), ("delta", {"text"})…, ("answer", contract) as they come."""
        body = {"question": question, "history": list(history), "scope": scope, "stream": True}
        yield from self._events("/v1/ask", json=body)

    def search(self, query: str, *, k: int = 10, scope: Json | None = None) -> list[Json]:
        """At most *k* hits, best first."""
        items: list[Json] = self._post("/v1/search", {"query": query, "k": k, "scope": scope})["items"]
        return items

    def documents(self, collection: str | None = None) -> list[Json]:
        """The items of all documents, or of those in one collection, in the order they were added."""
        return self._every("/v1/documents", given(collection=collection))

    def document(self, document_id: str) -> Json:
        return self._get(_document(document_id))

    def text(self, document_id: str, version: int | None = None) -> Json:
        """{"document_id", "version", "text"}: the canonical text of the current version, or of *version*."""
        return self._get(_document(document_id, "/text"), _versioned(version))

    def clauses(self, document_id: str, version: int | None = None) -> list[Json]:
        """All clauses and frame parts of the current version, or of *version*, in document order."""
        return self._every(_document(document_id, "/clauses"), _versioned(version))

    def layout(self, document_id: str, version: int | None = None) -> Json:
        """Pages, tables and parts dropped of the current version, or of *version*."""
        return self._get(_document(document_id, "/layout"), _versioned(version))

    def page_picture(
        self, document_id: str, page: int, *, version: int | None = None, dpi: int | None = None
    ) -> bytes:
        """A page, from 1, of a PDF or a picture as PNG."""
        wanted = {**_versioned(version), **given(dpi=dpi)}
        return self._send("GET", _document(document_id, f"/pages/{page}.png"), params=wanted).content

    def versions(self, document_id: str) -> list[Json]:
        """The items of all versions, oldest first."""
        return self._every(_document(document_id, "/versions"))

    def differences(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        """What changed from *old* (None: the one before *new*) to *new* (None: the current one)."""
        chosen = {name: version for name, version in (("old", old), ("new", new)) if version is not None}
        return self._get(_document(document_id, "/differences"), chosen)

    def reinstate(self, document_id: str, version: int) -> Json:
        """{"document", "change", "version", "receipt"}: the older version is the current one again, as the next one."""
        return self._post(_document(document_id, f"/versions/{version}/reinstate"), {})

    def references(self, document_id: str) -> Json:
        """{"basis", "attachments"}: what the document names, each with the id of the library's document or None."""
        return self._get(_document(document_id, "/references"))

    def missing_references(self) -> list[Json]:
        """What the library's documents name but the library doesn't hold; those that most name first."""
        return self._every("/v1/references/missing")

    def clause(self, clause_id: str, version: int | None = None) -> Json:
        """A clause item with document_id, title, file_name and version; as it is now, or was in *version*."""
        return self._get(f"/v1/clauses/{quote(clause_id, safe='')}", _versioned(version))

    def commitments(self, document: str | Sequence[str] | None = None, **wanted: Any) -> list[Json]:
        """All rows of the ledger, or of some documents; *wanted*: the query parameters of /v1/commitments."""
        return self._every("/v1/commitments", given(document=document, **wanted))

    def commitments_page(self, *, limit: int, offset: int, **wanted: Any) -> Json:
        """One page of what commitments() gives: {"items", "total", "limit", "offset"}."""
        return self._get("/v1/commitments", given(limit=limit, offset=offset, **wanted))

    def commitment(self, commitment_id: str, version: int | None = None) -> Json:
        """One row of the ledger, as it is now or was in *version*."""
        return self._get(f"/v1/commitments/{quote(commitment_id, safe='')}", _versioned(version))

    def ledger_summary(self, document: str | Sequence[str] | None = None, **wanted: Any) -> Json:
        """The counts of the rows that commitments() gives for the same arguments, and each plan's profile."""
        return self._get("/v1/commitments/summary", given(document=document, **wanted))

    def account(self, document_id: str, state: State | None = None) -> list[Json]:
        """What became of each figure, date, ban and body of a document in its ledger; only those in *state*."""
        return self._every(_document(document_id, "/account"), given(state=state))

    def metadata(self, document_id: str) -> Json:
        return self._get(_document(document_id, "/metadata"))

    def receipt(self, document_id: str) -> Json:
        return self._get(_document(document_id, "/receipt"))

    def file(self, document_id: str) -> bytes:
        """The file as it was uploaded."""
        return self._send("GET", _document(document_id, "/file")).content

    def upload(
        self, data: bytes, file_name: str, *, collection: str | None = None, progress: Progress | None = None
    ) -> Json:
        """{"document", "change", "version", "receipt"}; *progress* gets (stage, done, total) while the file is read in."""
        sent = {"files": {"file": (file_name, data)}, "data": given(collection=collection)}
        for event, body in self._events("/v1/documents", **sent, headers={"Accept": sse.MEDIA_TYPE}):
            if event == "document":
                return body
            if progress and event == "progress":
                progress(body["stage"], body["done"], body["total"])
        raise ServerUnreachable(self.base_url, "导入尚未完成，连接就断开了")

    def upload_all(
        self, sources: Iterable[Source], *, collection: str | None = None, progress: Watcher
    ) -> Iterator[tuple[Source, Outcome]]:
        """What becomes of each file, in their order."""
        # One after another: of two versions of a plan the later file must arrive later. Reading ahead would gain little:
        # the server reads files in processes of their own, and what is left takes a hundredth of the time of encoding.
        return one_by_one(
            sources,
            lambda source: self.upload(
                source.data, source.name, collection=collection, progress=partial(progress, source)
            ),
        )

    def delete(self, document_id: str) -> None:
        self._send("DELETE", _document(document_id))

    def caller(self) -> Json:
        """{"name", "role", "collections", "login"}: who we are to the server."""
        return self._get("/v1/caller")

    def status(self) -> Json:
        return self._get("/v1/status")

    def health(self) -> Json:
        """{"status", "instance"} as soon as the server listens."""
        return self._get("/healthz")

    def ready(self) -> bool:
        """Whether the server has its library open; False while it starts. Raises ServerUnreachable."""
        try:
            self._get("/readyz")
        except ApiProblem as problem:
            if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
                return False
            raise
        return True


def _document(document_id: str, part: str = "") -> str:
    return f"/v1/documents/{quote(document_id, safe='')}{part}"


def _versioned(version: int | None) -> Mapping[str, str]:
    return {} if version is None else {"version": str(version)}
