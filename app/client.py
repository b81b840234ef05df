"""A client of our own HTTP API, for the page and the command line. Replies are the JSON objects of the contract."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from types import TracebackType
from typing import Any
from urllib.parse import quote

import httpx

from app import sse
from ingest.commitments.account import State
from ingest.errors import WenceError

Json = dict[str, Any]
Progress = Callable[[str, int, int], None]

# An answer by a slow chat model, or a large file: long, but not for ever. Seconds.
READ_TIMEOUT = 300.0
PAGE = 1000


class ApiProblem(WenceError):
    """The API refused: ``status`` is the HTTP status, ``type`` names the problem, the text is its Chinese detail."""

    def __init__(self, status: int, detail: str, *, type: str = "about:blank", title: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.type, self.title = status, detail, type, title


class ServerUnreachable(WenceError):
    """No API answers at this address, or it stopped answering."""

    def __init__(self, base_url: str, why: str) -> None:
        super().__init__(
            f"无法连接问策服务 {base_url}：{why}。请确认 `wence serve` 正在运行，且 WENCE_API_URL 指向它的地址。"
        )
        self.base_url = base_url


class ApiClient:
    """Every verb of the API as a method. Raises ApiProblem for a problem document, ServerUnreachable without a server.

    ``history`` is a sequence of {"role", "content"}; ``scope`` is the request's scope object or None.
    """

    def __init__(self, base_url: str, *, timeout: float = READ_TIMEOUT) -> None:
        self.base_url = base_url.rstrip("/")
        # trust_env: a proxy that is set for the web must not get requests for the server beside us.
        self._http = httpx.Client(
            base_url=self.base_url, timeout=httpx.Timeout(timeout, connect=5.0), trust_env=False
        )

    def ask(self, question: str, *, history: Sequence[Json] = (), scope: Json | None = None) -> Json:
        """The whole answer contract."""
        return self._post("/v1/ask", {"question": question, "history": list(history), "scope": scope})

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

    def documents(self) -> list[Json]:
        """The items of all documents, in the order they were added."""
        return self._every("/v1/documents")

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

    def versions(self, document_id: str) -> list[Json]:
        """The items of all versions, oldest first."""
        return self._every(_document(document_id, "/versions"))

    def differences(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        """What changed from *old* (None: the one before *new*) to *new* (None: the current one)."""
        chosen = {name: version for name, version in (("old", old), ("new", new)) if version is not None}
        return self._get(_document(document_id, "/differences"), chosen)

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
        return self._every("/v1/commitments", _given(document=document, **wanted))

    def commitment(self, commitment_id: str, version: int | None = None) -> Json:
        """One row of the ledger, as it is now or was in *version*."""
        return self._get(f"/v1/commitments/{quote(commitment_id, safe='')}", _versioned(version))

    def ledger_summary(self, document: str | Sequence[str] | None = None, **wanted: Any) -> Json:
        """The counts of the rows that commitments() gives for the same arguments, and each plan's profile."""
        return self._get("/v1/commitments/summary", _given(document=document, **wanted))

    def account(self, document_id: str, state: State | None = None) -> list[Json]:
        """What became of each figure, date, ban and body of a document in its ledger; only those in *state*."""
        return self._every(_document(document_id, "/account"), _given(state=state))

    def compare(self, documents: Sequence[str], **wanted: Any) -> Json:
        """Plans beside each other; *wanted*: the filters of /v1/compare."""
        return self._get("/v1/compare", _given(documents=list(documents), **wanted))

    def compare_versions(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        """What became of the ledger's rows from *old* to *new*."""
        return self._get("/v1/compare", _given(document=document_id, old=old, new=new))

    def judge_pair(self, left: str, right: str, verdict: str) -> Json:
        """Decide that two rows are one topic ("together") or not ("apart")."""
        return self._post("/v1/compare/pairs", {"left": left, "right": right, "verdict": verdict})

    def withdraw_pair(self, left: str, right: str) -> None:
        self._send("DELETE", "/v1/compare/pairs", params={"left": left, "right": right})

    def judged_pairs(self) -> list[Json]:
        """All decisions on pairs, the latest first."""
        return self._every("/v1/compare/pairs")

    def metadata(self, document_id: str) -> Json:
        return self._get(_document(document_id, "/metadata"))

    def receipt(self, document_id: str) -> Json:
        return self._get(_document(document_id, "/receipt"))

    def file(self, document_id: str) -> bytes:
        """The file as it was uploaded."""
        return self._send("GET", _document(document_id, "/file")).content

    def upload(self, data: bytes, file_name: str, *, progress: Progress | None = None) -> Json:
        """{"document", "change", "receipt"}; *progress* gets (stage, done, total) while the file is read in."""
        files = {"file": (file_name, data)}
        for event, body in self._events("/v1/documents", files=files, headers={"Accept": sse.MEDIA_TYPE}):
            if event == "document":
                return body
            if progress and event == "progress":
                progress(body["stage"], body["done"], body["total"])
        raise ServerUnreachable(self.base_url, "导入尚未完成，连接就断开了")

    def delete(self, document_id: str) -> None:
        self._send("DELETE", _document(document_id))

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

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> "ApiClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, path: str, params: Mapping[str, Any] | None = None) -> Json:
        body: Json = self._send("GET", path, params=params or {}).json()
        return body

    def _post(self, path: str, body: Json) -> Json:
        reply: Json = self._send("POST", path, json=body).json()
        return reply

    def _every(self, path: str, params: Mapping[str, Any] | None = None) -> list[Json]:
        """All items of a paged list."""
        items: list[Json] = []
        while True:
            page = self._get(path, {**(params or {}), "limit": PAGE, "offset": len(items)})
            items += page["items"]
            if not page["items"] or len(items) >= page["total"]:
                return items

    def _send(self, method: str, path: str, **given: Any) -> httpx.Response:
        with self._reached():
            response = self._http.request(method, path, **given)
        if response.is_error:
            raise _problem(response)
        return response

    def _events(self, path: str, **given: Any) -> Iterator[tuple[str, Json]]:
        """The events of a streamed reply; an `error` event is raised."""
        with self._reached(), self._http.stream("POST", path, **given) as response:
            if response.is_error:
                response.read()
                raise _problem(response)
            for event, data in sse.decode(response.iter_bytes()):
                if event == "error":
                    raise _problem_of(data, response.status_code)
                yield event, data

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as exc:
            raise ServerUnreachable(self.base_url, "等待回应超时") from exc
        except (httpx.TransportError, httpx.InvalidURL) as exc:
            raise ServerUnreachable(self.base_url, "连接失败或中断") from exc


def _document(document_id: str, part: str = "") -> str:
    return f"/v1/documents/{quote(document_id, safe='')}{part}"


def _given(**parameters: Any) -> Json:
    return {name: value for name, value in parameters.items() if value is not None}


def _versioned(version: int | None) -> Mapping[str, str]:
    return {} if version is None else {"version": str(version)}


def _problem(response: httpx.Response) -> ApiProblem:
    try:
        return _problem_of(response.json(), response.status_code)
    except ValueError:
        return ApiProblem(response.status_code, f"服务返回了无法识别的错误（HTTP {response.status_code}）。")


def _problem_of(body: Json, status: int) -> ApiProblem:
    return ApiProblem(
        body.get("status", status),
        body.get("detail") or f"服务返回了没有说明的错误（HTTP {status}）。",
        type=body.get("type", "about:blank"),
        title=body.get("title", ""),
    )
