"""Plans or versions beside each other as HTML. Pure; words of documents are escaped."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from app.ui.places import permalink
from app.ui.rendering import IN_FORCE, badge, escape, tag
from app.words.ledger import due_words, figures_words, level_words, strength_words

Json = dict[str, Any]

COLUMNS = {
    "数值": figures_words,
    "时限": due_words,
    "主体": lambda row: "、".join(row["responsible"]),
    "力度": strength_words,
}
NOT_THERE = "没有对应的承诺"
MARKS = {"removed": "del", "added": "ins"}


def topic_html(topic: Json, documents: Sequence[Json]) -> str:
    """One topic: a line a plan, the sides that differ set off, how sure the pairing is."""
    differs = "".join(badge(f"{side}不同", "wc-caution") for side in topic["differs"]) or badge(
        "一致", "wc-done"
    )
    sure = tag("span", escape(f"配对把握：{level_words(topic['confidence'])}"), "wc-small")
    head = tag("h3", escape(topic["name"]) + differs + sure, "wc-source")
    lines = "".join(
        _line(document, cell, topic["differs"])
        for document, cell in zip(documents, topic["cells"], strict=True)
    )
    return head + _table(("文件", "原文", *COLUMNS), lines)


def only_html(rows: Sequence[Json]) -> str:
    """What one plan has alone."""
    lines = "".join(tag("tr", _words(row) + "".join(_cells(row, ()))) for row in rows)
    return _table(("原文", *COLUMNS), lines)


def change_html(change: Json) -> str:
    """A row that another version words differently, word by word."""
    words = "".join(
        tag(MARKS[p["kind"]], escape(p["text"])) if p["kind"] in MARKS else escape(p["text"])
        for p in change["pieces"]
    )
    differs = "".join(badge(f"{side}不同", "wc-caution") for side in change["differs"])
    return tag("p", tag("b", escape(change["new"]["clause"])) + differs) + tag("blockquote", words)


def head_words(found: Mapping[str, Any]) -> str:
    """How many topics are shared and how many rows each plan has alone."""
    alone = "，".join(
        f"《{document['title']}》独有 {len(only['rows'])} 条"
        for document, only in zip(found["documents"], found["only"], strict=True)
    )
    return f"同一事项 {len(found['topics'])} 项；{alone}"


def _table(head: Sequence[str], lines: str) -> str:
    names = tag("tr", "".join(f'<th scope="col">{name}</th>' for name in head))
    table = f'<table class="wc-ledger wc-compared"><thead>{names}</thead><tbody>{lines}</tbody></table>'
    return f'<div class="wc-wide" tabindex="0" role="region" aria-label="对照表">{table}</div>'


def _line(document: Json, row: Json | None, differs: Sequence[str]) -> str:
    note = badge(IN_FORCE[document["in_force"]], "wc-caution") if document["in_force"] in IN_FORCE else ""
    name = f'<th scope="row">{escape(document["title"])}{note}</th>'
    if row is None:
        return tag("tr", name + f'<td colspan="5" class="wc-small">{NOT_THERE}</td>')
    return tag("tr", name + _words(row) + "".join(_cells(row, differs)))


def _words(row: Json) -> str:
    """The quote, and its citation as a link to where it stands."""
    address = escape(f"reader?{urlencode(permalink(row))}")
    link = f'<a href="{address}" target="_blank">{escape(row["clause"] or "正文")}</a>'
    return f'<td data-name="原文">{escape(" ".join(row["quote"].split()))} {link}</td>'


def _cells(row: Json, differs: Sequence[str]) -> list[str]:
    return [
        f'<td data-name="{name}"{" class=wc-differs" if name in differs else ""}>{escape(words(row)) or "—"}</td>'
        for name, words in COLUMNS.items()
    ]
