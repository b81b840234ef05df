"""`wence doctor`: is everything all right, and if not, what to do."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from app.doctor.finding import Finding
from app.settings import Settings

SIGNS = {"ok": "✓", "warning": "!", "failure": "✗", "skipped": "-"}


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "doctor",
        help="体检",
        description="逐项检查数据文件夹、文件库、索引、模型和可选程序，说明每一项的情况和该怎么办。"
        "✓ 正常，! 需要留意，✗ 有问题，- 没有检查。有 ✗ 时退出码为 1。服务运行时也可以用。",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    from app.doctor.examination import examine  # the indices' frameworks take seconds to import

    findings = []
    for finding in examine(settings):
        findings.append(finding)
        if not options.json:
            print(_lines(finding), flush=True)
    failures = sum(finding.state == "failure" for finding in findings)
    if options.json:
        checks = [asdict(finding) for finding in findings]
        print(json.dumps({"ok": not failures, "checks": checks}, ensure_ascii=False, indent=1))
    else:
        warnings = sum(finding.state == "warning" for finding in findings)
        print(f"检查了 {len(findings)} 项：{failures} 项有问题，{warnings} 项需要留意。")
    return 1 if failures else 0


def _lines(finding: Finding) -> str:
    advice = f"\n      {finding.advice}。" if finding.advice else ""
    return f"  {SIGNS[finding.state]} {finding.title}：{finding.detail}{advice}"
