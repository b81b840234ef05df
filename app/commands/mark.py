"""`wence mark`: how far a commitment is."""

import argparse
from collections.abc import Iterator
from typing import Any

from app.clients.client import Json
from app.clients.door import open_filled
from app.parser import listed, one_of
from app.settings import Settings
from app.words.marks import BACK, STATES, state_words
from app.words.moment import moment

TAKEN_BACK = "none"
WANTED = {**STATES, TAKEN_BACK: BACK}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "mark",
        help="标记承诺的进展",
        description="标记台账中一条承诺的进展；不给进展则显示现在和历次的标记。",
    )
    parser.add_argument("row", metavar="行编号", help="承诺的编号（见 `wence commitments --json` 的 id）")
    parser.add_argument("state", nargs="?", type=one_of(WANTED), metavar="进展", help=listed(WANTED))
    parser.add_argument("--note", metavar="备注", default="", help="备注")
    parser.add_argument("--who", metavar="姓名", help="标记人；给出进展时必填")
    parser.set_defaults(run=lambda options, settings: run(options, settings, parser))


def run(options: argparse.Namespace, settings: Settings, parser: argparse.ArgumentParser) -> int:
    if options.state and not (options.who or "").strip():
        parser.error("缺少参数 --who")
    with open_filled(settings) as door:
        if options.state == TAKEN_BACK:
            door.unmark(options.row, who=options.who)
        elif options.state:
            door.put_mark(options.row, options.state, note=options.note, who=options.who)
        found = door.mark(options.row)
    print("\n".join(_lines(found)))
    return 0


def _lines(found: Json) -> Iterator[str]:
    mark = found["mark"]
    yield _line(mark) if mark else "没有标记。"
    if mark and mark["remark"]:
        yield f"注意：{mark['remark']}。标记时的原文：{' '.join(mark['quote'].split())}"
    if len(found["history"]) > 1 or (found["history"] and not mark):
        yield "历次标记："
        yield from (f"  {_line(entry)}" for entry in found["history"])


def _line(entry: Json) -> str:
    said = (state_words(entry["state"]), entry["note"], entry["who"], moment(entry["at"]))
    return "　".join(filter(None, said))
