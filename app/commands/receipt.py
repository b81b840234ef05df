"""`wence receipt`: what became of the text of a file."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.clients.client import Json
from app.clients.door import open_door
from app.settings import Settings
from app.words.ledger import account_words


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "receipt",
        help="查看回执",
        description="显示一份文件的导入回执：收录了什么，没有收录什么，需要留意什么。",
    )
    parser.add_argument("document_id", metavar="文件编号", help="见 `wence documents`")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        document, receipt = door.document(options.document_id), door.receipt(options.document_id)
    if options.json:
        print(json.dumps(receipt, ensure_ascii=False, indent=1))
        return 0
    print(f"《{document['title']}》第 {document['version']} 版　{document['file_name']}")
    print("\n".join(_lines(receipt)))
    return 0


def _lines(receipt: Json) -> Iterator[str]:
    yield f"字数：{receipt['characters']}（不计空白）"
    yield f"条款数：{receipt['clauses']}，另有标题、落款等 {receipt['frame_parts']} 处"
    yield f"收录比例：{receipt['coverage']:.1%}"
    yield (
        f"去向：条款 {receipt['in_clauses']} 字，标题、落款等 {receipt['in_frame']} 字，"
        f"杂项 {receipt['in_noise']} 字，未归类 {receipt['unowned']} 字"
    )
    yield f"台账核对：{account_words(receipt) or '导入时尚未核对；运行 `wence reindex` 后可见'}"
    if receipt["pages"]:
        yield f"页数：{receipt['pages']}，没有文字的页：{_names(map(str, receipt['blank_pages']))}"
    if receipt["recognised_pages"]:
        yield f"由图像识别的页：{_names(map(str, receipt['recognised_pages']))}，平均置信度 {receipt['confidence']:.0%}"
    if receipt["tables"]:
        yield f"表格：{receipt['tables']} 张"
    yield f"读到的信息：{_names(receipt['metadata_found'])}"
    yield f"没有读到的信息：{_names(receipt['metadata_missing'])}"
    yield from _listed("编号问题", receipt["numbering"])
    yield from _listed("判为杂项的文字", [" ".join(words.split()) for words in receipt["noise"]])
    yield from _listed("没有收录的部分", receipt["dropped"])
    yield from _listed("警告", [w for w in receipt["warnings"] if w not in receipt["numbering"]])


def _listed(name: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"{name}：{'' if lines else '无'}"
    yield from (f"    {line}" for line in lines)


def _names(names: Iterable[str]) -> str:
    return "、".join(names) or "无"
