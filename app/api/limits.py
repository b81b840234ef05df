"""An upper bound on request bodies, kept while they are read."""

from http import HTTPStatus

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import UploadTooLarge

MB = 1024 * 1024
FORM_OVERHEAD = MB  # boundaries and headers of a multipart form around the file itself
DRAIN = 8  # times the limit: how much of a refused body is read on, so that its sender gets to see the reply


class BodyLimit:
    """ASGI middleware: a body over *limit_mb* ends in a 413 problem document."""

    def __init__(self, app: ASGIApp, *, limit_mb: int) -> None:
        self.app, self.limit_mb = app, limit_mb
        self.limit = limit_mb * MB + FORM_OVERHEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.limit:
                await _drain(receive, message, self.limit * DRAIN)
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from UploadTooLarge(self.limit_mb)
            return message

        await self.app(scope, counted, send)


async def _drain(receive: Receive, message: Message, most: int) -> None:
    while message.get("more_body") and most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
