"""`wence compare`: plans beside each other, or the ledgers of two versions of one."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from app.clients.client import Json
from app.clients.door import Door, open_filled
from app.commands.output import add_output, form_of, save
from app.parser import count, listed, one_of
from app.settings import Settings
from app.words.ledger import KINDS, due_words, figures_words, level_words, strength_words
from retrieval.errors import CannotAlign


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "compare",
        help="比较文件",
        description="把几份文件中同一事项的承诺并排；只给一份文件时，比较它两个版本的承诺。",
    )
    parser.add_argument(
        "documents", nargs="+", metavar="文件编号", help="两份或更多，或一份（编号见 `wence documents`）"
    )
    parser.add_argument(
        "--old", type=count, metavar="旧版", help="一份文件的旧版是第几版（默认为新版的前一版）"
    )
    parser.add_argument("--new", type=count, metavar="新版", help="一份文件的新版是第几版（默认为现行版本）")
    parser.add_argument(
        "--kind",
        action="append",
        type=one_of(KINDS),
        metavar="类别",
        help=f"只看这些类别的，可给多次：{listed(KINDS)}",
    )
    parser.add_argument("--text", dest="q", metavar="字词", help="只看原文有这些字词的")
    parser.add_argument("--topic", metavar="字词", help="只看原文或条款标题有这些字词的")
    add_output(parser, "xlsx", "docx")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    versions = {name: value for name in ("old", "new") if (value := getattr(options, name))}
    wanted = {name: value for name in ("kind", "q", "topic") if (value := getattr(options, name))}
    _check(options.documents, versions, wanted)
    with open_filled(settings) as door:
        if options.output:
            return save(options.output, _file(door, options, versions, wanted))
        found = _found(door, options.documents, versions, wanted)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(found)))
    return 0


def _check(documents: Sequence[str], versions: Json, wanted: Json) -> None:
    if len(documents) == 1 and wanted:
        raise CannotAlign("--kind、--text、--topic 用于几份文件之间", "请再给出一份文件，或去掉这些参数")
    if len(documents) > 1 and versions:
        raise CannotAlign("--old 和 --new 用于一份文件的两个版本", "请只给一份文件，或去掉这些参数")


def _found(door: Door, documents: Sequence[str], versions: Json, wanted: Json) -> Json:
    if len(documents) == 1:
        return door.compare_versions(documents[0], **versions)
    return door.compare(documents, **wanted)


def _file(door: Door, options: argparse.Namespace, versions: Json, wanted: Json) -> bytes:
    form = form_of(options.output)
    if len(options.documents) == 1:
        return door.changes_file(form, options.documents[0], **versions)
    return door.comparison_file(form, options.documents, **wanted)


def _lines(found: Json) -> Iterator[str]:
    yield from _version_lines(found) if found["mode"] == "versions" else _plan_lines(found)


def _plan_lines(found: Json) -> Iterator[str]:
    letters = [chr(ord("A") + at) for at in range(len(found["documents"]))]
    for letter, document in zip(letters, found["documents"], strict=True):
        yield f"{letter}  {document['formal']}（{document['rows']} 条）"
        if document["note"]:
            yield f"   {document['note']}"
    yield f"\n共同事项 {len(found['topics'])} 项："
    for at, topic in enumerate(found["topics"], start=1):
        differs = "、".join(topic["differs"]) or "无"
        yield f"{at}. {topic['name']}（不同：{differs}；把握：{level_words(topic['confidence'])}）"
        yield from (
            f"   {letter} {_cell(cell)}" for letter, cell in zip(letters, topic["cells"], strict=True) if cell
        )
    for letter, side in zip(letters, found["only"], strict=True):
        yield f"\n仅 {letter} 有 {len(side['rows'])} 项："
        yield from (f"   {_cell(row)}" for row in side["rows"])


def _version_lines(found: Json) -> Iterator[str]:
    old, new = found["old"]["version"], found["new"]["version"]
    counts = (
        f"改动 {len(found['changed'])} 条，新增 {len(found['added'])} 条，删去 {len(found['dropped'])} 条"
    )
    yield f"《{found['title']}》第 {old} 版 → 第 {new} 版：{counts}，未变 {len(found['kept'])} 条。"
    for pair in found["changed"]:
        yield f"改（{'、'.join(pair['differs'])}）\n   旧 {_cell(pair['old'])}\n   新 {_cell(pair['new'])}"
    yield from (f"增 {_cell(row)}" for row in found["added"])
    yield from (f"删 {_cell(row)}" for row in found["dropped"])


def _cell(row: Json) -> str:
    facts = (figures_words(row), due_words(row), "、".join(row["responsible"]), strength_words(row))
    return f"{row['clause']} {' '.join(row['quote'].split())}（{'；'.join(fact for fact in facts if fact)}）"
