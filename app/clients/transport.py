"""How our own HTTP API is spoken to: requests, paged lists, streamed events, and its problem documents as errors."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import httpx

from app import sse
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


class Transport:
    """A connection to the API at one address. Raises ApiProblem for a problem document, ServerUnreachable."""

    def __init__(self, base_url: str, *, key: str = "", timeout: float = READ_TIMEOUT) -> None:
        self.base_url = base_url.rstrip("/")
        # trust_env: a proxy that is set for the web must not get requests for the server beside us.
        self._http = httpx.Client(
            base_url=self.base_url,
            # Bytes: whatever was typed as a key is sent, and refused there.
            headers={b"Authorization": f"Bearer {key}".encode()} if key else {},
            timeout=httpx.Timeout(timeout, connect=5.0),
            trust_env=False,
        )

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, path: str, params: Mapping[str, Any] | None = None) -> Json:
        return self._told("GET", path, params=params or {})

    def _post(self, path: str, body: Json) -> Json:
        return self._told("POST", path, json=body)

    def _every(self, path: str, params: Mapping[str, Any] | None = None) -> list[Json]:
        """All items of a paged list."""
        items: list[Json] = []
        while True:
            page = self._get(path, {**(params or {}), "limit": PAGE, "offset": len(items)})
            items += page["items"]
            if not page["items"] or len(items) >= page["total"]:
                return items

    def _told(self, method: str, path: str, **given: Any) -> Json:
        """The object that is the reply."""
        reply = _object(self._send(method, path, **given))
        if reply is None:
            raise ServerUnreachable(self.base_url, "那里应答的不是问策")
        return reply

    def _send(self, method: str, path: str, **given: Any) -> httpx.Response:
        with self._reached():
            response = self._http.request(method, path, **given)
        if not response.is_success:
            raise _problem(response)
        return response

    def _events(self, path: str, **given: Any) -> Iterator[tuple[str, Json]]:
        """The events of a streamed reply; an `error` event is raised."""
        with self._reached(), self._http.stream("POST", path, **given) as response:
            if not response.is_success:
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
        except (httpx.RequestError, httpx.InvalidURL) as exc:
            raise ServerUnreachable(self.base_url, "连接失败或中断") from exc


def given(**parameters: Any) -> Json:
    """Query parameters without those that are None."""
    return {name: value for name, value in parameters.items() if value is not None}


def _object(response: httpx.Response) -> Json | None:
    """The JSON object that a reply is; None for anything else."""
    try:
        body = response.json()
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _problem(response: httpx.Response) -> ApiProblem:
    body = _object(response)
    if body is None:
        return ApiProblem(response.status_code, f"服务返回了无法识别的错误（HTTP {response.status_code}）。")
    return _problem_of(body, response.status_code)


def _problem_of(body: Json, status: int) -> ApiProblem:
    return ApiProblem(
        body.get("status", status),
        body.get("detail") or f"服务返回了没有说明的错误（HTTP {status}）。",
        type=body.get("type", "about:blank"),
        title=body.get("title", ""),
    )
