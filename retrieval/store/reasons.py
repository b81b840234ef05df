"""What SQLite says went wrong with a store, in Chinese."""

import sqlite3
from collections.abc import Mapping

_PRIMARY = 0xFF  # what tells the kinds apart is in the lowest byte of a code
_REASONS: Mapping[int, str] = {
    sqlite3.SQLITE_CORRUPT: "数据已损坏",
    sqlite3.SQLITE_NOTADB: "不是数据库文件，或已损坏",
    sqlite3.SQLITE_FULL: "磁盘已写满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CANTOPEN: "打不开文件",
    sqlite3.SQLITE_READONLY: "只能读取，不能写入",
    sqlite3.SQLITE_BUSY: "正被另一个进程使用",
    sqlite3.SQLITE_LOCKED: "正被另一个进程使用",
    sqlite3.SQLITE_PERM: "没有权限",
}


def reason(error: sqlite3.Error) -> str:
    """What was refused; SQLite's own words for what is rare, since they are all that there is to look up."""
    code = getattr(error, "sqlite_errorcode", None)
    return _REASONS.get(code & _PRIMARY) or str(error) if code is not None else str(error)
