"""`wence backup` and `wence restore` as a person at the keyboard sees them."""

from pathlib import Path

import pytest

from app import cli
from retrieval.embedder import Embedder
from retrieval.shelf import Shelf
from tests.small_plans import READING, SPORTS
from tests.test_shelf import add


def test_the_commands(tmp_path: Path, embedder: Embedder, *, monkeypatch: pytest.MonkeyPatch, capsys):
    """Saved, refused, replaced: what a person at the keyboard sees."""
    with Shelf.open(tmp_path / "home", embedder) as shelf:
        for document in (SPORTS, READING):
            add(shelf, document)
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    target = str(tmp_path / "saved.wence")

    saved = cli.main(["backup", target])
    refused = cli.main(["restore", target])
    replaced = cli.main(["restore", target, "--replace"])

    assert (saved, refused, replaced) == (0, 1, 0)
    out, err = capsys.readouterr()
    assert "已备份 2 份文件" in out
    assert "--replace" in err
    assert "已恢复 2 份文件" in out
    assert "原来的文件库存在" in out


def test_both_are_noted(tmp_path: Path, embedder: Embedder, *, monkeypatch: pytest.MonkeyPatch, capsys):
    """In the log of the library that was saved, and of the one that came back."""
    with Shelf.open(tmp_path / "home", embedder) as shelf:
        add(shelf, SPORTS)
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    cli.main(["backup", str(tmp_path / "saved.wence")])
    cli.main(["restore", str(tmp_path / "saved.wence"), "--replace"])
    capsys.readouterr()

    cli.main(["audit"])

    restored, saved, told = capsys.readouterr().out.splitlines()
    assert "恢复备份  saved.wence（备份于 20" in restored
    assert "备份  saved.wence" in saved
    assert told == "共 2 条。"


def test_there_is_nothing_to_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """A folder without a library is no library of nothing: the command says which, and writes no file."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "none"))

    code = cli.main(["backup", str(tmp_path / "saved.wence")])

    assert code == 1
    assert "WENCE_HOME" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
