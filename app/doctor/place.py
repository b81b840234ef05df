"""The folder of the library: writable, with room, and whose."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.clients import discovery
from app.doctor.finding import Finding, State
from app.errors import PortUnavailable
from app.ports import require_free
from app.settings import Settings
from ingest.errors import reason
from retrieval.errors import HomeUnusable
from retrieval.store.home import is_held

MB = 1_000_000
LITTLE, TIGHT = 200 * MB, 1000 * MB  # bytes free: below the first a write may fail, below the second soon


def folder(home: Path) -> Finding:
    """Whether a file can be made in *home*, or *home* where it isn't there yet."""
    there = next(path for path in (home, *home.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as exc:
        advice = "请修正该文件夹的写入权限（或重新以可写方式挂载），或把 WENCE_HOME 指向另一个文件夹"
        return Finding("folder", "数据文件夹", "failure", f"{there} 不能写入（{reason(exc)}）", advice)
    new = "" if home.exists() else "（尚未建立，首次启动时建立）"
    return Finding("folder", "数据文件夹", "ok", f"{home} 可以写入{new}")


def space(home: Path) -> Finding:
    """Whether the disk of *home* has room."""
    free = shutil.disk_usage(next(path for path in (home, *home.parents) if path.exists())).free
    detail = f"剩余 {free / MB:,.0f} MB"
    if free >= TIGHT:
        return Finding("space", "磁盘空间", "ok", detail)
    state: State = "failure" if free < LITTLE else "warning"
    return Finding(
        "space", "磁盘空间", state, detail, "请腾出空间；写满后不能导入，已有内容不受影响，仍可查阅"
    )


def holder(settings: Settings) -> Finding:
    """Which process uses the library."""
    home = settings.home
    try:
        held = is_held(home)
    except HomeUnusable as error:
        return Finding("holder", "使用者", "warning", str(error))
    if not held:
        return Finding("holder", "使用者", "ok", "没有进程在使用文件库")
    note = _note(home)
    if server := discovery.find(home):
        pid = note.get("pid", "?")
        return Finding("holder", "使用者", "ok", f"服务 {server.url}（进程 {pid}）正在使用文件库")
    return Finding(
        "holder",
        "使用者",
        "warning",
        "有进程占用文件库，但没有服务应答",
        "可能是正在启动的服务或正在运行的命令，请稍候；若一直如此，请结束该进程",
    )


def ports(settings: Settings) -> Iterator[Finding]:
    """Whether the doors could be opened."""
    for title, port, name in (("接口端口", settings.port, "PORT"), ("页面端口", settings.ui_port, "UI_PORT")):
        check = name.lower()
        try:
            require_free(port, f"WENCE_{name}", f"--{check.replace('_', '-')}")
        except PortUnavailable as error:
            yield Finding(check, title, "warning", str(error))
        else:
            yield Finding(check, title, "ok", f"{port} 可用")


def _note(home: Path) -> dict[str, object]:
    try:
        note = json.loads((home / discovery.NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
