"""How the command line finds the server that owns a library: a note in the library's folder, for its owner's eyes."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from app.clients.client import ApiClient, ApiProblem, ServerUnreachable
from ingest.errors import reason
from retrieval.errors import HomeUnusable

NOTE = "server.json"


@dataclass(frozen=True, slots=True)
class Running:
    """A server, and the key with which the owner of its library comes in."""

    url: str
    key: str = field(repr=False)


def announce(home: Path, url: str, instance: str, *, key: str) -> None:
    """Leave the note; call it while holding the library. Raises HomeUnusable."""
    fresh = home / f"{NOTE}.new"
    note = {"url": url, "pid": os.getpid(), "instance": instance, "key": key}
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)  # who may read the note may read the library beside it
        fresh.write_text(json.dumps(note), encoding="utf-8")
        fresh.replace(home / NOTE)
    except OSError as exc:
        raise HomeUnusable(str(home), reason(exc)) from exc


def withdraw(home: Path, instance: str) -> None:
    """Remove the note if it is this server's."""
    if _read(home).get("instance") == instance:
        (home / NOTE).unlink(missing_ok=True)


def find(home: Path) -> Running | None:
    """The running server of this library; None where the note is missing or out of date."""
    note = _read(home)
    if not note:
        return None
    try:
        with ApiClient(note["url"]) as client:
            ours = client.health().get("instance") == note["instance"]
            return Running(note["url"], note["key"]) if ours else None
    except (ServerUnreachable, ApiProblem):
        return None


def _read(home: Path) -> dict[str, str]:
    """The note; empty where there is none, or none that makes sense."""
    try:
        note = json.loads((home / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    told = note if isinstance(note, dict) else {}
    return told if all(isinstance(told.get(name), str) for name in ("url", "instance", "key")) else {}
