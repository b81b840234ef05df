"""What lies beside a library, and what a manifest may say, keep no backup from being taken back."""

import shutil
from pathlib import Path

import pytest

from app.backup.errors import BackupDamaged
from app.backup.making import back_up
from app.backup.restoring import restore
from tests.test_backup import backup, home, quietly, rewritten, rows

__all__ = ["backup", "home"]


@pytest.mark.parametrize("name", ["library-2024.sqlite", "library (1).sqlite", "副本.sqlite"])
def test_a_copy_left_beside_the_library_does_not_spoil_the_backup(home: Path, tmp_path: Path, name: str):
    """A backup that was made can be taken back, whatever somebody put into the folder."""
    shutil.copy(home / "library.sqlite", home / name)
    back_up(home, tmp_path / "saved.wence", quietly)

    restore(tmp_path / "saved.wence", tmp_path / "new", replace=False, progress=quietly)

    assert rows(tmp_path / "new") == rows(home)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"size": "10"}, id="size"),
        pytest.param({"sha256": 5}, id="sum"),
        pytest.param({"name": 5}, id="name"),
    ],
)
def test_a_manifest_with_values_of_another_kind_is_refused(home: Path, backup: Path, change: dict):
    """A backup that somebody meddled with is named as damaged; it is no error of the program."""
    rewritten(backup, lambda manifest: manifest["stores"][0].update(change))

    with pytest.raises(BackupDamaged, match="没有改动"):
        restore(backup, home, replace=True, progress=quietly)
