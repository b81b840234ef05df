"""Every request has an id: in what is logged of it, in the reply, in its problem document."""

import logging
import re
import time
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import REQUEST_ID
from app.metrics import HttpMetrics

LOG = logging.getLogger(__name__)

HEADER = "X-Request-ID"
UNROUTED = "（未知地址）"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# What is asked again and again by programs that watch: told at debug, but for what went wrong.
POLLED = frozenset({"/healthz", "/readyz", "/metrics"})
_USUAL = frozenset({200, 503})  # 503: not open yet
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Tracing:
    """ASGI, outermost: takes a well-formed X-Request-ID or makes one, returns it, and logs a line a request: at info,
    polls at debug.

    The line names the route's template, never the address as sent: what people ask can stand in it.
    """

    def __init__(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ident, status, begin = request_id(Headers(scope=scope).get(HEADER)), 0, time.perf_counter()
        self.metrics.begun()
        REQUEST_ID.set(ident)  # not taken back: the server still logs for this request after us

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = ident
            await send(message)

        try:
            await self.app(scope, receive, marked)
        finally:
            seconds = time.perf_counter() - begin
            self.metrics.ended(method_of(scope), route_of(scope), status, seconds)
            _log(scope, status, seconds)


def request_id(given: str | None) -> str:
    """*given* where it can stand in a log as it is, else a new one."""
    return given if given and _WELL_FORMED.fullmatch(given) else uuid4().hex


def route_of(scope: Scope) -> str:
    """The template of the route that took this request, such as /v1/documents/{document_id}."""
    return str(getattr(scope.get("route"), "path", "")) or UNROUTED


def method_of(scope: Scope) -> str:
    """The method, or OTHER: whoever invents methods must not fill what counts them."""
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


def _log(scope: Scope, status: int, seconds: float) -> None:
    fields = {
        "method": method_of(scope),
        "route": route_of(scope),
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    poll = fields["route"] in POLLED and status in _USUAL
    LOG.log(logging.DEBUG if poll else logging.INFO, "request", extra={"fields": fields})
