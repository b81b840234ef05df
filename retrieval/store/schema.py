"""The shape of a store that this program knows, and the steps that bring an older one there.

A change that only adds tables or indices needs no step: what is missing is created at every start. Anything else raises
the version by one and leaves the SQL that leads there as ``migrations/N.sql``, from N to N + 1; it may call
``sha256_of(blob)``.
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import LibraryDamaged, LibraryNewer

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Schema:
    """SQL that creates what is missing, the version it describes, and the folder of the steps to it."""

    tables: Path
    version: int
    steps: Path


LIBRARY = Schema(HERE / "schema.sql", 2, HERE / "migrations")


def version_of(connection: sqlite3.Connection) -> int | None:
    """The version that a store says it has; None for an empty one. Raises ValueError, sqlite3.Error."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return int(row[0]) if row else None


def bring_up(connection: sqlite3.Connection, schema: Schema, path: Path) -> None:
    """Create or migrate the store behind *connection*, entirely or not at all; *path* names it in errors.

    Raises LibraryNewer, LibraryDamaged, sqlite3.Error.
    """
    try:
        found = version_of(connection)
    except ValueError as exc:
        raise LibraryDamaged(str(path), "它没有写明格式版本") from exc
    if found is not None and found > schema.version:
        raise LibraryNewer(str(path), found, schema.version)
    connection.create_function("sha256_of", 1, _sha256, deterministic=True)
    steps = [
        (schema.steps / f"{n}.sql").read_text(encoding="utf-8")
        for n in range(found or schema.version, schema.version)
    ]
    # A step may put a table in another's place, which foreign keys would take for a deletion.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.executescript(
            "\n".join(["BEGIN IMMEDIATE;", *steps, schema.tables.read_text(encoding="utf-8")])
        )
        connection.execute(_STAMP, (str(schema.version),))
        if steps and connection.execute("PRAGMA foreign_key_check").fetchone():
            raise LibraryDamaged(str(path), "升级格式后数据不完整，已放弃升级")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


# Writes nothing where nothing changes: a library opens on a full disk too.
_STAMP = """
    INSERT INTO meta (key, value) VALUES ('schema', ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value != excluded.value
"""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
