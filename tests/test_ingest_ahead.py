"""Files read ahead of their turn: the library is the very same as where each was read when its turn came."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from app.clients.local import LocalClient
from app.clients.uploads import Source, one_by_one
from app.commands.found_files import find_files
from app.commands.ingest import sources
from app.items.contract import upload_item
from app.service import Service
from app.settings import Settings
from ingest.errors import WenceError
from retrieval.embedder import Embedder
from tests.office_files import plan_as_docx, plan_as_pdf, plan_as_text, xlsx, zipped
from tests.serving import EXAMPLES

PLAN = "竹岭县课桌更新方案\n竹岭教〔2024〕{n}号\n一、目标\n更新课桌{desks}套。\n二、经费\n县财政安排{money}万元。\n"
TEXTS = {
    "a1.txt": PLAN.format(n=3, desks=500, money=40),
    "a2.txt": PLAN.format(n=3, desks=620, money=40),  # another version of the same plan
    "a3.md": PLAN.format(n=3, desks=500, money=40),  # and the first one again
    "b.txt": PLAN.format(n=3, desks=500, money=40),  # what has just been added
    "空.txt": "",
    "空页.txt": "打印本页 关闭窗口\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples of several formats, versions of one plan, an archive, and files that can't be read."""
    folder = tmp_path_factory.mktemp("folder")
    for path in (EXAMPLES / "办公文件").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    plan = plan_as_text().encode()
    (folder / "c.zip").write_bytes(
        zipped(**{"内/方案.pdf": plan_as_pdf(), "内/空.md": b"", "再来.docx": plan_as_docx()})
    )
    (folder / "坏.zip").write_bytes(zipped(**{"方案.txt": plan})[:90])
    (folder / "坏.docx").write_bytes(plan_as_docx()[:2000])
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7")
    (folder / "任务.xlsx").write_bytes(xlsx())
    return folder


def ingested(
    home: Path, paths: Sequence[Path], embedder: Embedder, *, ahead: bool, collection: str | None = None
) -> list[str]:
    """What became of each file, in words; the library is in *home*."""
    service = Service.open(Settings(home=home), embedder=embedder)
    with LocalClient(service) as client:
        if collection:
            client.put_collection(collection)

        def upload(source: Source) -> dict:
            return upload_item(service.upload(source.data, source.name, collection=collection))

        outcomes = (
            client.upload_all(sources(paths), collection=collection, progress=lambda *_: None)
            if ahead
            else one_by_one(sources(paths), upload)
        )
        return [
            f"{source.name} {str(outcome) if isinstance(outcome, WenceError) else outcome}"
            for source, outcome in outcomes
        ]


def tables(home: Path) -> dict[str, list[tuple]]:
    """Every row of the library, in the order in which it was written, but for names of chance and the clock."""
    with closing(sqlite3.connect(home / "library.sqlite")) as library:
        library.execute("UPDATE versions SET added_at = ''")
        names = [name for (name,) in library.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {name: library.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(names)}
    return held | {"meta": [row for row in held["meta"] if row[0] != "library"]}


@pytest.mark.parametrize("collection", [None, "内部"])
def test_the_library_is_that_of_files_read_in_turn(
    folder: Path, tmp_path: Path, embedder: Embedder, collection: str | None
):
    """Ids, versions, receipts, ledger, vectors and order, and what is said of each file; again on a second run."""
    paths = find_files([folder])
    for _ in range(2):
        there, here = (
            ingested(tmp_path / name, paths, embedder, ahead=name == "ahead", collection=collection)
            for name in ("in turn", "ahead")
        )

        assert here == there
        assert tables(tmp_path / "ahead") == tables(tmp_path / "in turn")
        assert tables(tmp_path / "ahead")["commitments"]


def test_the_changes_are_those_of_the_order(folder: Path, tmp_path: Path, embedder: Embedder):
    """Later files are later versions, however fast they were read; bad ones keep nobody out."""
    home = tmp_path / "home"
    names = ["a1.txt", "坏.docx", "a2.txt", "空.txt", "a3.md", "b.txt"]
    with LocalClient(Service.open(Settings(home=home), embedder=embedder)) as client:
        outcomes = [
            outcome
            if isinstance(outcome, WenceError)
            else (outcome["change"], outcome["document"]["version"])
            for _, outcome in client.upload_all(
                sources([folder / name for name in names]), progress=lambda *_: None
            )
        ]

    assert [type(outcomes[at]).__name__ for at in (1, 3)] == ["UnreadableFile", "UnreadableFile"]
    assert [outcomes[at] for at in (0, 2, 4, 5)] == [
        ("added", 1),
        ("new_version", 2),
        ("older_version", 2),
        ("older_version", 2),
    ]
