"""`wence ingest`: files and folders into the library, with a bar and a receipt for each file."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.clients.client import Json
from app.clients.door import Door, open_door
from app.clients.uploads import Outcome, Source
from app.commands.found_files import KINDS, find_files, left_aside
from app.errors import CannotIngest
from app.ingest_bar import IngestBar, size_of
from app.settings import Settings
from app.terminal import shown
from ingest.archives import is_archive, members_of
from ingest.errors import UnreadableFile, WenceError, reason

ASIDE_SHOWN = 5
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
    if others := left_aside(options.paths):
        print(shown(_aside(others)))
    return 1 if failed else 0


def ingest_files(door: Door, paths: Sequence[Path], collection: str | None = None) -> int:
    """Add each file and print its receipt; a bad one is reported and the others go on. Returns how many failed."""
    outcomes: list[Outcome] = []
    with IngestBar(paths) as bar:
        for source, outcome in door.upload_all(sources(paths), collection=collection, progress=bar.at):
            outcomes.append(outcome)
            bar.finished(source, outcome)
            if isinstance(outcome, WenceError):
                bar.write(shown(str(outcome)), file=sys.stderr)
            else:
                bar.write(_receipt(source.name, outcome))
    replies = [one for one in outcomes if not isinstance(one, WenceError)]
    failed = len(outcomes) - len(replies)
    doubtful = sum(bool(reply["receipt"]["warnings"]) for reply in replies if reply["change"] in CHANGES)
    noted = f"（其中 {doubtful} 份有需要留意之处，见上）" if doubtful else ""
    print(f"导入完成：成功 {len(replies)} 份{noted}，失败 {failed} 份。", flush=True)
    return failed


def sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Each file, or each file of an archive, read from the disk when it is asked for."""
    for path in paths:
        whole = Source(_name(path), kind=path.suffix.lower(), size=size_of(path))
        try:
            whole = replace(whole, data=_bytes(path))
            yield from _members(whole) if is_archive(path.name) else (whole,)
        except CannotIngest as error:
            yield replace(whole, problem=error)


def _members(archive: Source) -> Iterator[Source]:
    """The files of an archive, or the problem that keeps all of them out."""
    try:
        for member in members_of(archive.data, archive.name):
            size = archive.size * member.share
            yield Source(member.name, member.data, archive.kind, size, member.share, member.problem)
    except UnreadableFile as error:
        yield replace(archive, data=b"", problem=error)


def _name(path: Path) -> str:
    """The file's name as people read it: disks that were filled elsewhere hold names in GBK."""
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise CannotIngest(path, f"无法打开这个文件（{reason(exc)}）", "请检查读取权限") from exc


def _aside(names: Sequence[str]) -> str:
    more = " 等" if len(names) > ASIDE_SHOWN else ""
    return f"另有 {len(names)} 个文件不是可导入的格式，没有导入：{'、'.join(names[:ASIDE_SHOWN])}{more}。"


def _receipt(file_name: str, reply: Json) -> str:
    receipt = reply["receipt"]
    if reply["change"] == "older_version":
        return f"{file_name}：{_superseded(reply)}"
    lines = [
        f"{file_name}：{CHANGES[reply['change']]}，{receipt['characters']} 字，{receipt['clauses']} 条，"
        f"收录比例 {receipt['coverage']:.1%}"
    ]
    return "\n".join(lines + [f"    注意：{warning}" for warning in receipt["warnings"]])


def _superseded(reply: Json) -> str:
    document, version = reply["document"], reply["version"]
    return (
        f"没有变化，是已导入过的旧版本（《{document['title']}》第 {version} 版，现行的是第 {document['version']} 版）。"
        f"要恢复这一版，请运行 `wence reinstate {document['id']} {version}`"
    )
