"""Versions of one plan in one folder: a second run changes nothing, and the way back to an older version is explicit."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import main
from app.clients.client import ApiClient
from app.clients.local import LocalClient
from app.commands.found_files import find_files
from app.commands.ingest import sources
from app.service import Service
from app.settings import Settings
from ingest.errors import WenceError
from retrieval.embedder import Embedder
from tests.serving import serving_library

PLAN = (
    "竹岭县课桌更新方案\n竹岭教〔2024〕{n}号\n一、目标\n更新课桌{desks}套。\n二、经费\n县财政安排40万元。\n"
)
OLD, NEW = (PLAN.format(n=3, desks=desks) for desks in (500, 620))
RENUMBERED = PLAN.format(n=8, desks=620)
FILES = {"甲/1.txt": OLD, "甲/2.txt": NEW, "另一份.txt": RENUMBERED}
Door = LocalClient | ApiClient


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two versions of a plan, and the same plan under another number."""
    for name, text in FILES.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "folder"


@pytest.fixture(params=["local", "http"])
def door(request: pytest.FixtureRequest, tmp_path: Path, embedder: Embedder) -> Iterator[Door]:
    """An empty library, opened by this process or behind a server."""
    settings = Settings(home=tmp_path / "home")
    if request.param == "local":
        with LocalClient(Service.open(settings, embedder=embedder)) as client:
            yield client
    else:
        with serving_library(settings, embedder) as server, ApiClient(server.base_url) as client:
            yield client


def put(door: Door, folder: Path) -> dict[str, tuple[str, int, int]]:
    """What each file did, which version it is, and which one is current: a whole run of `wence ingest`."""
    done = {}
    for source, reply in door.upload_all(sources(find_files([folder])), progress=lambda *_: None):
        assert not isinstance(reply, WenceError)
        done[source.name] = (reply["change"], reply["version"], reply["document"]["version"])
    return done


def test_a_second_run_changes_nothing(door: Door, folder: Path):
    """Neither on the second nor on the third run: the older file is told as what it is."""
    first = put(door, folder)
    documents = door.documents()

    assert first == {"另一份.txt": ("added", 1, 1), "1.txt": ("added", 1, 1), "2.txt": ("new_version", 2, 2)}
    for _ in range(2):
        assert put(door, folder) == {
            "另一份.txt": ("unchanged", 1, 1),
            "1.txt": ("older_version", 1, 2),
            "2.txt": ("unchanged", 2, 2),
        }
    assert door.documents() == documents


def test_an_older_version_comes_back_when_it_is_asked_for(door: Door, folder: Path):
    """As the next version; its file is that of the current one then, and the other the older one."""
    put(door, folder)
    (ident,) = (d["id"] for d in door.documents() if d["version"] == 2)

    back = door.reinstate(ident, 1)

    assert (back["change"], back["version"], back["document"]["version"]) == ("new_version", 3, 3)
    assert door.text(ident)["text"] == OLD
    assert put(door, folder) == {
        "另一份.txt": ("unchanged", 1, 1),
        "1.txt": ("unchanged", 3, 3),
        "2.txt": ("older_version", 2, 3),
    }
    again = door.reinstate(ident, 3)
    assert (again["change"], again["document"]["version"]) == ("unchanged", 3)
    with pytest.raises(WenceError, match="没有第 9 版"):
        door.reinstate(ident, 9)


def test_better_readers_do_not_bring_an_older_file_back(
    folder: Path, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
):
    """After an update of the readers the bytes of an older version are still those of an older version."""
    from ingest import pipeline
    from ingest.layout import Reading

    def better(data: bytes, *_: object) -> Reading:
        return Reading(data.decode().replace("500套", "500 套"))

    with LocalClient(Service.open(Settings(home=tmp_path / "home"), embedder=embedder)) as door:
        put(door, folder)
        monkeypatch.setattr("ingest.readers.fingerprint._readers", lambda: "better")
        monkeypatch.setattr(pipeline, "read", better)

        assert put(door, folder)["1.txt"] == ("older_version", 1, 2)
        assert [d["version"] for d in door.documents()] == [1, 2]


def test_a_library_without_the_index_gets_it(tmp_path: Path, embedder: Embedder, folder: Path):
    """One made by an earlier program is known by its files' checksums as well."""
    settings = Settings(home=tmp_path / "home")
    with LocalClient(Service.open(settings, embedder=embedder)) as door:
        put(door, folder)
    with closing(sqlite3.connect(settings.home / "library.sqlite")) as library:
        library.executescript("DROP INDEX files_by_sha256; DELETE FROM readings;")
    with LocalClient(Service.open(settings, embedder=embedder)) as door:
        assert put(door, folder)["1.txt"] == ("older_version", 1, 2)
    with closing(sqlite3.connect(settings.home / "library.sqlite")) as library:
        assert library.execute("SELECT 1 FROM sqlite_master WHERE name = 'files_by_sha256'").fetchone()


def test_the_command_says_so_and_how_to_go_back(
    folder: Path, tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    """The line of an older file names both versions and the command, which does it."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WENCE_MODELS", str(models))
    assert main(["ingest", str(folder)]) == 0
    capsys.readouterr()

    assert main(["ingest", str(folder)]) == 0
    said = capsys.readouterr().out
    line = next(line for line in said.splitlines() if line.startswith("1.txt"))
    assert "已导入过的旧版本（《竹岭县课桌更新方案》第 1 版，现行的是第 2 版）" in line
    command = line.partition("`wence ")[2].rstrip("`").split()
    assert main(command) == 0
    assert "已恢复《竹岭县课桌更新方案》第 1 版，存为第 3 版" in capsys.readouterr().out
    assert main([*command[:2], "3"]) == 0
    assert "未作改动" in capsys.readouterr().out
