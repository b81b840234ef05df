"""`wence backup`: the library saved in one file, while a server may be using it."""

import argparse
from pathlib import Path
from typing import Any

from app.access.audit import Audit, Journal
from app.access.caller import LOCAL
from app.backup.making import back_up
from app.progress import Bars
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "backup",
        help="备份文件库",
        description="把整个文件库存成一个文件，不必停止服务。检索索引不在其中，恢复后自动重建。",
    )
    parser.add_argument(
        "file", type=Path, metavar="文件", help="备份存到哪里，如 文件库.wence；已有的会被换掉"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with Bars() as bars:
        manifest = back_up(settings.home, options.file, bars)
    size = options.file.stat().st_size / 1e6
    print(f"已备份 {manifest.documents} 份文件到 {options.file}（{size:.1f} MB）。")
    Journal(Audit.open(settings.home, days=settings.audit_days), LOCAL).note(
        "backup", words=options.file.name
    )
    return 0
