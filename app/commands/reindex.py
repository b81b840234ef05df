"""`wence reindex`: texts read again, vectors and word index made anew from the store of record."""

import argparse
from typing import Any

from app.progress import Bars
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "reindex",
        help="重建索引",
        description="按现在的规则重新切分全部文件，并用当前的向量模型重新生成索引。请先停止服务。",
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace, settings: Settings) -> int:
    from app.service import reindex  # takes seconds to import: only where it is used

    with Bars() as bars:
        done = reindex(settings, bars)
    print(f"已重建 {done.documents} 份文件的索引，其中 {done.reread} 份按现在的规则重新切分。")
    return 0
