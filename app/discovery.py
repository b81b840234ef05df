"""How the command line finds the server that owns a library: a note in the library's folder."""

import json
import os
from pathlib import Path

from app.client import ApiClient, ApiProblem, ServerUnreachable

NOTE = "server.json"


def announce(home: Path, url: str, instance: str) -> None:
    """Leave the note; call it while holding the library."""
    fresh = home / f"{NOTE}.new"
    fresh.write_text(json.dumps({"url": url, "pid": os.getpid(), "instance": instance}), encoding="utf-8")
    fresh.replace(home / NOTE)


def withdraw(home: Path, instance: str) -> None:
    """Remove the note if it is this server's."""
    if _read(home).get("instance") == instance:
        (home / NOTE).unlink(missing_ok=True)


def find(home: Path) -> str | None:
    """The address of the running server of this library; None where the note is missing or out of date."""
    note = _read(home)
    if not note:
        return None
    try:
        with ApiClient(note["url"]) as client:
            return note["url"] if client.health().get("instance") == note["instance"] else None
    except (ServerUnreachable, ApiProblem):
        return None


def _read(home: Path) -> dict[str, str]:
    """The note; empty where there is none, or none that makes sense."""
    try:
        note = json.loads((home / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) and {"url", "instance"} <= note.keys() else {}
