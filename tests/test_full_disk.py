"""No room, or no right to write: said in words, nothing lost, what is there can still be read."""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.backup.errors import CannotBackUp, CannotRestore
from app.backup.making import back_up
from app.backup.restoring import restore
from app.doctor import place
from retrieval.embedder import Embedder
from retrieval.errors import HomeUnusable, StorageFailed
from retrieval.shelf import Shelf
from tests.serving import wait_until
from tests.small_plans import BOARDING, READING, SPORTS
from tests.test_backup import quietly, rows
from tests.test_shelf import add, best, check_in_step

SIZE = 12  # MB: room for a small library and little more

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="tmpfs and file size limits as Linux has them"
)


class Disk:
    """A disk of its own in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filler = folder, folder / "filler"

    @contextmanager
    def full(self) -> Iterator[None]:
        """Not a byte is left inside."""
        with self._filler.open("ab", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
        try:
            yield
        finally:
            self._filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        # Threads of an index that was just closed may still be at its files for a moment.
        wait_until(
            lambda: subprocess.run(["mount", "-o", "remount,ro", self.folder], stderr=-1).returncode == 0
        )
        try:
            yield
        finally:
            subprocess.run(["mount", "-o", "remount,rw", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", folder], check=False, stderr=-1
    )
    if mounted.returncode:
        pytest.skip("no right to mount a disk of our own")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def files_may_not_grow(home: Path) -> Iterator[None]:
    """No file of this process may become larger than the library's log is now: as a quota would have it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = home / "library.sqlite-wal"
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def check_refused(shelf: Shelf) -> None:
    """Neither adding nor deleting does anything but say so; searching goes on."""
    with pytest.raises(StorageFailed, match=r"磁盘空间.*不受影响"):
        add(shelf, BOARDING)
    with pytest.raises(StorageFailed):
        shelf.delete(READING.id)
    assert "120万元" in best(shelf, "体育器材专项经费")
    assert {summary.id for summary in shelf.library.summaries()} == {SPORTS.id, READING.id}


def survive(home: Path, embedder: Embedder, tight: Callable[[], object]) -> None:
    with Shelf.open(home, embedder) as shelf:
        add(shelf, SPORTS)
        add(shelf, READING)
        with tight():
            check_refused(shelf)
        add(shelf, BOARDING)
    check_in_step(home, [SPORTS, READING, BOARDING])


def test_a_full_disk_loses_nothing(disk: Disk, embedder: Embedder):
    """Once there is room again, everything goes on as if nothing had been."""
    survive(disk.folder / "home", embedder, disk.full)


def test_a_quota_that_is_used_up_loses_nothing(tmp_path: Path, embedder: Embedder):
    """As a full disk, without one."""
    survive(tmp_path, embedder, lambda: files_may_not_grow(tmp_path))


def test_a_backup_that_finds_no_room_leaves_nothing(disk: Disk, tmp_path: Path, embedder: Embedder):
    """Neither half a backup nor half a library; the library that was to be replaced is whole."""
    home = disk.folder / "home"
    with Shelf.open(home, embedder) as shelf:
        add(shelf, SPORTS)
    back_up(home, tmp_path / "saved.wence", quietly)
    before = rows(home)
    with disk.full():
        with pytest.raises(CannotBackUp, match="空间"):
            back_up(home, disk.folder / "saved.wence", quietly)
        with pytest.raises(CannotRestore, match="空间"):
            restore(tmp_path / "saved.wence", home, replace=True, progress=quietly)
        assert place.space(home).state == "failure"

    assert rows(home) == before
    assert {path.name for path in disk.folder.iterdir()} == {"home"}
    assert not list(home.glob("restoring-*")) + list(home.glob("replaced-*"))


def test_a_read_only_folder_is_named_and_can_be_saved(disk: Disk, tmp_path: Path, embedder: Embedder):
    """A start says what is wrong; a backup needs no right to write there."""
    home = disk.folder / "home"
    with Shelf.open(home, embedder) as shelf:
        add(shelf, SPORTS)
    with disk.read_only():
        with pytest.raises(HomeUnusable, match=r"不能写入.*WENCE_HOME"):
            Shelf.open(home, embedder)
        assert place.folder(home).state == "failure"
        back_up(home, tmp_path / "saved.wence", quietly)
    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)

    assert rows(tmp_path / "new") == rows(home)
    Shelf.open(home, embedder).close()
    check_in_step(home, [SPORTS])
