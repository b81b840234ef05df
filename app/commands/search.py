"""`wence search`: the clauses that a search finds."""

import argparse
import json
from typing import Any

from app.clients.door import open_filled
from app.parser import count
from app.settings import Settings

SHOWN = 120  # characters of a clause


def add(commands: Any) -> None:
    parser = commands.add_parser("search", help="检索条款", description="检索条款，最相关的在前。")
    parser.add_argument("query", metavar="检索词", help="检索词或一句话")
    parser.add_argument("-k", type=count, default=10, metavar="条数", help="最多显示多少条（默认 10）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_filled(settings) as door:
        hits = door.search(options.query, k=options.k)
    if options.json:
        print(json.dumps(hits, ensure_ascii=False, indent=1))
        return 0
    for number, hit in enumerate(hits, start=1):
        words = " ".join(hit["text"].split())
        print(f"{number}. 《{hit['title']}》{hit['clause']}（{hit['score']:.3f}）")
        print(f"    {words[:SHOWN]}{'…' if len(words) > SHOWN else ''}")
    if not hits:
        print("没有检索到相关条款。")
    return 0
