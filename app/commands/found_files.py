"""The files that a command is given, by name or as a folder, and those among them that nobody reads."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from app.errors import CannotIngest
from ingest.archives import SUFFIX, is_archive, is_left_lying, left_out
from ingest.errors import UnreadableFile, reason
from ingest.readers import SUPPORTED

KINDS = (*SUPPORTED, SUFFIX)


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of a supported kind anywhere in the folders named. Raises CannotIngest."""
    return list(dict.fromkeys(path for given in paths for path in _files(given)))


def left_aside(paths: Sequence[Path]) -> list[str]:
    """The names of those of another kind, in the folders named and in the archives there or named."""
    others = [path.name for given in paths if given.is_dir() for path in _inside(given) if not _is_read(path)]
    for archive in (path for given in paths for path in _files(given) if is_archive(path.name)):
        with suppress(OSError, UnreadableFile):  # which is said of it when its turn comes
            others += left_out(archive.read_bytes(), archive.name)
    return others


def _files(path: Path) -> Iterator[Path]:
    if not _is_there(path):
        raise CannotIngest(path, "没有这个文件或文件夹", "请检查路径")
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise CannotIngest(path, "它不是文件，也不是文件夹", "请检查路径")
    inside = [found for found in _inside(path) if _is_read(found)]
    if not inside:
        raise CannotIngest(path, "文件夹里没有可导入的文件", f"可导入的格式：{'、'.join(KINDS)}")
    yield from inside


def _inside(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not is_left_lying(p.relative_to(folder)))


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in KINDS


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as exc:  # in a folder that can't be looked into, or by a name that is too long
        raise CannotIngest(path, reason(exc), "请检查路径和读取权限") from exc
