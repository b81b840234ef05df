"""Server-sent events, both ways: one event is a name and one JSON object in UTF-8."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MEDIA_TYPE = "text/event-stream"

# Legal inside JSON, but many line readers (Python's among them) break lines there.
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def encode(event: str, data: Mapping[str, Any]) -> bytes:
    """One event on the wire; *data* is any JSON object."""
    return f"event: {event}\n".encode() + encode_data(data)


def encode_data(data: Mapping[str, Any]) -> bytes:
    """One event without a name."""
    return f"data: {json.dumps(data, ensure_ascii=False).translate(_LINE_BREAKS)}\n\n".encode()


def decode(chunks: Iterable[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (event, data) for each whole event in *chunks*, however they are cut; comments are passed over."""
    event, data = "message", list[str]()
    for line in _lines(chunks):
        field, _, value = line.partition(":")
        if field == "event":
            event = value.removeprefix(" ")
        elif field == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            yield event, json.loads("\n".join(data))
            event, data = "message", []


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Whole lines without their ends, cut at newlines only."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r").decode()
