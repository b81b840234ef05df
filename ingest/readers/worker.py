"""The child of limits.py: `python -m ingest.readers.worker FORMAT FILE_NAME [PAGE DPI]`, the file on standard input.

It reads the file; with PAGE it draws that page.
"""

import base64
import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from ingest.errors import UnreadableFile
from ingest.layout import Reading, plain_layout
from ingest.readers.limits import CPU_SECONDS, MEMORY_MB, PARENT, Pages, ignore
from ingest.readers.magic import OLE
from ingest.readers.zips import check_container

PAGED = ("pdf", "image", "ofd")  # readers that tell how far they are
BEHIND = 10  # of nineteen steps: who asks does not wait for who reads
POLL = 0.5  # seconds
ZIPPED = ("docx", "xlsx", "ofd")


def main() -> None:
    """Read or draw the file and write what came of it as one line of JSON."""
    name, file_name, *place = sys.argv[1:]
    data = sys.stdin.buffer.read()
    # What libraries print must not get between our lines.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit()
    if sys.platform != "win32":
        os.nice(BEHIND)
    threading.Thread(target=_end_with, args=(int(os.environ[PARENT]),), daemon=True).start()

    def say(message: Mapping[str, Any]) -> None:
        output.write(json.dumps(message, ensure_ascii=True) + "\n")
        output.flush()

    def work() -> Mapping[str, Any]:
        if place:
            return _picture(data, file_name, name, *map(int, place))
        return _text(read_here(data, file_name, name, lambda done, total: say({"progress": [done, total]})))

    say(_message(work))


def _message(work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return work()
    except UnreadableFile as error:
        return {"why": error.why, "next": error.next_step}
    except MemoryError:
        return {"why": "解析它需要的内存超出了上限", "next": "请拆分文件后重新导入"}
    except BaseException as error:
        # Whatever a library stumbles over: this process was made to hold it. A panic in Rust is no Exception.
        why = f"文件已损坏，或不是这种格式（{type(error).__name__}）"
        return {"why": why, "next": "请确认文件能正常打开，另存一份后重新导入"}


def _text(reading: Reading) -> Mapping[str, Any]:
    return {"text": reading.text, "layout": plain_layout(reading.layout)}


def _picture(data: bytes, file_name: str, name: str, page: int, dpi: int) -> Mapping[str, Any]:
    from ingest.readers import picture  # only who draws needs what it imports

    drawn = picture.draw(data, file_name, name, page=page, dpi=dpi)
    return {"picture": base64.b64encode(drawn).decode("ascii")}


def read_here(data: bytes, file_name: str, name: str, progress: Pages = ignore) -> Reading:
    """What the reader *name* makes of a file, in this process. Raises UnreadableFile, and whatever libraries raise."""
    if name in ZIPPED and not data.startswith(OLE):  # an .xls is no such container
        check_container(data, file_name)
    reader = importlib.import_module(f"ingest.readers.{name}")
    given = (data, file_name, progress) if name in PAGED else (data, file_name)
    reading: Reading = reader.read(*given)
    return reading


def _end_with(parent: int) -> None:
    """End, with the programs we have started, once the process that wants our answer is gone."""
    while sys.platform != "win32":
        if os.getppid() != parent:
            os.killpg(0, signal.SIGKILL)
        time.sleep(POLL)


def _limit() -> None:
    """No more processor time and memory than a large plan needs, where the system can limit them."""
    if sys.platform != "win32":
        import resource

        for kind, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_MB * 1024 * 1024)):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (limit, hard))


if __name__ == "__main__":
    main()
