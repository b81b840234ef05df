"""`wence serve`: the API and the page."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.clients.client import ApiClient
from app.commands.found_files import find_files
from app.commands.ingest import ingest_files
from app.parser import address, port
from app.serve import serve
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "serve", help="启动服务", description="启动接口和提问页面，直到按下 Ctrl-C。"
    )
    parser.add_argument("--examples", type=Path, metavar="文件夹", help="文件库为空时先导入其中的文件")
    parser.add_argument(
        "--host",
        type=address,
        metavar="地址",
        help="监听的地址（默认 127.0.0.1，只在本机）；其他地址须先发放密钥",
    )
    parser.add_argument("--port", type=port, metavar="端口", help="接口的端口（默认 8000）")
    parser.add_argument("--ui-port", type=port, metavar="端口", help="提问页面的端口（默认 8501）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    chosen = replace(
        settings,
        host=options.host or settings.host,
        port=options.port or settings.port,
        ui_port=options.ui_port or settings.ui_port,
    )
    examples = find_files([options.examples]) if options.examples else []

    def fill(client: ApiClient) -> None:
        if examples and not client.status()["documents"]:
            ingest_files(client, examples)

    serve(chosen, fill=fill)
    return 0
