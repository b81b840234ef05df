"""One SQLite file behind one guarded connection: the threads of a process take turns, transactions are whole."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from ingest.errors import reason as refused
from retrieval.errors import LibraryDamaged, StorageFailed
from retrieval.store.reasons import reason
from retrieval.store.schema import LIBRARY, Schema, bring_up


class Database:
    """Reads and transactions on the store of record; SQLite's own errors stop here.

    A read from another thread waits while a transaction runs, so that nobody sees half of one.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path, schema: Schema = LIBRARY) -> Self:
        """Open the file, or create it; one of an older version is migrated.

        Raises LibraryDamaged where it isn't a sound store, LibraryNewer where a newer program wrote it.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except OSError as exc:
            raise LibraryDamaged(str(path), refused(exc)) from exc
        except sqlite3.Error as exc:
            raise LibraryDamaged(str(path), reason(exc)) from exc
        try:
            _prepare(connection, path, schema)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a query. Raises LibraryDamaged."""
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except OverflowError:  # a number that SQLite can't hold: it stands in no row
                return []
            except sqlite3.Error as exc:
                raise LibraryDamaged(str(self.path), reason(exc)) from exc

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything written inside is stored, or nothing is. Raises StorageFailed."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as exc:
                raise StorageFailed(str(self.path), reason(exc)) from exc

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def _prepare(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0].splitlines()[-1]
        if verdict != "ok":
            raise LibraryDamaged(str(path), f"数据校验未通过（{verdict}）")
        bring_up(connection, schema, path)
    except sqlite3.Error as exc:
        raise LibraryDamaged(str(path), reason(exc)) from exc
