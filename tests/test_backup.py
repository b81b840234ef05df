"""`wence backup` and `wence restore`: everything comes back, and what isn't whole changes nothing."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.backup.errors import BackupDamaged, BackupNewer, CannotBackUp, HomeTaken
from app.backup.making import back_up
from app.backup.restoring import restore
from retrieval.embedder import Embedder
from retrieval.errors import LibraryInUse, ModelMismatch
from retrieval.library import Library
from retrieval.shelf import Shelf
from retrieval.store.schema import LIBRARY
from tests.small_plans import BOARDING, READING, SPORTS, put
from tests.test_migrations import library_of
from tests.test_shelf import OtherModel, add, best, check_in_step

INDICES = ("chroma", "lexical")


def quietly(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def rows(home: Path) -> dict[str, list]:
    """Everything in the library of *home* but its own name."""
    with closing(sqlite3.connect(home / "library.sqlite")) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    held["meta"] = [row for row in held["meta"] if row[0] != "library"]
    return held


def contents(home: Path) -> dict[str, bytes]:
    """Every file under *home* that the library consists of."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*.sqlite")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library of two documents, closed."""
    with closing(Library.open(tmp_path / "home" / "library.sqlite")) as library:
        put(library, SPORTS)
        put(library, READING)
    return tmp_path / "home"


@pytest.fixture
def backup(home: Path, tmp_path: Path) -> Path:
    back_up(home, tmp_path / "saved.wence", quietly)
    return tmp_path / "saved.wence"


def test_everything_comes_back(home: Path, backup: Path, tmp_path: Path):
    """Every row of every table, in a folder that didn't exist, and nothing lies about."""
    done = restore(backup, tmp_path / "new" / "home", replace=False, progress=quietly)

    assert rows(tmp_path / "new" / "home") == rows(home)
    assert (done.manifest.documents, done.replaced) == (2, None)
    assert {path.name for path in (tmp_path / "new" / "home").iterdir()} == {"library.lock", "library.sqlite"}
    assert not list(tmp_path.glob(".wence-*"))


def test_other_stores_of_the_folder_are_saved_too(home: Path, tmp_path: Path):
    """Whatever SQLite file a part of the program keeps beside the library goes with it."""
    with closing(sqlite3.connect(home / "access.sqlite")) as raw:
        raw.executescript("CREATE TABLE keys (name); INSERT INTO keys VALUES ('办公室');")
    back_up(home, tmp_path / "saved.wence", quietly)

    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)

    with closing(sqlite3.connect(tmp_path / "new" / "access.sqlite")) as raw:
        assert raw.execute("SELECT name FROM keys").fetchall() == [("办公室",)]


def test_a_restored_library_is_searched_and_its_old_indices_are_not_believed(
    tmp_path: Path, embedder: Embedder
):
    """Two histories with equally many writes: indices of the one, left on a server, aren't taken for the other's."""
    home = tmp_path / "home"
    with Shelf.open(home, embedder) as shelf:
        add(shelf, SPORTS)
        back_up(home, tmp_path / "first.wence", quietly)
        add(shelf, READING)
    back_up(home, tmp_path / "second.wence", quietly)
    restore(tmp_path / "first.wence", home, replace=True, progress=quietly)
    with Shelf.open(home, embedder) as shelf:
        add(shelf, BOARDING)
    for index in INDICES:
        shutil.copytree(home / index, tmp_path / index)
    restore(tmp_path / "second.wence", home, replace=True, progress=quietly)
    for index in INDICES:
        shutil.copytree(tmp_path / index, home / index)

    Shelf.open(home, embedder).close()

    check_in_step(home, [SPORTS, READING])


