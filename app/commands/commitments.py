"""`wence commitments`: the commitment ledger as a table."""

import argparse
import json
from typing import Any

from app.client import Json
from app.door import open_filled
from app.settings import Settings

STRENGTHS = {"hard": "刚性", "soft": "柔性"}
KINDS = {
    "target_number": "量化指标",
    "deadline": "时限",
    "funding": "经费",
    "project": "项目",
    "responsibility": "职责",
    "frequency": "频次",
    "prohibition": "禁令",
    "accountability": "问责考核",
    "mechanism": "机制",
}
SIGNS = {">=": "≥", "<=": "≤", "=": "", ">": ">", "<": "<", "approx": "约"}
HEAD = ("条款", "原文", "类别", "数量", "时限", "责任单位", "强度")


def add(commands: Any) -> None:
    parser = commands.add_parser("commitments", help="承诺台账", description="逐条列出计划的承诺。")
    parser.add_argument(
        "document", nargs="?", metavar="文件编号", help="只列一份文件的（编号见 `wence documents`）"
    )
    parser.add_argument("--kind", choices=list(KINDS), metavar="类别", help=f"只列一类：{'、'.join(KINDS)}")
    parser.add_argument(
        "--strength", choices=list(STRENGTHS), metavar="强度", help="hard（刚性）或 soft（柔性）"
    )
    parser.add_argument("--body", metavar="单位", help="责任单位名称中的字词")
    parser.add_argument("--text", dest="q", metavar="字词", help="原文中的字词")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    wanted = {name: getattr(options, name) for name in ("kind", "strength", "body", "q")}
    with open_filled(settings) as door:
        rows = door.commitments(options.document, **{k: v for k, v in wanted.items() if v})
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    title = None
    for row in rows:
        if row["title"] != title:
            title = row["title"]
            print(f"《{title}》\n{' | '.join(HEAD)}")
        print(" | ".join(_cells(row)))
    print(f"共 {len(rows)} 条。" if rows else "没有符合条件的承诺。")
    return 0


def _cells(row: Json) -> tuple[str, ...]:
    deadline = row["deadline"]
    due = deadline["raw"] or ""
    if deadline["derived"] and deadline["iso"]:
        due += f"（推算 {deadline['iso']}）"
    strength = STRENGTHS[row["strength"]] + (f"（{row['strength_cue']}）" if row["strength_cue"] else "")
    return (
        row["clause"],
        " ".join(row["quote"].split()),
        KINDS[row["kind"]],
        "；".join(map(_figure, row["metrics"])) or "—",
        due or "—",
        "、".join(row["responsible"]) or "—",
        strength,
    )


def _figure(metric: Json) -> str:
    if metric["value"] is None:
        return str(metric["raw"])
    top = f"—{metric['max']:g}" if metric["max"] is not None else ""
    return f"{SIGNS[metric['comparator']]}{metric['value']:g}{top}{metric['unit'] or ''}"
