"""Replies that come piece by piece, as server-sent events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from fastapi.responses import StreamingResponse

from app import sse
from app.api.problems import problem_of

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
        yield sse.encode("error", asdict(problem_of(error)))
