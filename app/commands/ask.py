"""`wence ask`: one question, its answer and the clauses it stands on."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from app.client import Json
from app.commands.ledger_command import command_of
from app.commands.output import add_output, form_of, save
from app.door import open_filled
from app.export.answer import doubts
from app.settings import Settings


def add(commands: Any) -> None:
    parser = commands.add_parser("ask", help="提问", description="提一个问题，显示回答和所据条款。")
    parser.add_argument("question", metavar="问题", help="用平常的话提问")
    add_output(parser, "docx", "md")
    parser.add_argument("--json", action="store_true", help="输出完整的回答（JSON）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_filled(settings) as door:
        answer = door.ask(options.question)
        if options.output:
            return save(options.output, door.answer_file(form_of(options.output), answer))
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(answer)))
    return 0


def _lines(answer: Json) -> Iterator[str]:
    yield answer["answer"]
    for sentence in answer["sentences"]:
        if sentence["checked"] == "unverified":
            yield f"  未核实：{sentence['text']}（{sentence.get('why', '')}）"
    if answer["citations"]:
        yield "\n依据："
    for citation in answer["citations"]:
        yield from _evidence(f"[{citation['n']}]", citation)
    if answer["nearest"]:
        yield "\n相关但未直接回答："
    for evidence in answer["nearest"]:
        yield from _evidence("·", evidence)
    if ledger := answer["ledger"]:
        yield f"\n台账中共 {ledger['total']} 条，可逐条列出：\n    {command_of(ledger['filter'])}"
    yield f"\n检索了 {answer['searched']['documents']} 份文件：{answer['searched']['why']}。"
    yield from (f"注意：{warning}" for warning in answer["warnings"])


def _evidence(mark: str, evidence: Json) -> Iterator[str]:
    said = doubts(evidence)
    yield f"{mark} {evidence['formal']}{f'（{said}）' if said else ''}"
    yield f"    {' '.join(evidence['quote'].split())}"
