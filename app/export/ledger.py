"""Rows of the ledger → a sheet, and a memo."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from app.export.documents import documents_grid
from app.export.values import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Link,
    Memo,
    Paragraph,
    Table,
    day,
    permalink,
)
from app.words.ledger import KINDS, SIGNS, bodies_words, due_words, figures_words, strength_words
from app.words.marks import mark_words, noted_words

Json = Mapping[str, Any]

COLUMNS = (
    Column("序号", 4),
    Column("文件", 16),
    Column("条款", 10),
    Column("原文", 36),
    Column("类别", 6),
    Column("事项", 12),
    Column("数量", 12),
    Column("比较", 4),
    Column("数值", 6),
    Column("上限", 6),
    Column("单位", 6),
    Column("时限", 10),
    Column("时限日期", 8),
    Column("责任单位", 14),
    Column("分工", 12),
    Column("经费来源", 10),
    Column("适用对象", 10),
    Column("前提", 10),
    Column("力度", 8),
    Column("标记", 8),
    Column("标记说明", 16),
    Column("正式引用", 30),
    Column("版次", 4),
    Column("承诺编号", 22),
)
_PRINTED = (
    Column("序号", 4),
    Column("条款", 10),
    Column("原文", 34),
    Column("数量", 10),
    Column("时限", 9),
    Column("责任单位", 14),
    Column("力度", 10),
)
_MARKED = Column("标记", 10)


def place_of(row: Json) -> dict[str, str]:
    """Where the page shows a row: the parameters of the reader."""
    return {
        "doc": row["document_id"],
        "clause": row["clause_id"],
        "start": str(row["start"]),
        "end": str(row["end"]),
        "version": str(row["version"]),
    }


def ledger_table(rows: Sequence[Json], page: str) -> Table:
    """One line a row, in the order given; *page* is where links lead."""
    return Table("承诺台账", COLUMNS, [_line(at, row, page) for at, row in enumerate(rows, start=1)])


def ledger_memo(rows: Sequence[Json], documents: Sequence[Json], ending: Sequence[Block]) -> Memo:
    """The rows by document as tables, after a line of counts and the list of documents."""
    return Memo("承诺台账", [*_opening(rows, documents), *_grids(rows), *ending], wide=True)


def counts_words(rows: Sequence[Json]) -> str:
    """共 12 条：量化指标 5 条，…"""
    counts = Counter(row["kind"] for row in rows)
    parts = "，".join(f"{name} {counts[kind]} 条" for kind, name in KINDS.items() if counts[kind])
    return f"共 {len(rows)} 条" + (f"：{parts}" if parts else "")


def _line(at: int, row: Json, page: str) -> list[Cell]:
    metric = row["metrics"][0] if row["metrics"] else None
    return [
        at,
        row["title"],
        Link(row["clause"], permalink(page, place_of(row))),
        row["quote"],
        KINDS[row["kind"]],
        row["subject"],
        figures_words(row) or None,
        (SIGNS[metric["comparator"]] or "=") if metric else None,
        metric["value"] if metric else None,
        metric["max"] if metric else None,
        metric["unit"] if metric else None,
        due_words(row) or None,
        day(row["deadline"]["iso"]),
        "、".join(row["responsible"]) or None,
        "；".join(f"{role}：{'、'.join(names)}" for role, names in row["roles"].items()) or None,
        row["source"],
        row["applies_to"],
        row["condition"],
        strength_words(row),
        mark_words(row["mark"]) or None,
        noted_words(row["mark"]) or None,
        row["formal_in_words"],
        row["version"],
        row["id"],
    ]


def _opening(rows: Sequence[Json], documents: Sequence[Json]) -> Iterator[Block]:
    yield Paragraph(f"{counts_words(rows)}。原文一列与文件逐字相同。")
    yield documents_grid(documents)


def _grids(rows: Sequence[Json]) -> Iterator[Block]:
    for (title, version), group in groupby(rows, key=lambda row: (row["title"], row["version"])):
        yield Heading(f"《{title}》" + (f"（第 {version} 版）" if version > 1 else ""))
        yield _grid(list(group))


def _grid(rows: Sequence[Json]) -> Grid:
    """One document's rows, with a column for marks where somebody set one."""
    lines = [printed_cells(at, row) for at, row in enumerate(rows, start=1)]
    told = ["\n".join(filter(None, (mark_words(row["mark"]), noted_words(row["mark"])))) for row in rows]
    if not any(told):
        return Grid(_PRINTED, lines)
    return Grid(
        (*_PRINTED, _MARKED), [(*line, words or "—") for line, words in zip(lines, told, strict=True)]
    )


def printed_cells(at: int, row: Mapping[str, Any]) -> tuple[str, ...]:
    """A row as memos print it: its number, clause, words, figures, time limit, bodies and strength."""
    return (
        str(at),
        row["clause"],
        row["quote"],
        figures_words(row) or "—",
        due_words(row) or "—",
        bodies_words(row) or "—",
        strength_words(row),
    )
