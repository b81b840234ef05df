"""Which files a command takes, and what it says of the others."""

from pathlib import Path

import pytest

from app.cli import main
from app.commands.found_files import find_files, left_aside
from tests.office_files import zipped

TEXT = "样县通知\n一、每周检查3次。\n".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One document, an archive, what Office and systems leave about, and files of other kinds."""
    files = {
        "通知.txt": TEXT,
        "包.zip": zipped(**{"另.txt": TEXT, "内.zip": b"PK", "录像.mp4": b"x", "~$另.docx": b"x"}),
        "坏.zip": b"PK",
        "~$通知.docx": b"x",
        ".git/说明.md": TEXT,
        "__MACOSX/通知.txt": TEXT,
        "图.gif": b"GIF89a",
    }
    for name, data in files.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "folder"


def test_what_nobody_means_is_no_file_of_a_folder(folder: Path):
    """A file that Office keeps while it has a document open, or one in a hidden folder, fails no import; by name it is taken."""
    assert [path.name for path in find_files([folder])] == ["包.zip", "坏.zip", "通知.txt"]
    assert find_files([folder / "~$通知.docx"]) == [folder / "~$通知.docx"]


def test_files_of_other_kinds_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch, models: Path, capsys):
    """Those of folders and of archives, at the end: nobody believes that they are in."""
    assert left_aside([folder]) == ["图.gif", "内.zip", "录像.mp4"]
    assert left_aside([folder / "通知.txt"]) == []

    (folder / "坏.zip").unlink()
    monkeypatch.setenv("WENCE_HOME", str(folder.parent / "home"))
    monkeypatch.setenv("WENCE_MODELS", str(models))
    assert main(["ingest", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "另有 3 个文件不是可导入的格式，没有导入：图.gif、内.zip、录像.mp4。"
