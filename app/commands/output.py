"""`--output FILE`: what a command shows, written to a file whose ending names the format."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import CannotWrite
from ingest.errors import reason


def add_output(parser: Any, *forms: str) -> None:
    """Let *parser* take --output with a file that ends in one of *forms*."""
    endings = "、".join(f".{form}" for form in forms)
    parser.add_argument(
        "--output", "-o", type=_file(forms), metavar="文件", help=f"写入文件，格式看后缀：{endings}"
    )


def form_of(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


def save(path: Path, data: bytes) -> int:
    """Write *data* whole, or leave what is there; say so. Raises CannotWrite."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as exc:
        partial.unlink(missing_ok=True)
        raise CannotWrite(path, reason(exc), "请换一个位置，或关闭正打开它的程序") from exc
    print(f"已写入 {path}（{len(data) / 1024:.0f} KB）。")
    return 0


def _file(forms: tuple[str, ...]) -> Callable[[str], Path]:
    def check(raw: str) -> Path:
        path = Path(raw).expanduser()
        if form_of(path) not in forms:
            raise argparse.ArgumentTypeError(
                f"应以 {'、'.join(f'.{form}' for form in forms)} 结尾，而不是 {raw}"
            )
        if not path.parent.is_dir():
            raise argparse.ArgumentTypeError(f"所在的文件夹 {path.parent} 不存在")
        return path

    return check
