"""The audit log: who did what, when. Rows are only ever added; old ones go when their time of keeping is over."""

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from app.access.caller import LOCAL, Caller, Role
from app.access.keys import Key, now, open_access
from app.logs import REQUEST_ID
from retrieval.errors import StorageFailed
from retrieval.store.database import Database

LOG = logging.getLogger(__name__)

Action = Literal[
    "ask",
    "search",
    "upload",
    "reinstate",
    "delete",
    "move",
    "mark",
    "unmark",
    "pair",
    "unpair",
    "export",
    "download",
    "set_collection",
    "remove_collection",
    "add_key",
    "revoke_key",
    "refused_key",
    "read_audit",
    "delete_conversation",
    "judge",
    "unjudge",
    "backup",
    "restore",
]
STRANGER = "（未知）"
LEFT_OUT = "（未记录）"  # in place of a question, where the settings keep questions out


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``at`` is ISO 8601 in UTC, to the second; ``subject`` is the id of what it was done to.

    Who sent a key that never was one has no ``key_id`` and no ``role``.
    """

    number: int
    at: str
    key_id: str
    name: str
    role: Role | Literal[""]
    action: Action
    subject: str
    words: str
    request_id: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; None sets no limit. ``since`` and ``until`` are days (ISO), both inclusive, in UTC."""

    action: Action | None = None
    key: str | None = None  # id or name
    since: str | None = None
    until: str | None = None


class Audit:
    """The log kept in one file, which several processes may have open. Raises LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database, *, days: int) -> None:
        self._database, self._days = database, days
        self._cleared = ""
        self._clear()

    @classmethod
    def open(cls, home: Path, *, days: int) -> Self:
        """Open the log of the library in *home*; entries older than *days* go."""
        return cls(open_access(home), days=days)

    def close(self) -> None:
        self._database.close()

    def note(self, caller: Caller, action: Action, subject: str = "", words: str = "") -> None:
        """Add an entry, of now."""
        self._add(caller.key_id, caller.name, caller.role, action, subject, words)

    def note_refused(self, address: str, key: Key | None) -> None:
        """Add an entry of a key that was refused to *address*; *key*: one that is revoked or expired, if it was one."""
        if key is None:
            self._add("", STRANGER, "", "refused_key", address, "没有这把密钥")
        else:
            why = "已撤销" if key.revoked_at else "已过期"
            self._add(key.id, key.name, key.role, "refused_key", address, why)

    def _add(self, *told: str) -> None:
        values = (now(), *told, REQUEST_ID.get())
        self._clear()
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO audit (at, key_id, name, role, action, subject, words, request_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def page(self, wanted: AuditFilter, *, limit: int, offset: int = 0) -> tuple[Sequence[Entry], int]:
        """*limit* of the entries that *wanted* lets pass from *offset* on, the latest first, and how many there are."""
        condition, values = _where(wanted)
        rows = self._database.rows(
            f"SELECT * FROM audit WHERE {condition} ORDER BY number DESC LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        total = self._database.rows(f"SELECT count(*) AS n FROM audit WHERE {condition}", *values)[0]["n"]
        return [_load(row) for row in rows], total

    def _clear(self) -> None:
        """Let go, once a day, what need not be kept any longer."""
        today = now()[:10]
        if self._cleared == today:
            return
        before = now(-self._days)
        if self._database.row("SELECT 1 FROM audit WHERE at < ? LIMIT 1", before):
            with self._database.transaction() as connection:
                connection.execute(
                    "INSERT INTO retention (one, before) VALUES (1, ?) ON CONFLICT (one) "
                    "DO UPDATE SET before = max(before, excluded.before)",
                    (before,),
                )
                connection.execute("DELETE FROM audit WHERE at < ?", (before,))
        self._cleared = today


@dataclass(frozen=True, slots=True)
class Journal:
    """The log as one caller's verbs write it. Where *questions* is False, what was asked stays out of it."""

    audit: Audit
    caller: Caller
    questions: bool = True

    def note(self, action: Action, subject: str = "", words: str = "") -> None:
        """Add an entry. Raises StorageFailed: what a key does and can't be noted is not done, or its reply is an error.

        Whoever sits at this machine goes on even so: a full disk must not keep them from reading.
        """
        try:
            self.audit.note(self.caller, action, subject, words)
        except StorageFailed:
            if self.caller != LOCAL:
                raise
            LOG.exception("审计记录写入失败，没有记下这次操作")

    def asked(self, action: Action, question: str, subject: str = "") -> None:
        """As note, of a question."""
        self.note(action, subject, question if self.questions else LEFT_OUT)


def _where(wanted: AuditFilter) -> tuple[str, list[Any]]:
    given: list[tuple[str, list[str | None]]] = [
        ("action = ?", [wanted.action]),
        ("? IN (key_id, name)", [wanted.key]),
        ("substr(at, 1, 10) >= ?", [wanted.since]),
        ("substr(at, 1, 10) <= ?", [wanted.until]),
    ]
    chosen = [(sql, values) for sql, values in given if values[0] is not None]
    return " AND ".join(["1", *(sql for sql, _ in chosen)]), [
        value for _, values in chosen for value in values
    ]


def _load(row: sqlite3.Row) -> Entry:
    return Entry(**{name: row[name] for name in Entry.__slots__})
