"""Replies that come piece by piece, as server-sent events."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fastapi.responses import StreamingResponse

from app import sse
from app.api.problems import Problem, problem_of
from ingest.errors import WenceError

LOG = logging.getLogger(__name__)

# Neither browsers nor proxies on the way may keep pieces back.
HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def stream_events(events: Iterable[tuple[str, Mapping[str, Any]]]) -> StreamingResponse:
    """A reply of *events*, (name, data); one that fails ends with `error` and the problem document."""
    encoded = (sse.encode(name, data) for name, data in events)
    return stream_bytes(encoded, lambda problem: sse.encode("error", problem.document()))


def stream_bytes(events: Iterable[bytes], failed: Callable[[Problem], bytes]) -> StreamingResponse:
    """A reply of encoded *events*; one that breaks ends with what *failed* says of the problem."""
    return StreamingResponse(_guarded(events, failed), media_type=sse.MEDIA_TYPE, headers=HEADERS)


def _guarded(events: Iterable[bytes], failed: Callable[[Problem], bytes]) -> Iterator[bytes]:
    try:
        yield from events
    except Exception as error:
        if not isinstance(error, WenceError):
            LOG.exception("a stream failed")
        yield failed(problem_of(error))
