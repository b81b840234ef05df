"""Stores of earlier programs are brought up to date, whole or not at all; those of later ones are left alone."""

import hashlib
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import LibraryDamaged, LibraryNewer
from retrieval.library import Library
from retrieval.store.database import Database
from retrieval.store.schema import LIBRARY, Schema, version_of
from tests.small_plans import READING, SPORTS, put

SCHEMAS = Path(__file__).parent / "schemas"
EARLIER = sorted(int(path.stem) for path in SCHEMAS.glob("*.sql"))
KILLED = """
import itertools, os, signal, sqlite3, sys
from pathlib import Path
from retrieval.store.schema import LIBRARY, bring_up
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
operations = itertools.count()
connection.set_progress_handler(
    lambda: next(operations) == int(sys.argv[2]) and os.kill(os.getpid(), signal.SIGKILL), 1
)
bring_up(connection, LIBRARY, Path(sys.argv[1]))
"""


def library_of(version: int, folder: Path) -> Path:
    """A library as the program of an earlier schema *version* left it, with two documents and a second version."""
    path, today = folder / "library.sqlite", folder / "today.sqlite"
    with closing(Library.open(today)) as library:
        for document in (SPORTS, READING):
            put(library, document)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        raw.execute("ATTACH ? AS today", (str(today),))
        for table in [name for name in tables if not name.startswith("sqlite_")]:
            columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(
                f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}"
            )
        raw.execute("UPDATE main.meta SET value = ? WHERE key = 'schema'", (str(version),))
        raw.commit()
    return path


def shape(path: Path) -> dict[str, list[tuple]]:
    """Every table with its columns, every index with its own."""
    with closing(sqlite3.connect(path)) as raw:
        names = [
            row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")
        ]
        return {
            name: [tuple(row) for row in raw.execute(f"PRAGMA table_xinfo({name})")]
            + [tuple(row) for row in raw.execute(f"PRAGMA index_info({name})")]
            for name in names
        }


@pytest.mark.parametrize("version", EARLIER)
def test_a_library_of_an_earlier_schema_is_brought_up_to_date(tmp_path: Path, version: int):
    """Its documents are there as they were, its tables are those of a library made today."""
    path = library_of(version, tmp_path)

    with closing(Library.open(path)) as library:
        assert library.document(SPORTS.id) == SPORTS
        assert library.document(READING.id) == READING

    assert shape(path) == shape(tmp_path / "today.sqlite")


def test_stored_files_get_their_checksums(tmp_path: Path):
    """1 → 2 computes what today's program stores beside every file."""
    path = library_of(1, tmp_path)
    Library.open(path).close()

    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT data, sha256 FROM files").fetchall()

    assert len(rows) == 2
    assert [sha for _, sha in rows] == [hashlib.sha256(data).hexdigest() for data, _ in rows]


def test_every_schema_but_todays_is_tried():
    """A version that was raised leaves the tables of the one before it to these tests, and a step."""
    assert list(range(1, LIBRARY.version)) == EARLIER
    assert sorted(int(path.stem) for path in LIBRARY.steps.glob("*.sql")) == EARLIER


def test_a_library_of_a_later_program_is_not_touched(tmp_path: Path):
    """It is refused with both versions and the way out, byte for byte as it was."""
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
        raw.commit()
    before = path.read_bytes()

    with pytest.raises(LibraryNewer, match=rf"格式版本 99.*最高支持 {LIBRARY.version}.*升级"):
        Library.open(path)

    assert path.read_bytes() == before


def test_a_store_without_a_version_is_refused(tmp_path: Path):
    """A version that is no number is no library of ours."""
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE meta SET value = 'two' WHERE key = 'schema'")
        raw.commit()

    with pytest.raises(LibraryDamaged, match="格式版本"):
        Library.open(path)


@pytest.mark.parametrize("operations", [50, 400, 1000])
def test_a_migration_killed_midway_changes_nothing(tmp_path: Path, operations: int):
    """Power gone in the middle of a step: the store is what it was, and the next start does it all."""
    path = library_of(1, tmp_path)
    command = [sys.executable, "-c", KILLED, str(path), str(operations)]
    died = subprocess.run(command, cwd=SCHEMAS.parent.parent, check=False).returncode
    with closing(sqlite3.connect(path)) as raw:
        left = version_of(raw)
    with closing(Library.open(path)) as library:
        assert library.document(SPORTS.id) == SPORTS

    assert (died, left) == (-signal.SIGKILL, 1)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("ALTER TABLE files DROP COLUMN sha256; SELECT no_such_function();", id="wrong-sql"),
        pytest.param("DROP TABLE documents;", id="orphans-left"),
    ],
)
def test_a_step_that_fails_changes_nothing(tmp_path: Path, step: str):
    """A step with a fault is taken back whole, with the library readable by the program before it."""
    path = tmp_path / "library.sqlite"
    with closing(Library.open(path)) as library:
        put(library, SPORTS)
    before = shape(path)
    (tmp_path / f"{LIBRARY.version}.sql").write_text(step, encoding="utf-8")

    with pytest.raises(LibraryDamaged, match=r"library\.sqlite"):
        Database.open(path, Schema(LIBRARY.tables, LIBRARY.version + 1, tmp_path))

    assert shape(path) == before
    with closing(Library.open(path)) as library:
        assert library.document(SPORTS.id) == SPORTS
