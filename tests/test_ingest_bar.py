"""What the bar of an ingest tells: files, not bytes, the stage of the current one, and nothing where no terminal is."""

import io
from pathlib import Path

import pytest

from app.clients.uploads import Source
from app.ingest_bar import IngestBar

ADDED = {"change": "added"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """A small file and an archive nine times as large."""
    for name, size in (("甲.txt", 100), ("乙.zip", 900)):
        (tmp_path / name).write_bytes(b"x" * size)
    return [tmp_path / "甲.txt", tmp_path / "乙.zip"]


def drawn(bar: IngestBar) -> str:
    """The line as it is on the terminal now."""
    bar.refresh()
    return bar.fp.getvalue().rpartition("\r")[2]


def test_files_are_counted_and_bytes_are_drawn(paths: list[Path], monkeypatch: pytest.MonkeyPatch):
    """A tenth is through after the first of two files; each file of an archive is a part of the second."""
    monkeypatch.setattr("sys.stderr", Terminal())
    with IngestBar(paths) as bar:
        bar.at(Source("甲.txt", kind=".txt", size=100), "encode", 1, 4)
        begun = drawn(bar)
        bar.finished(Source("甲.txt", kind=".txt", size=100), ADDED)
        first = drawn(bar)
        half = Source("内.docx", kind=".zip", size=450, share=0.5)
        bar.finished(half, ADDED)
        second = drawn(bar)
        bar.at(half, "parse", 3, 8)
        third = drawn(bar)
        bar.finished(half, ADDED)
        last = drawn(bar)

    assert "0/2 份" in begun
    assert "甲.txt 生成向量 1/4" in begun
    assert ("10%" in first, "1/2 份" in first, "份/分" in first, "还要约" in first) == (True,) * 4
    assert ("55%" in second, "1/2 份" in second) == (True, True)
    assert "内.docx 解析 3/8" in third
    assert ("100%" in last, "2/2 份" in last, "还要" in last) == (True, True, False)


def test_a_name_cannot_steer_the_terminal(paths: list[Path], monkeypatch: pytest.MonkeyPatch):
    """Control characters of a file's name are spelt out."""
    monkeypatch.setattr("sys.stderr", Terminal())
    with IngestBar(paths) as bar:
        bar.at(Source("\x1b]0;x.txt", kind=".txt", size=100), "parse", 0, 1)
        line = drawn(bar)

    assert "\\x1b]0;x.txt" in line


def test_nothing_is_drawn_into_a_file(paths: list[Path], monkeypatch: pytest.MonkeyPatch):
    """A log gets the receipts only."""
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    with IngestBar(paths) as bar:
        bar.at(Source("甲.txt", kind=".txt", size=100), "encode", 1, 4)
        bar.finished(Source("甲.txt", kind=".txt", size=100), ADDED)

    assert log.getvalue() == ""
