"""`wence restore`: a backup taken back."""

import argparse
from pathlib import Path
from typing import Any

from app.access.audit import Audit, Journal
from app.access.caller import LOCAL
from app.backup.restoring import restore
from app.progress import Bars
from app.settings import Settings
from app.words.moment import moment


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "restore",
        help="恢复备份",
        description="把 `wence backup` 所存的文件恢复到 WENCE_HOME。先逐项核对，不完整的备份不会改动任何内容。请先停止服务。",
    )
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件")
    parser.add_argument("--replace", action="store_true", help="替换已有的文件库，原来的另存在该文件夹里")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with Bars() as bars:
        done = restore(options.file, settings.home, replace=options.replace, progress=bars)
    manifest = done.manifest
    print(f"已恢复 {manifest.documents} 份文件到 {settings.home}（备份于 {moment(manifest.made_at)}）。")
    if done.replaced:
        print(f"原来的文件库存在 {done.replaced}，确认无误后可以删除。")
    if manifest.model:
        print(f"向量由模型 {manifest.model} 生成；如果改用了别的模型，请运行 `wence reindex`。")
    print("检索索引将在下次启动时自动重建。")
    journal = Journal(Audit.open(settings.home, days=settings.audit_days), LOCAL)
    journal.note("restore", words=f"{options.file.name}（备份于 {manifest.made_at}）")
    return 0
