"""`wence missing`: documents that the library's documents name but that are not in it."""

import argparse
import json
from typing import Any

from app.clients.client import Json
from app.clients.door import open_filled
from app.settings import Settings

RELATIONS = {"basis": "依据文件", "attachment": "附件"}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "missing",
        help="列出应补充的文件",
        description="列出库中文件写明、但没有入库的依据文件和附件，提到最多的在前。",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_filled(settings) as door:
        missing = door.missing_references()
    if options.json:
        print(json.dumps(missing, ensure_ascii=False, indent=1))
        return 0
    for each in missing:
        print(_lines(each))
    print(f"共 {len(missing)} 份文件没有入库。" if missing else "文件写明的依据和附件都已入库。")
    return 0


def _lines(missing: Json) -> str:
    number = f"（{missing['document_number']}）" if missing["document_number"] else ""
    by = "、".join(f"《{each['title']}》" for each in missing["cited_by"])
    title = f"《{missing['title']}》" if missing["title"] else ""
    return f"{RELATIONS[missing['relation']]}  {title}{number}\n    见 {by}"
