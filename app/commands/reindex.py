"""`wence reindex`: vectors and word index made anew from the store of record."""

import argparse
from typing import Any

from app.progress import Bars
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "reindex", help="重建索引", description="用当前的向量模型重新生成全部向量和索引。请先停止服务。"
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace, settings: Settings) -> int:
    from app.service import reindex  # takes seconds to import: only where it is used

    with Bars() as bars:
        documents = reindex(settings, bars)
    print(f"已重建 {documents} 份文件的索引。")
    return 0
