"""Plans, or versions of one, beside each other → sheets, and a memo."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.export.documents import documents_grid
from app.export.ledger import ledger_table, place_of, printed_cells
from app.export.values import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Link,
    Memo,
    Note,
    Paragraph,
    Table,
    permalink,
)
from app.words.ledger import due_words, figures_words, level_words, strength_words

Json = Mapping[str, Any]

_EACH = (("原文", 28), ("数值", 10), ("时限", 9), ("主体", 12), ("力度", 8), ("条款", 10))


def comparison_tables(found: Json, page: str) -> list[Table]:
    """The sheets of a comparison of plans, or of versions."""
    if found["mode"] == "versions":
        return list(_version_tables(found, page))
    names = [f"{chr(ord('A') + at)} {document['title']}" for at, document in enumerate(found["documents"])]
    columns = [Column("序号", 4), Column("事项", 12)]
    columns += [Column(f"{head}（{name[0]}）", width) for name in names for head, width in _EACH]
    columns += [Column("不同之处", 8), Column("把握", 4), Column("概率", 5)]
    lines = [_topic_line(at, topic, page) for at, topic in enumerate(found["topics"], start=1)]
    only = [
        Table(f"仅{name[0]}有", *_rest(ledger_table(side["rows"], page)))
        for name, side in zip(names, found["only"], strict=True)
    ]
    return [Table("对照", columns, lines), *only]


def letters(found: Json) -> list[tuple[str, str]]:
    """Which letter stands for which document."""
    return [
        (f"文件{chr(ord('A') + at)}", document["formal"]) for at, document in enumerate(found["documents"])
    ]


def comparison_memo(found: Json, ending: Sequence[Block]) -> Memo:
    """A comparison as a memo."""
    if found["mode"] == "versions":
        return Memo(f"《{found['title']}》两版承诺对照", [*_version_blocks(found), *ending], wide=True)
    return Memo("承诺对照", [*_plan_blocks(found), *ending], wide=True)


def _rest(table: Table) -> tuple[Sequence[Column], Sequence[Sequence[Cell]]]:
    return table.columns, table.rows


def _topic_line(at: int, topic: Json, page: str) -> list[Cell]:
    line: list[Cell] = [at, topic["name"]]
    for cell in topic["cells"]:
        line += _cell_line(cell, page)
    confidence = topic["confidence"]
    return [*line, "、".join(topic["differs"]) or "无", level_words(confidence), confidence["value"]]


def _cell_line(cell: Json | None, page: str) -> list[Cell]:
    if cell is None:
        return [None] * len(_EACH)
    return [
        cell["quote"],
        figures_words(cell) or None,
        due_words(cell) or None,
        "、".join(cell["responsible"]) or None,
        strength_words(cell),
        Link(cell["clause"], permalink(page, place_of(cell))),
    ]


def _plan_blocks(found: Json) -> Iterator[Block]:
    alone = "，".join(
        f"仅《{document['title']}》有 {len(side['rows'])} 项"
        for document, side in zip(found["documents"], found["only"], strict=True)
    )
    yield Paragraph(f"共同事项 {len(found['topics'])} 项；{alone}。引文与文件逐字相同。")
    yield documents_grid(found["documents"])
    yield Heading("一、共同事项")
    if found["topics"]:
        yield Grid(_plan_columns(found), [_printed(at, t) for at, t in enumerate(found["topics"], start=1)])
        yield Note("把握为“中”“低”的配对请对照原文核实；人工更正过的配对标“已确认”。")
    for at, (document, side) in enumerate(zip(found["documents"], found["only"], strict=True)):
        yield Heading(f"{'二三四五六七'[at]}、仅《{document['title']}》有")
        yield from _listed(side["rows"])


def _plan_columns(found: Json) -> list[Column]:
    heads = [Column(document["title"], 30) for document in found["documents"]]
    return [Column("序号", 4), Column("事项", 10), *heads, Column("不同之处", 7), Column("把握", 5)]


def _printed(at: int, topic: Json) -> list[str]:
    cells = [_cell_words(cell) for cell in topic["cells"]]
    differs = "\n".join(topic["differs"]) or "无"
    return [str(at), topic["name"], *cells, differs, level_words(topic["confidence"])]


def _cell_words(cell: Json | None) -> str:
    """The words and, under them, what they fix, and where they stand."""
    if cell is None:
        return "—"
    facts = (
        ("数值", figures_words(cell)),
        ("时限", due_words(cell)),
        ("主体", "、".join(cell["responsible"])),
        ("力度", strength_words(cell)),
    )
    told = "；".join(f"{name}：{words}" for name, words in facts if words)
    return f"{cell['quote']}\n{told}\n——{cell['clause']}"


def _listed(rows: Sequence[Json]) -> Iterator[Block]:
    if not rows:
        yield Paragraph("无。")
        return
    columns = [Column("序号", 4), Column("条款", 10), Column("原文", 34), Column("数值", 10)]
    columns += [Column("时限", 9), Column("主体", 12), Column("力度", 8)]
    yield Grid(
        columns,
        [printed_cells(at, row) for at, row in enumerate(rows, start=1)],
    )


def _version_tables(found: Json, page: str) -> Iterator[Table]:
    columns = [Column("序号", 4)]
    columns += [Column(f"{head}（{side}）", width) for side in ("旧版", "新版") for head, width in _EACH]
    for name, key in (("改动", "changed"), ("未变", "kept")):
        lines = [
            [
                at,
                *_cell_line(pair["old"], page),
                *_cell_line(pair["new"], page),
                "、".join(pair["differs"]) or "无",
            ]
            for at, pair in enumerate(found[key], start=1)
        ]
        yield Table(name, [*columns, Column("改动之处", 8)], lines)
    for name, key in (("新增", "added"), ("删去", "dropped")):
        yield Table(name, *_rest(ledger_table(found[key], page)))


def _version_blocks(found: Json) -> Iterator[Block]:
    counts = "，".join(
        f"{name} {len(found[key])} 条"
        for name, key in (("改动", "changed"), ("新增", "added"), ("删去", "dropped"), ("未变", "kept"))
    )
    old, new = found["old"]["version"], found["new"]["version"]
    yield Paragraph(f"第 {old} 版与第 {new} 版相比：{counts}。引文与文件逐字相同。")
    yield Heading("一、改动")
    if found["changed"]:
        columns = [
            Column("序号", 4),
            Column(f"第 {old} 版", 32),
            Column(f"第 {new} 版", 32),
            Column("改动之处", 8),
        ]
        yield Grid(
            columns,
            [
                (str(at), _cell_words(pair["old"]), _cell_words(pair["new"]), "\n".join(pair["differs"]))
                for at, pair in enumerate(found["changed"], start=1)
            ],
        )
    else:
        yield Paragraph("无。")
    for number, name, key in (("二", "新增", "added"), ("三", "删去", "dropped")):
        yield Heading(f"{number}、{name}")
        yield from _listed(found[key])
