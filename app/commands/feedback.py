"""`wence feedback`: what was found of answers, as questions that evaluation can read."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from app.clients.door import open_door
from app.items.feedback import question_item
from app.parser import listed, one_of
from app.settings import Settings
from app.words.feedback import REASONS, VERDICTS

Json = dict[str, Any]


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "feedback",
        help="查看或导出对回答的评价",
        description="列出评价过的回答；--json 每行一个问题，格式与评测用的问题文件相同：评为“有用”的以其引文为标准答案，"
        "“有问题”的须由人补上。",
    )
    parser.add_argument("--verdict", type=one_of(VERDICTS), metavar="评价", help=listed(VERDICTS))
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，每行一个问题")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        items = door.feedback(options.verdict)
    if options.json:
        print("\n".join(json.dumps(question_item(item), ensure_ascii=False) for item in items))
    else:
        print("\n".join(line for item in items for line in _lines(item)) or "还没有评价。")
    return 0


def _lines(item: Json) -> Iterator[str]:
    feedback = item["feedback"]
    reasons = "、".join(REASONS[reason] for reason in feedback["reasons"])
    yield "　".join(
        filter(None, (VERDICTS[feedback["verdict"]], item["question"], reasons, feedback["note"]))
    )
