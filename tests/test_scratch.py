"""Folders to work in: none outlives a killed process for longer than until the next start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.backup.making import COPIES, back_up
from ingest.scratch import GRACE, READING, clear_left, scratch
from retrieval.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks on folders")
HOLDER = """
import sys, time
from pathlib import Path
from ingest.scratch import scratch
with scratch("wence-test-", Path(sys.argv[1])) as folder:
    (folder / "file").write_text("x")
    print(folder, flush=True)
    time.sleep(600)
"""


def aged(folder: Path) -> Path:
    """As if made long ago."""
    then = time.time() - 2 * GRACE
    os.utime(folder, (then, then))
    return folder


def test_what_a_killed_process_left_is_cleared_and_what_is_in_use_is_not(tmp_path: Path):
    """Its folder stays while it lives, and goes once it was killed; a file of such a name, and a new folder, stay."""
    (tmp_path / "wence-test-file").touch()
    (tmp_path / "wence-test-link").symlink_to(tmp_path)
    (tmp_path / "wence-test-new").mkdir()
    others = set(tmp_path.iterdir())
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        folder = aged(Path(process.stdout.readline().strip()))
        clear_left("wence-test-", tmp_path)
        in_use = folder.exists()
        process.send_signal(signal.SIGKILL)
    left = folder.exists()
    clear_left("wence-test-", tmp_path)

    assert (in_use, left, folder.exists()) == (True, True, False)
    assert set(tmp_path.iterdir()) == others


def test_it_is_gone_at_the_end(tmp_path: Path):
    """With all that is in it."""
    with scratch("wence-test-", tmp_path) as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").touch()

    assert list(tmp_path.iterdir()) == []


def test_the_copies_of_a_killed_backup_go_with_the_next_one(tmp_path: Path):
    """They hold the whole library: nobody would look for them beside the backups."""
    Library.open(tmp_path / "home" / "library.sqlite").close()
    left = tmp_path / f"{COPIES}killed"
    left.mkdir()
    (left / "library.sqlite").touch()
    aged(left)

    back_up(tmp_path / "home", tmp_path / "b.wence", lambda *_: None)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.wence", "home"]


def test_starting_clears_what_killed_readers_left(tmp_path: Path, embedder, monkeypatch: pytest.MonkeyPatch):
    """In the system's folder for temporary files."""
    from app.service import Service
    from app.settings import Settings

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{READING}killed"
    left.mkdir()
    aged(left)

    Service.open(Settings(home=tmp_path / "home"), embedder=embedder).close()

    assert not left.exists()
