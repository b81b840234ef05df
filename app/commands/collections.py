"""`wence collections`: documents by collection, and which of them stay away from a chat model."""

import argparse
from typing import Any

from app.clients.client import Json
from app.clients.door import open_door
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "collections",
        help="管理集合",
        description="文件分到集合；密钥可以限定只用哪些集合。不给操作则列出集合。",
    )
    parser.set_defaults(run=show)
    actions = parser.add_subparsers(title="操作", metavar="操作", prog="wence collections")
    setter = actions.add_parser(
        "set", help="新建或设置集合", description="新建集合，或设置已有集合可否外发。"
    )
    setter.add_argument("name", metavar="名称", help="集合的名称")
    setter.add_argument(
        "--stays", action="store_true", help="不外发：其中文件的内容不交给对话模型；不给则可以"
    )
    setter.set_defaults(run=put)
    remover = actions.add_parser("remove", help="删除集合", description="删除一个空的集合。")
    remover.add_argument("name", metavar="名称", help="集合的名称")
    remover.set_defaults(run=remove)
    mover = actions.add_parser("move", help="移动文件", description="把文件移到另一个集合。")
    mover.add_argument("document_id", metavar="文件编号", help="见 `wence documents`")
    mover.add_argument("name", metavar="集合", help="移到哪个集合")
    mover.set_defaults(run=move)


def show(_: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        for item in door.collections():
            print(_line(item))
    return 0


def put(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        print(_line(door.put_collection(options.name, may_leave=not options.stays)))
    return 0


def remove(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        door.remove_collection(options.name)
    print(f"已删除集合 {options.name}。")
    return 0


def move(options: argparse.Namespace, settings: Settings) -> int:
    with open_door(settings) as door:
        document = door.move(options.document_id, options.name)
    print(f"《{document['title']}》已移到集合 {document['collection']}。")
    return 0


def _line(item: Json) -> str:
    return f"{item['name']}  {item['documents']} 份文件{'' if item['may_leave'] else '  不外发'}"
