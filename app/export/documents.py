"""The part that everything taken away has in common: which documents, in which version, exported when, under which filter."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.export.values import Block, Cell, Column, Grid, Heading, Note, Paragraph, Table, day
from app.words.ledger import KINDS, STRENGTHS
from app.words.marks import WANTED

Json = Mapping[str, Any]

NAME = "说明"
STANDINGS = {"report": "会议或讲话的报道", "unknown issuer": "发文机关不明"}
FORCES = {"expired": "期限已过", "repealed": "已废止", "stated": "在有效期内", "unstated": "效力未写明"}
FILTERS = {
    "document": "文件",
    "documents": "文件",
    "region": "地区",
    "kind": "类别",
    "strength": "强度",
    "deadline_after": "时限不早于",
    "deadline_before": "时限不晚于",
    "deadline_type": "时限写法",
    "has_deadline": "有时限",
    "has_number": "有数量",
    "has_body": "有责任单位",
    "body": "责任单位含",
    "q": "原文含",
    "topic": "原文或标题含",
    "unit": "数量单位",
    "mark": "标记",
    "ids": "承诺编号",
    "sort": "排序",
    "version": "版次",
}
_YES_NO: Mapping[Any, str] = {True: "是", False: "否"}
_VALUES: Mapping[str, Mapping[Any, str]] = {
    "kind": KINDS,
    "strength": STRENGTHS,
    "mark": WANTED,
    "has_deadline": _YES_NO,
    "has_number": _YES_NO,
    "has_body": _YES_NO,
    "deadline_type": {"by": "到某日止", "from": "自某日起", "during": "某段期间"},
    "sort": {
        "document": "按文件和在文中的先后",
        "deadline": "按时限",
        "kind": "按类别",
        "strength": "刚性在前",
    },
}


def about(documents: Sequence[Json], facts: Sequence[tuple[str, Cell]]) -> Table:
    """The sheet 说明: *facts* one a line, then each document with its version, number and standing."""
    columns = [Column("项目", 12), Column("内容", 40), Column("文号", 14), Column("发文机关", 16)]
    columns += [Column("成文日期", 9), Column("版次", 4), Column("承诺条数", 5), Column("效力", 24)]
    rows: list[list[Cell]] = [[name, value] + [None] * 6 for name, value in facts]
    rows += [
        [
            "文件",
            document["title"],
            document["document_number"],
            document["issuer"],
            day(document["date_issued"]),
            document["version"],
            document["rows"],
            remark(document),
        ]
        for document in documents
    ]
    return Table(NAME, columns, rows)


def about_blocks(documents: Sequence[Json], facts: Sequence[tuple[str, Cell]]) -> Iterator[Block]:
    """The same at the end of a memo."""
    yield Heading("说明")
    for document in documents:
        yield Paragraph(f"{document['formal']}，文件库第 {document['version']} 版。")
        if document["standing"] != "document" or document["in_force"] in ("expired", "repealed"):
            yield Note(f"{remark(document)}。")
    for name, value in facts:
        shown = value.strftime("%Y年%-m月%-d日 %H:%M") if isinstance(value, datetime) else str(value)
        yield Paragraph(f"{name}：{shown}")


def documents_grid(documents: Sequence[Json]) -> Grid:
    """The documents as a table of a memo."""
    columns = [Column("文件", 30), Column("版次", 5), Column("承诺条数", 6), Column("效力", 24)]
    rows = [
        (document["formal"], f"第 {document['version']} 版", str(document["rows"]), remark(document))
        for document in documents
    ]
    return Grid(columns, rows)


def remark(document: Json) -> str:
    """How far a document can be relied on, in a few words."""
    parts = [STANDINGS.get(document["standing"]), document["note"] or FORCES[document["in_force"]]]
    return "；".join(part.removeprefix("注：").rstrip("。") for part in parts if part)


def filter_words(wanted: Json, titles: Mapping[str, str]) -> str:
    """Query parameters as one line of Chinese; 全部 where nothing is narrowed. *titles*: documents by id."""
    parts = []
    for name, value in wanted.items():
        values = value if isinstance(value, list | tuple) else [value]
        said = "、".join(_said(name, each, titles) for each in values)
        parts.append(f"{FILTERS[name]}：{said}")
    return "；".join(parts) or "全部"


def _said(name: str, value: Any, titles: Mapping[str, str]) -> str:
    if name in ("document", "documents"):
        return f"《{titles.get(value, value)}》"
    return f"第 {value} 版" if name == "version" else str(_VALUES.get(name, {}).get(value, value))
