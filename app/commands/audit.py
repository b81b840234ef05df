"""`wence audit`: who did what, when. Works beside a running server."""

import argparse
from datetime import date
from typing import Any

from app.access.audit import Audit, AuditFilter, Journal
from app.access.caller import LOCAL
from app.commands.output import add_output, form_of, save
from app.export.audit import ACTION_WORDS, audit_table
from app.parser import count, listed, one_of
from app.services.audit import AuditService
from app.settings import Settings

SHOWN = 50


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "audit", help="审计记录", description="谁在何时提问、导入、删除、导出、标记，新的在前。"
    )
    parser.add_argument(
        "--action", type=one_of(ACTION_WORDS), metavar="操作", help=f"只看这种操作：{listed(ACTION_WORDS)}"
    )
    parser.add_argument("--key", metavar="密钥", help="只看这把密钥的：编号或名称")
    parser.add_argument("--since", type=_day, metavar="日期", help="从这一天起，如 2026-01-31（UTC）")
    parser.add_argument("--until", type=_day, metavar="日期", help="到这一天止（UTC）")
    parser.add_argument(
        "-n", type=count, default=SHOWN, metavar="条数", help=f"最多显示多少条（默认 {SHOWN}）"
    )
    add_output(parser, "csv", "xlsx")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    log = AuditService(Journal(Audit.open(settings.home, days=settings.audit_days), LOCAL))
    wanted = AuditFilter(options.action, options.key, options.since, options.until)
    if options.output:
        return save(options.output, log.file(wanted, form_of(options.output)).data)
    page = log.entries(wanted, limit=options.n)
    for row in audit_table(page.items).rows:
        print("  ".join(" ".join(str(cell).split()) for cell in row[:-1] if cell))
    print(f"共 {page.total} 条{f'，显示最近 {options.n} 条' if page.total > options.n else ''}。")
    return 0


def _day(raw: str) -> str:
    try:
        return date.fromisoformat(raw).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"应为日期，如 2026-01-31，而不是 {raw}") from None
