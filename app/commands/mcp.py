"""`wence mcp`: our tools for programs that speak the Model Context Protocol."""

import argparse
from typing import Any

from app import logs
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "mcp",
        help="供 MCP 客户端启动",
        description="通过标准输入输出提供 MCP 工具，由 MCP 客户端启动。服务在运行时经由服务，否则自己打开文件库。",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from app.mcp import stdio  # takes seconds to import, and no other command needs it

    logs.configure(settings)
    stdio.run(settings)
    return 0
