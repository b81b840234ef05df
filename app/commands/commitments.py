"""`wence commitments`: the commitment ledger as a table."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.clients.client import Json
from app.clients.door import open_filled
from app.commands.account import print_account
from app.commands.ledger_summary import summary_lines
from app.commands.output import add_output, form_of, save
from app.parser import count, listed, one_of
from app.settings import Settings
from app.words.ledger import KINDS, STRENGTHS, bodies_words, due_words, figures_words, strength_words
from app.words.marks import WANTED, mark_words
from ingest.commitment_model import DeadlineType
from retrieval.ledger.filter import Sort, last_day

ORDERS: Mapping[Sort, str] = {"document": "原文先后", "deadline": "时限", "kind": "类别", "strength": "强度"}
DEADLINE_TYPES: Mapping[DeadlineType, str] = {"by": "到某日止", "from": "自某日起", "during": "某段期间"}
PRESENCE = {"number": "数量", "deadline": "时限", "body": "责任单位"}
PLAIN = (
    "document",
    "region",
    "kind",
    "strength",
    "deadline_before",
    "deadline_after",
    "body",
    "unit",
    "q",
    "topic",
    "deadline_type",
    "mark",
    "sort",
    "version",
)
HEAD = ("条款", "原文", "类别", "数量", "时限", "责任单位", "强度", "标记")


def add(commands: Any) -> None:
    parser = commands.add_parser("commitments", help="承诺台账", description="逐条列出计划的承诺。")
    parser.add_argument(
        "document", nargs="*", metavar="文件编号", help="只列这些文件的（编号见 `wence documents`）"
    )
    parser.add_argument("--region", action="append", metavar="地区", help="只列这些地区的，可给多次")
    parser.add_argument(
        "--kind",
        action="append",
        type=one_of(KINDS),
        metavar="类别",
        help=f"只列这些类别，可给多次：{listed(KINDS)}",
    )
    parser.add_argument("--strength", type=one_of(STRENGTHS), metavar="强度", help=listed(STRENGTHS))
    _add_dates(parser)
    _add_presence(parser)
    _add_words(parser)
    parser.add_argument(
        "--sort", type=one_of(ORDERS), metavar="次序", help=f"{listed(ORDERS)}，默认为原文先后"
    )
    parser.add_argument("--version", type=count, metavar="版次", help="看一份文件的第几版；不给则为现行版本")
    parser.add_argument(
        "--account",
        action="store_true",
        help="核对台账：列出文中不在台账里的数字、日期、金额、禁令和单位，连同原因",
    )
    parser.add_argument("--summary", action="store_true", help="只给出各项条数和每份计划的具体程度")
    add_output(parser, "xlsx", "csv", "docx", "json")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def _add_words(parser: Any) -> None:
    parser.add_argument("--body", action="append", metavar="单位", help="责任单位名称中的字词，可给多次")
    parser.add_argument("--unit", action="append", metavar="单位", help="数量的单位，如 万元，可给多次")
    parser.add_argument("--text", dest="q", action="append", metavar="字词", help="原文中的字词，可给多次")
    parser.add_argument("--topic", metavar="字词", help="原文或所在条款标题中的字词")
    parser.add_argument(
        "--mark",
        type=one_of(WANTED),
        metavar="标记",
        help=listed(WANTED),
    )


def _add_dates(parser: Any) -> None:
    for option, name, words in (
        ("--before", "deadline_before", "不晚于"),
        ("--after", "deadline_after", "不早于"),
    ):
        parser.add_argument(
            option,
            dest=name,
            type=_date,
            metavar="日期",
            help=f"时限{words}（含），如 2016、2016-09、2016-09-01",
        )

    parser.add_argument(
        "--deadline-type",
        action="append",
        type=one_of(DEADLINE_TYPES),
        metavar="写法",
        help=f"{listed(DEADLINE_TYPES)}，可给多次",
    )


def _add_presence(parser: Any) -> None:
    for option, words in (("--with", "写明了"), ("--without", "没有写明")):
        parser.add_argument(
            option,
            dest=option.strip("-"),
            action="append",
            type=one_of(PRESENCE),
            default=[],
            metavar="项目",
            help=f"只列{words}这些的，可给多次：{listed(PRESENCE)}",
        )


def run(options: argparse.Namespace, settings: Settings) -> int:
    if options.account:
        return print_account(options.document, settings, as_json=options.json)
    wanted = wanted_of(options)
    with open_filled(settings) as door:
        if options.summary:
            shown: Any = door.ledger_summary(**wanted)
            print(_json(shown) if options.json else "\n".join(summary_lines(shown)))
            return 0
        if options.output:
            return save(options.output, door.commitments_file(form_of(options.output), **wanted))
        rows = door.commitments(**wanted)
    print(_json(rows) if options.json else "\n".join(_lines(rows)))
    return 0


def wanted_of(options: argparse.Namespace) -> Json:
    """The query parameters that the options stand for."""
    return {
        **{name: value for name in PLAIN if (value := getattr(options, name))},
        **{f"has_{name}": True for name in getattr(options, "with")},
        **{f"has_{name}": False for name in options.without},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _date(raw: str) -> str:
    if last_day(raw) is None:
        raise argparse.ArgumentTypeError(f"应为日期，如 2016、2016-09 或 2016-09-01，而不是 {raw}")
    return raw


def _lines(rows: Sequence[Json]) -> Iterator[str]:
    title = None
    for row in rows:
        if row["title"] != title:
            title = row["title"]
            yield f"《{title}》\n{' | '.join(HEAD)}"
        yield " | ".join(_cells(row))
    yield f"共 {len(rows)} 条。" if rows else "没有符合条件的承诺。"


def _cells(row: Json) -> tuple[str, ...]:
    return (
        row["clause"],
        " ".join(row["quote"].split()),
        KINDS[row["kind"]],
        figures_words(row) or "—",
        due_words(row) or "—",
        bodies_words(row) or "—",
        strength_words(row),
        mark_words(row["mark"]) or "—",
    )
