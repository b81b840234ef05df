"""What the programs say of themselves, on stderr: a JSON object a line, or a plain line for a person at a terminal.

Secrets are masked in whatever is logged, tracebacks included. A line break in what is logged can't begin a line.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TextIO

from app.settings import Settings

# The request that is being served here; empty outside of one.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

MASK = "***"
_SECRET_SHAPES = re.compile(
    r"(?P<kept>\b(?:bearer|basic)\s+|://[^/\s:@]*:|\b[\w-]*(?:api[_-]?key|password|passwd|secret|token)[\"']?\s*[:=]\s*[\"']?)"
    r"[^\s\"',;}@]+"
    r"|\bsk-[\w-]{8,}|\bwence_[0-9a-f]+_[\w-]+",
    re.IGNORECASE,
)
_SHORTEST_SECRET = 6  # characters; a shorter one would mask half of what is logged
_CONTROLS = {n: f"\\x{n:02x}" for n in (*range(32), *range(127, 160))} | {
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
_CHATTY = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "urllib3", "chromadb", "mcp", "uvicorn")


class Masker:
    """Takes secrets out of words: those it was given, and whatever has the shape of one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, words: str) -> str:
        masked = self._known.sub(MASK, words) if self._known else words
        return _SECRET_SHAPES.sub(lambda match: f"{match['kept'] or ''}{MASK}", masked)


class _Lines(logging.Formatter):
    """Records as lines; :meth:`fields` gathers what both forms show."""

    def __init__(self, mask: Masker) -> None:
        super().__init__()
        self._mask = mask

    def fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """The masked parts of *record*; ``extra={"fields": {…}}`` adds its own."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            told["request_id"] = request_id
        told |= getattr(record, "fields", {})
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return {name: self._mask(value) if isinstance(value, str) else value for name, value in told.items()}


class JsonLines(_Lines):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        line = json.dumps(self.fields(record), ensure_ascii=False, default=str)
        return line.translate(_CONTROLS)  # legal inside JSON, but some programs break lines there


class TextLines(_Lines):
    """One line a record, and the lines of a traceback indented below it."""

    def format(self, record: logging.LogRecord) -> str:
        told = self.fields(record)
        when, level, _, message = (told.pop(name) for name in ("time", "level", "logger", "message"))
        error = told.pop("error", "")
        rest = "".join(f" {name}={value}" for name, value in told.items())
        head = f"{when[11:19]} {level:<7} {message}{rest}".translate(_CONTROLS)
        return "\n".join([head, *(f"    {line.translate(_CONTROLS)}" for line in error.splitlines())])


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all logs of this process to *stream* (stderr), in the form and from the level that *settings* name.

    Where they name none: on a terminal plain lines from warnings on, else JSON from information on.
    """
    target = stream or sys.stderr
    form = settings.log_format or ("text" if target.isatty() else "json")
    level = settings.log_level or ("warning" if form == "text" and target.isatty() else "info")
    mask = Masker(settings.secrets)
    handler = logging.StreamHandler(target)
    handler.setFormatter(JsonLines(mask) if form == "json" else TextLines(mask))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:  # what they say at `info` is one line a request of theirs, addresses and all
        logging.getLogger(name).setLevel(logging.WARNING if level != "debug" else logging.DEBUG)
