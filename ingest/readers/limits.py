"""A process of its own for formats that are no text: a bad file ends that process, never ours.

The child (worker.py) gets the file on its standard input and writes lines of JSON: {"progress": [done, total]}…, then
{"text", "layout"}, {"picture"} or {"why", "next"}.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ingest.errors import UnreadableFile
from ingest.layout import Reading, layout_of
from ingest.scratch import READING, scratch

SECONDS = 120  # without a sign of life
CPU_SECONDS = 1800
MEMORY_MB = 3072
PARENT = "WENCE_READER_OF"  # the variable that tells the child the number of our process
_ROOT = Path(__file__).parent.parent.parent

Pages = Callable[[int, int], None]  # pages done, pages in all


def read_apart(
    data: bytes, file_name: str, format: str, progress: Pages | None = None, *, seconds: float = SECONDS
) -> Reading:
    """What the reader named *format* makes of a file, in a process with limits of time and memory.

    Raises UnreadableFile, also where that process dies or falls silent for *seconds*.
    """
    message = _apart(data, [format, file_name], progress or ignore, seconds)
    return Reading(message["text"], layout_of(message["layout"]))


def draw_apart(data: bytes, file_name: str, format: str, *, page: int, dpi: int) -> bytes:
    """A page of a file, from 1, as PNG, in such a process. Raises UnreadableFile as `read_apart` does."""
    message = _apart(data, [format, file_name, str(page), str(dpi)], ignore, SECONDS)
    return base64.b64decode(message["picture"])


def _apart(data: bytes, arguments: Sequence[str], progress: Pages, seconds: float) -> Mapping[str, Any]:
    with scratch(READING) as folder:
        return _apart_in(folder, data, arguments, progress, seconds)


def _apart_in(
    folder: Path, data: bytes, arguments: Sequence[str], progress: Pages, seconds: float
) -> Mapping[str, Any]:
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest.readers.worker", *arguments],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,  # and so a group of its own, with the programs that it starts
        )
    with process, _Watch(process, seconds) as watch:
        assert process.stdout is not None
        try:
            return _answer(process.stdout, arguments[1], watch, progress)
        finally:
            _kill(process)


def _environment(folder: Path) -> dict[str, str]:
    """Ours, with the folder that we were imported from first, and who we are: the child ends when we do.

    Our settings, and with them the keys of models, are no business of what a bad file may take over. What it and its
    programs put aside goes into *folder*, which outlives neither.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENCE_")}
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", PARENT: str(os.getpid())}
    return kept | ours | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a child that nobody has waited for, and what it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a group of zombies
        os.killpg(process.pid, signal.SIGKILL)


class _Watch:
    """Kills a process that gives no sign of life for *seconds*."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self.expired = False
        self._timer = self._started()

    def alive(self) -> None:
        self._timer.cancel()
        self._timer = self._started()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self.expired = True
        _kill(self._process)

    def __enter__(self) -> "_Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _answer(output: IO[bytes], file_name: str, watch: _Watch, progress: Pages) -> Mapping[str, Any]:
    """The last message of the child, which holds a result."""
    for message in _messages(output):
        watch.alive()
        if "progress" in message:
            progress(*message["progress"])
        elif "why" in message:
            raise UnreadableFile(file_name, message["why"], message["next"])
        else:
            return message
    if watch.expired:
        why = "解析超过了时间上限，已停止；文件可能损坏或过于复杂"
        raise UnreadableFile(file_name, why, "请拆分文件，或另存为纯文本后重新导入")
    why = "解析时超出了内存或运算上限，或解析程序异常退出；文件可能损坏或过大"
    raise UnreadableFile(file_name, why, "请检查文件能否正常打开，或另存为其他格式后重新导入")


def _messages(output: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Whole lines only: one that the death of the child cut off says nothing."""
    for line in output:
        if line.endswith(b"\n"):
            yield json.loads(line)


def ignore(done: int, total: int) -> None:
    """Nobody watches."""
