"""Folders to work in for a while: gone with whoever made them, even where a kill keeps them from tidying up."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

GRACE = 60  # seconds in which one may be made and not be held yet
READING = "wence-reading-"  # those of the processes that read files, in the system's folder for such


@contextmanager
def scratch(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """A new folder in *parent* (None: the system's place for such), removed with all that is in it at the end.

    The system knows for as long as this process lives that it is in use: see `clear_left`.
    """
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True) as name:
        held = _opened(Path(name))
        try:
            if held is not None and sys.platform != "win32":
                with suppress(OSError):  # a file system without such locks: nothing is ever cleared there
                    fcntl.flock(held, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            if held is not None:
                os.close(held)


def clear_left(prefix: str, parent: Path | None = None) -> None:
    """Remove our folders of this *prefix* that a process left which was killed; those in use stay."""
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
        with suppress(OSError):  # gone meanwhile, or not ours to look at
            if _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    found = folder.lstat()
    held = _opened(folder)
    if held is None or sys.platform == "win32":
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return found.st_uid == os.getuid() and time.time() - found.st_mtime > GRACE


def _opened(folder: Path) -> int | None:
    """A descriptor of the folder itself; None where the system has none."""
    if sys.platform == "win32":
        return None
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
