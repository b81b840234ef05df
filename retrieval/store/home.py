"""The folder of a library, which one process at a time may use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import reason
from retrieval.errors import HomeUnusable, LibraryInUse

LOCK = "library.lock"


@contextmanager
def holding(home: Path) -> Iterator[None]:
    """*home*, made where it is missing, is ours inside. Raises LibraryInUse, HomeUnusable."""
    lock = FileLock(home / LOCK, thread_local=False)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise LibraryInUse(str(home)) from None
    except OSError as exc:
        raise HomeUnusable(str(home), reason(exc)) from exc
    try:
        yield
    finally:
        lock.release()


def require_unheld(home: Path) -> None:
    """Raises LibraryInUse, HomeUnusable: for those who would first do what takes long. Only `holding` decides."""
    if is_held(home):
        raise LibraryInUse(str(home))


def is_held(home: Path) -> bool:
    """Whether some process uses the library in *home*; nothing is left there. Raises HomeUnusable."""
    if not (home / LOCK).exists():
        return False
    try:
        with holding(home):
            return False
    except LibraryInUse:
        return True
