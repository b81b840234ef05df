"""A backup taken back: checked whole before anything is touched, then put in place of what was there."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from app.backup.errors import BackupDamaged, BackupNewer, CannotRestore, HomeTaken
from app.backup.manifest import CHUNK, FORMAT, LIBRARY_FILE, NAME, Manifest, Store, format_of, load
from app.progress import Progress
from ingest.errors import reason as refused
from ingest.scratch import clear_left, scratch
from retrieval.store.home import holding
from retrieval.store.reasons import reason
from retrieval.store.schema import LIBRARY, version_of

_BROKEN = (BadZipFile, ZlibError, EOFError, KeyError, NotImplementedError, RuntimeError)
UNPACKED = "restoring-"  # folders of what a backup holds, until it is found to be whole
_BESIDE = ("-wal", "-shm", "-journal")  # SQLite's own files beside a store


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where the library that was there lies now; None where there was none."""

    manifest: Manifest
    replaced: Path | None


def restore(source: Path, home: Path, *, replace: bool, progress: Progress) -> Restored:
    """Put the backup *source* in *home*; with *replace* in the place of a library, which is kept in a folder there.

    Stores that the backup doesn't hold stay. The indices are made anew at the next start. *progress* gets
    ("unpack", bytes done, of all). Raises BackupDamaged, BackupNewer, HomeTaken, CannotRestore, LibraryInUse.
    """
    with holding(home):
        if (home / LIBRARY_FILE).exists() and not replace:
            raise HomeTaken(home)
        clear_left(UNPACKED, home)
        with _explained(home), scratch(UNPACKED, home) as folder:
            manifest = _unpack(source, folder, home, progress)
            _rename_library(folder / LIBRARY_FILE)
            return Restored(manifest, _put_in_place(folder, home))


def _unpack(source: Path, folder: Path, home: Path, progress: Progress) -> Manifest:
    """All stores of the backup, each found to be what the manifest says."""
    with _opened(source) as archive:
        manifest = _manifest(archive, source)
        if shutil.disk_usage(home).free < manifest.size:
            need = f"{manifest.size / 1e6:.0f} MB"
            raise CannotRestore(home, f"磁盘空间不够，需要 {need}", "请腾出空间后重试")
        done = 0

        def advance(size: int) -> None:
            nonlocal done
            done += size
            progress("unpack", done, manifest.size)

        for store in manifest.stores:
            if not _unpack_store(archive, store, folder / store.name, advance):
                raise BackupDamaged(source, f"{store.name} 与清单的校验值不符")
            _check_store(folder / store.name, source)
    _check_schema(folder / LIBRARY_FILE, source, manifest)
    return manifest


def _unpack_store(archive: ZipFile, store: Store, target: Path, advance: Callable[[int], None]) -> bool:
    """Whether it is what the manifest says."""
    digest, size = hashlib.sha256(), 0
    with archive.open(store.name) as packed, target.open("xb") as sink:
        while size <= store.size and (chunk := packed.read(CHUNK)):
            digest.update(chunk)
            size += len(chunk)
            sink.write(chunk)
            advance(len(chunk))
        sink.flush()
        os.fsync(sink.fileno())
    return (size, digest.hexdigest()) == (store.size, store.sha256)


def _check_store(path: Path, source: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as exc:
        verdict = reason(exc)
    if verdict != "ok":
        raise BackupDamaged(source, f"其中的 {path.name} 已损坏（{verdict}）")


def _check_schema(path: Path, source: Path, manifest: Manifest) -> None:
    """An older one is migrated at the next start."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = version_of(connection)
    except sqlite3.Error as exc:
        raise BackupDamaged(source, f"{path.name} 不是文件库（{reason(exc)}）") from exc
    except ValueError as exc:
        raise BackupDamaged(source, f"{path.name} 不是文件库（没有写明格式版本）") from exc
    if found is None:
        raise BackupDamaged(source, f"{path.name} 不是文件库")
    if found > LIBRARY.version:
        raise BackupNewer(source, manifest.program)


def _rename_library(path: Path) -> None:
    """A new name of its own: indices that were made of another state of it can't be taken for its own."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET value = lower(hex(randomblob(6))) WHERE key = 'library'")
        connection.commit()


def _put_in_place(folder: Path, home: Path) -> Path | None:
    """Every step leaves each store whole in its place or in the folder that is returned."""
    fresh = sorted(folder.glob("*.sqlite"))
    old = [home / path.name for path in fresh if (home / path.name).exists()]
    aside = _set_aside(old, home) if old else None
    for path in fresh:
        for suffix in _BESIDE:
            (home / f"{path.name}{suffix}").unlink(missing_ok=True)
        path.replace(home / path.name)
    for index in ("chroma", "lexical"):
        shutil.rmtree(home / index, ignore_errors=True)
    return aside


def _set_aside(old: list[Path], home: Path) -> Path:
    """The stores once more in a folder of their own, beside which they can still be opened."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = Path(tempfile.mkdtemp(prefix=f"replaced-{stamp}-", dir=home))
    for store in old:
        with suppress(sqlite3.Error), closing(sqlite3.connect(store)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for path in (store, *(store.with_name(store.name + suffix) for suffix in _BESIDE)):
            if path.exists():
                _link(path, aside / path.name)
    return aside


def _link(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # a file system without links
        shutil.copy2(path, other)


def _manifest(archive: ZipFile, source: Path) -> Manifest:
    raw = archive.read(NAME)
    try:
        format, program = format_of(raw)
        if format > FORMAT:
            raise BackupNewer(source, program)
        return load(raw)
    except ValueError as exc:
        raise BackupDamaged(source, f"清单无法读取（{exc}）") from exc


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        archive = ZipFile(source)
    except OSError as exc:
        raise BackupDamaged(source, f"打不开这个文件（{refused(exc)}）") from exc
    except BadZipFile as exc:
        raise BackupDamaged(source, "不是备份文件，或没有复制完整") from exc
    with archive:
        try:
            yield archive
        except _BROKEN as exc:
            raise BackupDamaged(source, "内容不完整或被改动") from exc


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as exc:
        why = refused(exc) if isinstance(exc, OSError) else reason(exc)
        raise CannotRestore(home, f"写入失败（{why}）", "请检查空间和写入权限后重试") from exc
