"""Replies that come piece by piece, as server-sent events."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi.responses import StreamingResponse

from app import sse
from app.api.problems import problem_of
from ingest.errors import WenceError

LOG = logging.getLogger(__name__)

# Neither browsers nor proxies on the way may keep pieces back.
HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def stream_events(events: Iterable[tuple[str, Mapping[str, Any]]]) -> StreamingResponse:
    """A reply of *events*, (name, data); one that fails ends with `error` and the problem document."""
    return StreamingResponse(_encoded(events), media_type=sse.MEDIA_TYPE, headers=HEADERS)


def _encoded(events: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[bytes]:
    try:
        for name, data in events:
            yield sse.encode(name, data)
    except Exception as error:
        if not isinstance(error, WenceError):
            LOG.exception("a stream failed")
        yield sse.encode("error", problem_of(error).document())
