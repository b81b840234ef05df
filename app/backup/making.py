"""A backup made: a copy of every store as it is at one moment, while others may write to it."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from app.backup.errors import CannotBackUp
from app.backup.manifest import CHUNK, FORMAT, LIBRARY_FILE, NAME, Manifest, is_store, store_of
from app.progress import Progress
from ingest.errors import reason as refused
from ingest.scratch import clear_left, scratch
from retrieval.store.reading import open_to_read
from retrieval.store.reasons import reason
from retrieval.store.schema import version_of

COPIES = ".wence-"  # folders of the copies that are packed
FAST = 1  # of zlib's levels: most of a library is vectors, which no level makes smaller


def back_up(home: Path, target: Path, progress: Progress) -> Manifest:
    """Write the library in *home* to the file *target*, which is there whole or not at all.

    Safe while a server uses the library. *progress* gets ("copy" | "pack", bytes done, of all). Raises CannotBackUp.
    """
    if not (home / LIBRARY_FILE).exists():
        raise CannotBackUp(target, f"{home} 里没有文件库", "请检查 WENCE_HOME")
    if target.is_dir():
        raise CannotBackUp(target, "它是一个文件夹", "请写明文件名，如 文件库.wence")
    try:
        clear_left(COPIES, target.parent)
        with scratch(COPIES, target.parent) as folder:
            copies = _copies(home, folder, target, progress)
            packed = folder / "backup"
            manifest = _pack(copies, packed, progress)
            packed.replace(target)
    except OSError as exc:
        raise CannotBackUp(
            target, f"写入失败（{refused(exc)}）", "请检查该位置的空间和写入权限后重试"
        ) from exc
    return manifest


def _copies(home: Path, folder: Path, target: Path, progress: Progress) -> list[Path]:
    stores = sorted(path for path in home.glob("*.sqlite") if is_store(path.name))
    total = sum(store.stat().st_size for store in stores)
    done, copies = 0, []
    progress("copy", 0, total)
    for store in stores:
        copies.append(_copy(store, folder / store.name, target))
        done += store.stat().st_size
        progress("copy", done, total)
    return copies


def _copy(store: Path, copy: Path, target: Path) -> Path:
    """SQLite's own online copy: one read transaction, so that it holds a single moment and stops no writer."""
    try:
        with closing(open_to_read(store)) as source, closing(sqlite3.connect(copy)) as sink:
            source.backup(sink)
            sink.execute("PRAGMA journal_mode = DELETE")
            verdict = str(sink.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as exc:
        raise CannotBackUp(
            target,
            f"读取或复制 {store} 失败（{reason(exc)}）",
            "请检查磁盘空间，并运行 `wence doctor` 检查文件库",
        ) from exc
    if verdict != "ok":
        raise CannotBackUp(
            target, f"{store} 已损坏（{verdict}）", "请保留以前的备份，并运行 `wence doctor` 检查文件库"
        )
    return copy


def _pack(copies: Sequence[Path], packed: Path, progress: Progress) -> Manifest:
    total = 2 * sum(
        copy.stat().st_size for copy in copies
    )  # each is read twice: for its checksum, and to be packed
    done = 0

    def advance(size: int) -> None:
        nonlocal done
        done += size
        progress("pack", done, total)

    manifest = _manifest(copies, advance)
    with packed.open("xb") as sink:
        os.fchmod(sink.fileno(), 0o600)  # it holds all that the library does
        with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=FAST) as archive:
            archive.writestr(NAME, manifest.to_json())
            for copy in copies:
                with copy.open("rb") as source, archive.open(copy.name, "w", force_zip64=True) as entry:
                    while chunk := source.read(CHUNK):
                        entry.write(chunk)
                        advance(len(chunk))
        sink.flush()
        os.fsync(sink.fileno())
    return manifest


def _manifest(copies: Sequence[Path], advance: Callable[[int], None]) -> Manifest:
    (library,) = [copy for copy in copies if copy.name == LIBRARY_FILE]
    with closing(sqlite3.connect(library)) as connection:
        documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        model = connection.execute("SELECT value FROM meta WHERE key = 'model'").fetchone()
        schema = version_of(connection)
    return Manifest(
        format=FORMAT,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        program=version("wence"),
        schema=schema or 0,
        model=model[0] if model else None,
        documents=documents,
        stores=tuple(store_of(copy, advance) for copy in copies),
    )
