"""`wence documents` and `wence delete`: what the library holds."""

import argparse
import json
from typing import Any

from app.clients.client import Json
from app.clients.door import open_door
from app.settings import Settings
from retrieval.errors import UnknownCollection


def add(commands: Any) -> None:
    parser = commands.add_parser("documents", help="列出文件", description="列出文件库中的文件。")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--collection", metavar="集合", help="只列这个集合的")
    parser.set_defaults(run=run)
    remover = commands.add_parser("delete", help="删除文件", description="从文件库删除文件，含全部版本。")
    remover.add_argument("document_id", metavar="文件编号", help="见 `wence documents`")
    remover.set_defaults(run=delete)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        documents = door.documents(options.collection)
        if options.collection and options.collection not in {each["name"] for each in door.collections()}:
            raise UnknownCollection(options.collection)
    if options.json:
        print(json.dumps(documents, ensure_ascii=False, indent=1))
        return 0
    for document in documents:
        print(_line(document))
    print(
        f"共 {len(documents)} 份文件。"
        if documents or options.collection
        else "文件库是空的。请用 `wence ingest 文件或文件夹` 导入。"
    )
    return 0


def delete(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        door.delete(options.document_id)
    print(f"已删除 {options.document_id}。")
    return 0


def _line(document: Json) -> str:
    facts = (document["document_number"], document["issuer"], document["date_issued"])
    said = "，".join(fact for fact in facts if fact)
    size = f"第 {document['version']} 版，{document['clauses']} 条"
    size += "（正在编入）" if document["being_encoded"] else ""
    return f"{document['id']}  《{document['title']}》{f'（{said}）' if said else ''}  {size}  {document['file_name']}"
