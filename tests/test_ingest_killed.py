"""`wence ingest` that is killed half way: the same command again finishes it, and no process is left behind."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.pipeline import read_document
from ingest.readers.limits import PARENT
from ingest.scratch import READING, clear_left
from retrieval.embedder import Embedder
from retrieval.library import Library
from retrieval.shelf import Shelf
from tests.killed_writer import notice
from tests.office_files import by_libreoffice, docx_of, for_libreoffice_only, pdf_of, plan_as_docx
from tests.serving import wait_until
from tests.test_kill import check_indices

ROOT = Path(__file__).parent.parent
FILES = 12
KINDS = (
    (".txt", lambda lines: "\n".join(lines).encode()),
    (".docx", docx_of),
    (".pdf", pdf_of),
)
HUNG = "#!/bin/sh\necho $$ > '{note}'\nexec sleep 600\n"  # a LibreOffice that never ends


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="no list of processes in /proc"
)


@contextmanager
def ingesting(folder: Path, home: Path, models: Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """The real command at work on a folder; killed at the end of the with block if it still runs."""
    ours = {"WENCE_HOME": str(home), "WENCE_MODELS": str(models), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "ingest", str(folder)],
        cwd=ROOT,
        env=os.environ | ours | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def readers_of(process: subprocess.Popen[str]) -> list[int]:
    """Processes that read files for this one, also when it is gone."""
    mark = f"{PARENT}={process.pid}\0".encode()
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if mark in _bytes(path)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended, or is somebody else's
        return b""


def kill_half_way(process: subprocess.Popen[str], chance: random.Random) -> int:
    """Let it add some files, kill it a moment later, and return how many it said to have added."""
    assert process.stdout is not None
    wanted, added = chance.randint(1, FILES // 4), 0
    for line in process.stdout:
        added += "新增" in line
        if added == wanted:
            time.sleep(chance.random() / 2)
            process.kill()
    return added


def finish(folder: Path, home: Path, models: Path) -> list[str]:
    """The same command to its end: what it says of each file."""
    with ingesting(folder, home, models) as process:
        said = process.communicate()[0].splitlines()
        assert process.returncode == 0
    return said


def check_everything_is_in_once(folder: Path, home: Path, embedder: Embedder) -> None:
    """Every file is a document, read as it is read alone, in its first version, and searched."""
    Shelf.open(home, embedder).close()
    library = Library.open(home / "library.sqlite")
    held = {summary.file_name: library.document(summary.id) for summary in library.summaries()}
    unencoded = library.tokens.count_missing()
    check_indices(home, library)
    library.close()

    assert held == {path.name: read_document(path.read_bytes(), path.name) for path in folder.iterdir()}
    assert unencoded == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Notices as text, Word and PDF files."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(FILES):
        lines = notice(number, 1).decode().splitlines()
        suffix, make = KINDS[number % len(KINDS)]
        (folder / f"{number:02}{suffix}").write_bytes(make(lines))
    return folder


def survive(folder: Path, home: Path, models: Path, *, kills: int, seed: int) -> Iterator[int]:
    """Kill the command as often as that, starting anew when it is through; yields how many files it said to have added."""
    chance = random.Random(seed)
    for _ in range(kills):
        with ingesting(folder, home, models) as process:
            added = kill_half_way(process, chance)
        wait_until(lambda process=process: not readers_of(process))
        yield added


def test_killed_and_run_again(folder: Path, tmp_path: Path, models: Path, embedder: Embedder):
    """Three kills, then the same command to its end: every file is in, once; one that was said to be in is not added again."""
    home = tmp_path / "home"
    confirmed = sum(survive(folder, home, models, kills=3, seed=20241107))
    said = finish(folder, home, models)

    assert confirmed >= 3
    assert sum("新增" in line for line in said) <= FILES - confirmed
    assert any("没有变化" in line for line in said)
    assert said[-1].startswith(f"导入完成：成功 {FILES} 份")
    check_everything_is_in_once(folder, home, embedder)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_killed_many_times(folder: Path, tmp_path: Path, models: Path, embedder: Embedder):
    """Thirty kills, each run going on with the library of the last; it is emptied whenever all files are in."""
    chance = random.Random()
    for round in range(int(os.environ.get("WENCE_SOAK_KILLS", "30")) // 3):
        home = tmp_path / f"home {round}"
        confirmed = sum(survive(folder, home, models, kills=3, seed=chance.randrange(10**9)))
        said = finish(folder, home, models)

        assert sum("新增" in line for line in said) <= FILES - confirmed
        check_everything_is_in_once(folder, home, embedder)


@pytest.fixture
def hung(tmp_path: Path) -> tuple[Path, dict[str, str], Path]:
    """A folder with a file that only LibreOffice reads, the environment where that hangs, and where it notes its number."""
    good = by_libreoffice(plan_as_docx(), ".docx", "doc", tmp_path)
    folder, programs, note = tmp_path / "folder", tmp_path / "programs", tmp_path / "note"
    for made in (folder, programs):
        made.mkdir()
    (folder / "旧.doc").write_bytes(for_libreoffice_only(good))
    program = programs / "soffice"
    program.write_text(HUNG.format(note=note))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder, {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}, note


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(hung, tmp_path: Path, models: Path, sign: signal.Signals):
    """However the command ends, the reader of a file ends with it, and the program that the reader has started; what they
    put aside is cleared by the next start at the latest."""
    folder, env, note = hung
    put_aside = tmp_path / "tmp"
    put_aside.mkdir()
    with ingesting(folder, tmp_path / "home", models, TMPDIR=str(put_aside), **env) as process:
        wait_until(lambda: note.exists() and note.read_text().endswith("\n"))
        # The reader, and the program, which has its environment.
        assert int(note.read_text()) in readers_of(process)
        assert len(readers_of(process)) == 2
        process.send_signal(sign)
        process.communicate()

    wait_until(lambda: not readers_of(process), seconds=30)
    for left in put_aside.glob(f"{READING}*"):
        os.utime(left, (0, 0))
    clear_left(READING, put_aside)
    assert list(put_aside.glob("wence-*")) == []


def test_a_reader_that_dies_is_its_files_own_error(hung, tmp_path: Path, models: Path):
    """Files before and behind it go in while it hangs and after it was killed; nothing waits for it, nothing
    of it is left."""
    folder, env, note = hung
    for number, name in enumerate(("a.txt", "旧.txt", "香.txt")):
        (folder / name).write_bytes(notice(number, 1))
    put_aside = tmp_path / "tmp"
    put_aside.mkdir()
    with ingesting(folder, tmp_path / "home", models, TMPDIR=str(put_aside), **env) as process:
        wait_until(lambda: note.exists() and note.read_text().endswith("\n"))
        (reader,) = set(readers_of(process)) - {int(note.read_text())}
        behind = os.getpriority(os.PRIO_PROCESS, reader) > os.getpriority(os.PRIO_PROCESS, process.pid)
        os.killpg(reader, signal.SIGKILL)
        said = process.communicate()[0]

    assert (process.returncode, behind) == (1, True)
    assert list(put_aside.glob("wence-*")) == []
    assert [line.partition("：")[0] for line in said.splitlines() if "新增" in line] == [
        "a.txt",
        "旧.txt",
        "香.txt",
    ]
    assert "成功 3 份，失败 1 份" in said
