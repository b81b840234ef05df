"""`wence ingest`: files and folders into the library, with a bar and a receipt for each file."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from app.clients.client import Json
from app.clients.door import Door, open_door
from app.errors import CannotIngest
from app.progress import stage_name
from app.settings import Settings
from ingest.archives import SUFFIX, is_archive, members_of
from ingest.errors import WenceError
from ingest.readers import SUPPORTED

KINDS = (*SUPPORTED, SUFFIX)
Uploading = Callable[..., Json]
CHANGES = {"added": "新增", "unchanged": "没有变化", "new_version": "新版本"}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "ingest", help="导入文件", description=f"导入文件或文件夹（{'、'.join(KINDS)}），显示每份的回执。"
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="路径", help="文件或文件夹")
    parser.add_argument("--collection", metavar="集合", help="导入到哪个集合（默认：默认集合）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    found = find_files(options.paths)
    with open_door(settings) as door:
        failed = ingest_files(door, found, options.collection)
    return 1 if failed else 0


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of a supported kind anywhere in the folders named. Raises CannotIngest."""
    return list(dict.fromkeys(path for given in paths for path in _files(given)))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise CannotIngest(path, "没有这个文件或文件夹", "请检查路径")
    if path.is_file():
        yield path
        return
    inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in KINDS)
    if not inside:
        raise CannotIngest(path, "文件夹里没有可导入的文件", f"可导入的格式：{'、'.join(KINDS)}")
    yield from inside


def ingest_files(door: Door, paths: Sequence[Path], collection: str | None = None) -> int:
    """Add each file and print its receipt; a bad one is reported and the others go on. Returns how many failed."""
    replies = []
    with tqdm(total=len(paths), desc="导入", unit="份") as bar:
        for path in paths:
            replies += _ingest_path(partial(door.upload, collection=collection), path, bar)
            bar.update()
    failed = replies.count(None)
    doubtful = sum(bool(reply["receipt"]["warnings"]) for reply in replies if reply)
    noted = f"（其中 {doubtful} 份有需要留意之处，见上）" if doubtful else ""
    print(f"导入完成：成功 {len(replies) - failed} 份{noted}，失败 {failed} 份。", flush=True)
    return failed


def _ingest_path(upload: Uploading, path: Path, bar: "tqdm[Any]") -> list[Json | None]:
    """What became of a file, or of each file of an archive; None where it was refused."""
    try:
        data = _bytes(path)
        if not is_archive(path.name):
            return [_ingest_one(upload, data, path.name, bar)]
        return [_ingest_one(upload, member.data, member.name, bar) for member in members_of(data, path.name)]
    except WenceError as error:
        bar.write(str(error), file=sys.stderr)
        return [None]


def _ingest_one(upload: Uploading, data: bytes, name: str, bar: "tqdm[Any]") -> Json | None:
    """What became of a file; None where it was refused."""

    def show(stage: str, done: int, total: int) -> None:
        bar.set_postfix_str(f"{name} {stage_name(stage)} {done}/{total}", refresh=False)
        bar.update(0)  # draws, but not more often than a reader can see

    try:
        reply = upload(data, name, progress=show)
    except WenceError as error:
        bar.write(str(error), file=sys.stderr)
        return None
    bar.write(_receipt(name, reply))
    return reply


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise CannotIngest(path, "无法打开这个文件", "请检查读取权限") from exc


def _receipt(file_name: str, reply: Json) -> str:
    receipt = reply["receipt"]
    lines = [
        f"{file_name}：{CHANGES[reply['change']]}，{receipt['characters']} 字，{receipt['clauses']} 条，"
        f"收录比例 {receipt['coverage']:.1%}"
    ]
    return "\n".join(lines + [f"    注意：{warning}" for warning in receipt["warnings"]])
