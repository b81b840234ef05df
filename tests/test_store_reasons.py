"""What SQLite refuses is told in Chinese."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import WenceError
from retrieval.store.database import Database
from retrieval.store.reasons import reason


def no_database(folder: Path) -> None:
    """A file that is something else."""
    (folder / "library.sqlite").write_bytes(b"0123456789abcdef" * 512)
    Database.open(folder / "library.sqlite")


def cut_off(folder: Path) -> None:
    """A store whose end is missing."""
    path = folder / "library.sqlite"
    Database.open(path).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    Database.open(path)


def a_folder(folder: Path) -> None:
    """A folder in the file's place."""
    (folder / "library.sqlite").mkdir()
    Database.open(folder / "library.sqlite")


def held_by_another(folder: Path) -> None:
    """A write while another process writes."""
    database = Database.open(folder / "library.sqlite")
    database.rows("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(folder / "library.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with database.transaction():
            pass
    finally:
        other.close()
        database.close()


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        pytest.param(no_database, "不是数据库文件", id="no-database"),
        pytest.param(cut_off, "数据已损坏", id="cut-off"),
        pytest.param(a_folder, "打不开文件", id="a-folder"),
        pytest.param(held_by_another, "正被另一个进程使用", id="held"),
    ],
)
def test_what_is_wrong_with_a_store_is_told_in_chinese(
    tmp_path: Path, refused: Callable[[Path], None], words: str
):
    """Whoever keeps the library need not know SQLite's messages."""
    with pytest.raises(WenceError, match=words):
        refused(tmp_path)


def test_what_is_rare_keeps_its_own_words():
    """They are what can be looked up."""
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(":memory:").execute("SELECT x")

    assert reason(raised.value) == "no such column: x"
