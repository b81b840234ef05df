"""`wence diff` and `wence reinstate`: what changed between two versions of a document, and the way back to one."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.clients.client import Json
from app.clients.door import open_door
from app.parser import count
from app.settings import Settings

AROUND = 12  # unchanged characters shown on either side of a change
MARKS = {"removed": "【删：{}】", "added": "【增：{}】"}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "diff", help="比较版本", description="逐条显示一份文件两个版本的差异，默认比较最近两版。"
    )
    parser.add_argument("document_id", metavar="文件编号", help="见 `wence documents`")
    parser.add_argument(
        "old", nargs="?", type=count, metavar="旧版", help="旧版是第几版（默认为新版的前一版）"
    )
    parser.add_argument("new", nargs="?", type=count, metavar="新版", help="新版是第几版（默认为现行版本）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)
    _add_reinstate(commands)


def _add_reinstate(commands: Any) -> None:
    parser = commands.add_parser(
        "reinstate",
        help="恢复旧版本",
        description="把一份文件的旧版本存为新的一版，成为现行版本；其他各版不变。",
    )
    parser.add_argument("document_id", metavar="文件编号", help="见 `wence documents`")
    parser.add_argument("version", type=count, metavar="第几版", help="要恢复的是第几版")
    parser.set_defaults(run=reinstate)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        found = door.differences(options.document_id, old=options.old, new=options.new)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(found)))
    return 0


def reinstate(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        reply = door.reinstate(options.document_id, options.version)
    title, version = reply["document"]["title"], reply["document"]["version"]
    if reply["change"] == "unchanged":
        print(f"《{title}》第 {options.version} 版的内容就是现行版本（第 {version} 版），未作改动。")
    else:
        print(f"已恢复《{title}》第 {options.version} 版，存为第 {version} 版，即现行版本。")
    return 0


def _lines(found: Json) -> Iterator[str]:
    counts = (
        f"改动 {len(found['changed'])} 条，新增 {len(found['added'])} 条，删除 {len(found['removed'])} 条，"
        f"改号 {len(found['moved'])} 条，未变 {found['unchanged']} 条"
    )
    yield f"《{found['title']}》第 {found['old']['version']} 版 → 第 {found['new']['version']} 版：{counts}。"
    if found["changed"]:
        yield "\n改动："
    for change in found["changed"]:
        yield f"  {_renumbered(change) if change['renumbered'] else change['new']['clause']}"
        yield f"      {_marked(change['pieces'])}"
    yield from _listed("新增", found["added"])
    yield from _listed("删除", found["removed"])
    if found["moved"]:
        yield "\n改号（文字未变）："
    yield from (f"  {_renumbered(move)}" for move in found["moved"])


def _listed(name: str, places: Sequence[Json]) -> Iterator[str]:
    if places:
        yield f"\n{name}："
    for place in places:
        yield f"  {place['clause']}"
        yield f"      {_flat(place['text'])}"


def _renumbered(pair: Json) -> str:
    return f"{pair['old']['clause']} → {pair['new']['clause']}"


def _marked(pieces: Sequence[Json]) -> str:
    last = len(pieces) - 1
    return "".join(
        MARKS[piece["kind"]].format(_flat(piece["text"]))
        if piece["kind"] in MARKS
        else _shortened(_flat(piece["text"]), ends=(at > 0, at < last))
        for at, piece in enumerate(pieces)
    )


def _shortened(words: str, *, ends: tuple[bool, bool]) -> str:
    """Unchanged words cut to what stands next to a change; *ends*: whether a change stands before, after."""
    before, after = ends
    if len(words) <= AROUND * (before + after):
        return words
    return (words[:AROUND] if before else "") + "……" + (words[-AROUND:] if after else "")


def _flat(words: str) -> str:
    return " ".join(words.split())
