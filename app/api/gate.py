"""The gate: nobody gets to a route without being known, whichever route it is."""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.address import is_loopback
from app.access.caller import LOCAL, NOBODY, Caller
from app.access.errors import ForeignPage, Unidentified
from ingest.errors import WenceError

# What tells nothing of anybody's documents: whether the server is there, and the description of the interface.
PUBLIC = frozenset({"/healthz", "/readyz", "/openapi.json", "/docs"})


class Gate:
    """ASGI middleware: puts the Caller of each request into its state, or refuses it.

    Without any keys (or with *login* off) whoever reaches the server is the local caller: it listens on this machine
    only then, and pages of other sites are kept out. The command line of the library's owner has a key of its own.
    """

    def __init__(self, app: ASGIApp, *, login: bool) -> None:
        self.app, self.login = app, login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                scope["state"]["caller"] = await self._caller(scope)
            except WenceError as error:
                refusal = scope["app"].state.refuse(Request(scope), error)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller:
        """Raises ForeignPage, Unidentified, TooManyGuesses."""
        headers, keys = Headers(scope=scope), scope["state"]["keys"]
        if not (self.login and keys.exist()):
            _check_origin(headers)
            return LOCAL
        sent = _sent_key(headers)
        if hmac.compare_digest(sent.encode(), scope["app"].state.owner_key.encode()):
            return LOCAL
        if caller := keys.identify(sent):
            return caller
        if scope["path"] in PUBLIC:
            return NOBODY
        if not sent:
            raise Unidentified
        raise await scope["state"]["guesses"].refused(_address(scope), keys.claimed(sent))


def _sent_key(headers: Headers) -> str:
    scheme, _, words = headers.get("Authorization", "").partition(" ")
    return words.strip() if scheme.lower() == "bearer" else ""


def _address(scope: Scope) -> str:
    """Whose request it is; behind a proxy on this machine the server has put in what that one says."""
    return str(scope["client"][0]) if scope.get("client") else ""


def _check_origin(headers: Headers) -> None:
    """A site that a visitor has open may neither send to us nor, by a name that leads here, read from us."""
    origin = headers.get("Origin")
    if not is_loopback(_host(f"//{headers.get('Host', '')}")):
        raise ForeignPage
    if origin is not None and not is_loopback(_host(origin)):
        raise ForeignPage


def _host(address: str) -> str:
    """The host of *address*; "" where it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # [ without ]
        return ""
