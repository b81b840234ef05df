"""The page as a web application: Streamlit's, whose HTML document is ours and whose uploads are watched. Run by `python -m app.ui`."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.ui.admission import Admission
from app.ui.shell import shell

STATIC = Path(st.__file__).parent / "static"
# Every visit asks for it: it names the scripts of the version that runs.
_HEADERS = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-cache")]

PAGES = ("ask", "library", "reader", "ledger", "admin", "about")
# What Streamlit and the HTTP client load when a page first needs it.
LATE = ("httpcore", "PIL.ImageFile", "numpy", "pandas", "pyarrow", "streamlit.emojis")


class OurDocument:
    """In the place of each HTML document that *inner* would send, ours is sent; all else passes."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner
        self._document = shell(STATIC).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._inner(scope, receive, send)
            return
        replaced = False

        async def pass_on(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_html(message):
                replaced = True
                length = (b"content-length", str(len(self._document)).encode())
                await send({**message, "headers": [*_HEADERS, length]})
                await send({"type": "http.response.body", "body": self._document})
            elif not replaced:
                await send(message)

        await self._inner(scope, receive, pass_on)


def _is_html(start: Mapping[str, Any]) -> bool:
    return start["status"] == 200 and any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"]
    )


@asynccontextmanager
async def _warmed(_: st.App) -> AsyncIterator[None]:
    """What takes long to import is loaded while the API opens its library: the first visitor needn't wait for it."""
    for name in (*LATE, *(f"app.ui.{page}" for page in PAGES)):
        import_module(name)
    gc.freeze()  # 300,000 objects that stay needn't be looked through whenever garbage is collected
    yield


app = st.App(
    Path(__file__).parent / "main.py",
    lifespan=_warmed,
    middleware=[Middleware(Admission), Middleware(OurDocument)],
)
