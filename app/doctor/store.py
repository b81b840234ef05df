"""The store of record, read beside whoever uses it: sound, of a version that we know, with nothing missing or astray."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.doctor.finding import Finding, State
from ingest.identity import content_hash
from retrieval.store.reading import open_to_read
from retrieval.store.reasons import reason
from retrieval.store.schema import LIBRARY, version_of

Connection = sqlite3.Connection
FROM_BACKUP = "请停止服务，用最近的备份恢复（`wence restore 文件 --replace`）；没有备份时，请重新导入原文件"
LEEWAY = timedelta(days=1)


def store(path: Path) -> Iterator[Finding]:
    """All checks of the store at *path*; where one can't go on, those after it are left out."""
    if not path.exists():
        yield Finding("library", "文件库", "skipped", f"{path} 尚未建立，首次启动时建立")
        return
    try:
        with closing(open_to_read(path)) as connection:
            connection.execute("BEGIN")  # one moment for all checks
            for check in (integrity, schema, contents, ledgers, references, words, clock):
                finding = check(connection)
                yield finding
                if finding.check in ("integrity", "schema") and finding.state == "failure":
                    return
    except sqlite3.Error as exc:
        yield Finding("library", "文件库", "failure", f"{path} 无法读取（{reason(exc)}）", FROM_BACKUP)


def integrity(connection: Connection) -> Finding:
    """SQLite's own full check."""
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    if faults == ["ok"]:
        return Finding("integrity", "数据库完整性", "ok", "SQLite 完整性检查通过")
    return Finding("integrity", "数据库完整性", "failure", "；".join(faults), FROM_BACKUP)


def schema(connection: Connection) -> Finding:
    """The version of the tables."""
    try:
        found = version_of(connection)
    except ValueError:
        found = None
    if found is None:
        return Finding("schema", "格式版本", "failure", "没有写明格式版本，不是问策的文件库", FROM_BACKUP)
    detail = f"文件库为 {found}，本程序为 {LIBRARY.version}"
    if found > LIBRARY.version:
        return Finding(
            "schema", "格式版本", "failure", detail, "文件库由更新版本的问策写成，请升级问策后再打开"
        )
    if found < LIBRARY.version:
        return Finding(
            "schema",
            "格式版本",
            "warning",
            detail,
            "下次启动时自动升级；升级后旧版本打不开，建议先 `wence backup`",
        )
    return Finding("schema", "格式版本", "ok", detail)


def contents(connection: Connection) -> Finding:
    """Texts and files as they were when they were stored."""
    texts = connection.execute("SELECT file_name, content_hash, text FROM versions")
    wrong = [name for name, expected, text in texts if content_hash(text) != expected]
    if _has_sums(connection):
        files = connection.execute(
            "SELECT v.file_name, f.sha256, f.data FROM files f JOIN versions v ON v.number = f.version"
        )
        wrong += [name for name, expected, data in files if hashlib.sha256(data).hexdigest() != expected]
    if wrong:
        names = "、".join(dict.fromkeys(wrong))
        return Finding("contents", "原文校验", "failure", f"{names} 与入库时不同", FROM_BACKUP)
    documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    versions = connection.execute("SELECT count(*) FROM versions").fetchone()[0]
    return Finding("contents", "原文校验", "ok", f"{documents} 份文件、{versions} 个版本与入库时一致")


def ledgers(connection: Connection) -> Finding:
    """Every version has its ledger, with as many rows as it says."""
    return _counted(
        connection,
        """SELECT count(*) FROM versions v LEFT JOIN ledgers l ON l.version = v.number
           WHERE l.rows IS NULL OR l.rows != (SELECT count(*) FROM commitments c WHERE c.version = v.number)""",
        ("ledgers", "承诺台账", "warning"),
        lambda n: (f"{n} 个版本的台账不完整", "请重新启动问策（会补上缺的台账），或运行 `wence reindex`"),
        "每个版本都有台账",
    )


def references(connection: Connection) -> Finding:
    """No row without what it belongs to."""
    return _counted(
        connection,
        "SELECT count(*) FROM pragma_foreign_key_check",
        ("orphans", "残留数据", "failure"),
        lambda n: (f"{n} 行数据没有所属的文件", FROM_BACKUP),
        "没有残留",
    )


def words(connection: Connection) -> Finding:
    """Every clause passage has its word vectors."""
    return _counted(
        connection,
        """SELECT count(*) FROM passages p LEFT JOIN tokens t ON t.passage = p.number
           WHERE p.unit = 'clause' AND t.passage IS NULL""",
        ("tokens", "逐词编码", "warning"),
        lambda n: (f"{n} 个条款还没有逐词编码，检索时暂不参加逐词匹配", "下次启动时自动补上"),
        "每个条款都有",
    )


def clock(connection: Connection) -> Finding:
    """No entry from the future: this machine's clock was ahead then, or is behind now."""
    latest = connection.execute(
        "SELECT max(t) FROM (SELECT max(added_at) AS t FROM versions UNION SELECT max(made_at) FROM marks)"
    ).fetchone()[0]
    now = datetime.now(UTC)
    if latest and datetime.fromisoformat(latest) > now + LEEWAY:
        detail = f"库中最近的记录是 {latest}，而本机时间是 {now.isoformat(timespec='seconds')}"
        advice = "请校正本机时间；版本和标记按写入的先后排列，不受时钟影响，但“已过期”等判断以本机时间为准"
        return Finding("clock", "时钟", "warning", detail, advice)
    return Finding("clock", "时钟", "ok", f"本机时间 {now.isoformat(timespec='seconds')}")


def _counted(
    connection: Connection,
    query: str,
    named: tuple[str, str, State],
    said: Callable[[int], tuple[str, str]],
    good: str,
) -> Finding:
    check, title, state = named
    count = int(connection.execute(query).fetchone()[0])
    return Finding(check, title, state, *said(count)) if count else Finding(check, title, "ok", good)


def _has_sums(connection: Connection) -> bool:
    return any(row[1] == "sha256" for row in connection.execute("PRAGMA table_info(files)"))
