"""`wence ask`: one question, its answer and the clauses it stands on."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from app.clients.client import Json
from app.clients.door import open_filled
from app.clients.transport import given
from app.commands.ledger_command import command_of
from app.commands.output import add_output, form_of, save
from app.export.answer import doubts
from app.parser import count, listed, one_of
from app.settings import Settings
from app.words.slots import ASKABLE


def add(commands: Any) -> None:
    parser = commands.add_parser("ask", help="提问", description="提一个问题，显示回答和所据条款。")
    parser.add_argument("question", metavar="问题", help="用平常的话提问")
    parser.add_argument("--region", action="append", metavar="地区", help="换成这个地区来回答；可多次给出")
    parser.add_argument(
        "--year",
        action="append",
        type=count,
        metavar="年份",
        help="换成这一年的文件；给出几年则为从最早到最晚",
    )
    parser.add_argument(
        "--document",
        action="append",
        metavar="编号",
        help="只从这份文件回答；可多次给出，编号见 wence documents",
    )
    parser.add_argument(
        "--asked",
        type=one_of(ASKABLE),
        metavar="内容",
        help=f"所问的是什么（问题理解错了时用）：{listed(ASKABLE)}",
    )
    parser.add_argument("--as-typed", action="store_true", help="按原字查，不改错别字")
    add_output(parser, "docx", "md")
    parser.add_argument("--json", action="store_true", help="输出完整的回答（JSON）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    with open_filled(settings) as door:
        answer = door.ask(options.question, understood=_understood(options))
        if options.output:
            return save(options.output, door.answer_file(form_of(options.output), answer))
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(answer)))
    return 0


def _understood(options: argparse.Namespace) -> Json | None:
    """What the options say about how the question is meant; None where they say nothing."""
    said = given(
        regions=options.region,
        years=options.year and [min(options.year), max(options.year)],
        documents=options.document,
        asked=options.asked,
        as_typed=options.as_typed or None,
    )
    return said or None


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