def test_a_backup_taken_while_others_write_is_one_moment(home: Path, tmp_path: Path):
    """Whatever a writer does meanwhile is in the backup entirely or not at all."""
    stop = threading.Event()

    def write() -> None:
        with closing(Library.open(home / "library.sqlite")) as library:
            while not stop.is_set():
                put(library, BOARDING)
                library.delete(BOARDING.id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(home, tmp_path / f"{number}.wence", quietly)
    finally:
        stop.set()
        writer.join()

    for number in range(5):
        restore(tmp_path / f"{number}.wence", tmp_path / str(number), replace=False, progress=quietly)
        with closing(Library.open(tmp_path / str(number) / "library.sqlite")) as library:
            held = {summary.id for summary in library.summaries()}
            assert held in ({SPORTS.id, READING.id}, {SPORTS.id, READING.id, BOARDING.id})
            assert all(library.document(ident).passages for ident in held)


def test_a_library_that_is_replaced_is_kept(home: Path, backup: Path):
    """Only when asked to, and the one that was there can still be opened."""
    with closing(Library.open(home / "library.sqlite")) as library:
        library.delete(SPORTS.id)
    before = rows(home)
    with pytest.raises(HomeTaken, match="--replace"):
        restore(backup, home, replace=False, progress=quietly)
    assert rows(home) == before

    done = restore(backup, home, replace=True, progress=quietly)

    assert len(rows(home)["documents"]) == 2
    assert done.replaced is not None
    assert rows(done.replaced) == before


def test_a_damaged_library_can_be_replaced(home: Path, backup: Path):
    """That is what backups are for; the broken file is kept as it is."""
    (home / "library.sqlite").write_bytes(b"\xd0\xcf" * 4096)

    done = restore(backup, home, replace=True, progress=quietly)

    assert len(rows(home)["documents"]) == 2
    assert done.replaced is not None
    assert (done.replaced / "library.sqlite").read_bytes() == b"\xd0\xcf" * 4096


def test_no_backup_is_made_of_a_damaged_library(home: Path, backup: Path):
    """The good backup of yesterday isn't overwritten with today's broken library."""
    whole, path = backup.read_bytes(), home / "library.sqlite"
    good = path.read_bytes()
    path.write_bytes(good[:4096] + b"\xff" * 8192 + good[12288:])

    with pytest.raises(CannotBackUp, match=r"wence doctor"):
        back_up(home, backup, quietly)

    assert backup.read_bytes() == whole


def rewritten(path: Path, change: Callable[[dict], object]) -> None:
    """The backup with its manifest changed."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    change(manifest)
    with ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, data in parts.items():
            if name != "manifest.json":
                archive.writestr(name, data)


def flip(path: Path, share: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path, share: float) -> None:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_text("一份通知"), id="another-file"),
        pytest.param(lambda path: path.unlink(), id="missing"),
        pytest.param(lambda path: cut(path, 0.5), id="half"),
        pytest.param(lambda path: cut(path, 0.999), id="end-missing"),
        pytest.param(lambda path: flip(path, 0.1), id="bit-flipped-early"),
        pytest.param(lambda path: flip(path, 0.7), id="bit-flipped-late"),
        pytest.param(
            lambda path: rewritten(path, lambda m: m["stores"][0].update(sha256="0" * 64)), id="sum"
        ),
        pytest.param(lambda path: rewritten(path, lambda m: m["stores"][0].update(size=10)), id="size"),
        pytest.param(
            lambda path: rewritten(path, lambda m: m["stores"][0].update(name="../x.sqlite")), id="path"
        ),
        pytest.param(lambda path: rewritten(path, lambda m: m.pop("stores")), id="no-list"),
        pytest.param(lambda path: rewritten(path, lambda m: m.update(stores=[])), id="empty-list"),
        pytest.param(lambda path: rewritten(path, lambda m: m.update(format="1")), id="format-no-number"),
    ],
)
def test_a_damaged_backup_changes_nothing(home: Path, backup: Path, tmp_path: Path, damage):
    """It is refused by name, whether there is a library already or not."""
    before = contents(home)
    damage(backup)

    with pytest.raises(BackupDamaged, match=r"saved\.wence.*没有改动"):
        restore(backup, home, replace=True, progress=quietly)
    with pytest.raises(BackupDamaged):
        restore(backup, tmp_path / "new", replace=False, progress=quietly)

    assert contents(home) == before
    assert contents(tmp_path / "new") == {}


def test_a_backup_of_a_later_program_is_refused(home: Path, backup: Path, tmp_path: Path):
    """Neither a later format of backups nor of libraries is guessed at."""
    with closing(sqlite3.connect(home / "library.sqlite")) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(LIBRARY.version + 1),))
        raw.commit()
    back_up(home, tmp_path / "later.wence", quietly)
    rewritten(backup, lambda manifest: manifest.update(format=2, program="9.0"))

    for source in (backup, tmp_path / "later.wence"):
        with pytest.raises(BackupNewer, match="升级问策"):
            restore(source, tmp_path / "new", replace=False, progress=quietly)
        assert contents(tmp_path / "new") == {}


def test_a_backup_of_an_earlier_program_is_migrated(tmp_path: Path):
    """It comes back as it was, and the next start brings it up to date."""
    (tmp_path / "old").mkdir()
    library_of(1, tmp_path / "old")
    (tmp_path / "old" / "today.sqlite").unlink()
    back_up(tmp_path / "old", tmp_path / "saved.wence", quietly)

    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)

    with closing(Library.open(tmp_path / "new" / "library.sqlite")) as library:
        assert library.document(SPORTS.id) == SPORTS


def test_a_backup_of_another_model_asks_for_its_model(tmp_path: Path, embedder: Embedder):
    """Vectors of two models are not mixed by way of a backup either."""
    with Shelf.open(tmp_path / "home", OtherModel(embedder)) as shelf:
        add(shelf, SPORTS)
    manifest = back_up(tmp_path / "home", tmp_path / "saved.wence", quietly)
    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)

    assert manifest.model == "another-model"
    with pytest.raises(ModelMismatch, match=r"another-model.*wence reindex"):
        Shelf.open(tmp_path / "new", embedder)


def test_a_library_in_use_can_be_saved_but_not_replaced(tmp_path: Path, embedder: Embedder):
    """A backup needs no pause; restoring does."""
    with Shelf.open(tmp_path / "home", embedder) as shelf:
        add(shelf, SPORTS)
        back_up(tmp_path / "home", tmp_path / "saved.wence", quietly)
        with pytest.raises(LibraryInUse, match="先停止"):
            restore(tmp_path / "saved.wence", tmp_path / "home", replace=True, progress=quietly)
        assert "120万元" in best(shelf, "体育器材专项经费")

    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)
    assert len(rows(tmp_path / "new")["documents"]) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        pytest.param(lambda folder: folder, "是一个文件夹", id="a-folder"),
        pytest.param(lambda folder: folder / "no" / "saved.wence", "写入失败", id="no-such-folder"),
    ],
)
def test_a_place_that_takes_no_backup_is_named(home: Path, tmp_path: Path, target, words: str):
    """Why, and what next; the library is not touched."""
    before = contents(home)

    with pytest.raises(CannotBackUp, match=words):
        back_up(home, target(tmp_path), quietly)

    assert contents(home) == before
