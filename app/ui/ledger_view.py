"""The ledger as HTML: its table, and one row with everything known of it. Pure; words of documents are escaped."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.ui.rendering import badge, escape, facts_list, notice, tag
from app.words.ledger import KINDS, STRENGTHS, due_words, figure_words, figures_words, strength_words
from app.words.marks import STATES, noted_words, state_words

Json = dict[str, Any]

HEAD = ("条款", "原文", "类别", "数量", "时限", "责任单位", "强度", "标记")
ROLES = {"body": "责任单位", "deadline": "时限", "funding": "经费"}
BASES = {"stated": "原文写明", "inferred": "推断"}
NONE_MATCH = "没有符合条件的承诺"
WIDEN = "请减少或放宽左侧的筛选条件。时限、单位和数量只在原文写明时才能筛出。"


def count_words(summary: Mapping[str, Any]) -> str:
    """共 n 条，其中刚性 m 条."""
    hard = sum(each["rows"] for each in summary["strengths"] if each["strength"] == "hard")
    return f"共 {summary['total']} 条，其中刚性 {hard} 条"


def table_html(rows: Sequence[Json], chosen: str | None, *, grouped: bool) -> str:
    """The rows as a table, each with its id in `data-row`; *grouped*: a line above the rows of each document."""
    head = tag("tr", "".join(f'<th scope="col">{escape(name)}</th>' for name in HEAD))
    body, title = [], None
    for row in rows:
        if grouped and row["title"] != title:
            title = row["title"]
            heading = f'<th scope="rowgroup" colspan="{len(HEAD)}">{escape(f"《{title}》")}</th>'
            body.append(tag("tr", heading, "wc-group"))
        body.append(_row(row, chosen=row["id"] == chosen, titled=not grouped))
    return f'<table class="wc-ledger"><thead>{head}</thead><tbody>{"".join(body)}</tbody></table>'


def _row(row: Json, *, chosen: bool, titled: bool) -> str:
    title = tag("div", escape(f"《{row['title']}》"), "wc-of") if titled else ""
    words = (
        f'<button type="button" aria-pressed="{str(chosen).lower()}">{escape(_flat(row["quote"]))}</button>'
    )
    cells = (
        escape(row["clause"] or "正文") + title,
        words,
        escape(KINDS[row["kind"]]),
        escape(figures_words(row)),
        escape(due_words(row)) + _due_badge(row),
        escape("、".join(row["responsible"])),
        tag("span", escape(STRENGTHS[row["strength"]]), f"wc-{row['strength']}"),
        mark_badge(row["mark"]),
    )
    tds = "".join(f'<td data-name="{name}">{cell}</td>' for name, cell in zip(HEAD, cells, strict=True))
    return f'<tr data-row="{escape(row["id"])}"{" class=wc-chosen" if chosen else ""}>{tds}</tr>'


def _due_badge(row: Json) -> str:
    return tag("span", "继承", "wc-small") if row["deadline"]["inherited"] and row["deadline"]["raw"] else ""


def mark_badge(mark: Json | None) -> str:
    """The state of a mark, and a sign where the words have changed since."""
    if mark is None:
        return ""
    return badge(STATES[mark["state"]], f"wc-{mark['state']}") + (
        badge("需核对", "wc-caution") if mark["changed"] else ""
    )


def row_html(row: Json) -> str:
    """The head of one row: what to quote it by, and its fields that are set."""
    kind = badge(KINDS[row["kind"]]) + badge(strength_words(row), f"wc-{row['strength']}")
    deadline = row["deadline"]
    facts = [
        ("事项", row["subject"]),
        ("数量", "；".join(filter(None, map(_metric, row["metrics"])))),
        ("时限", _deadline(deadline) if deadline["raw"] else ""),
        ("责任单位", _bodies(row)),
        ("经费来源", row["source"]),
        ("适用对象", row["applies_to"]),
        ("前提", row["condition"]),
    ]
    head = tag("h2", escape(row["formal"]), "wc-source") + tag("div", kind)
    return head + facts_list([(name, value) for name, value in facts if value])


def _metric(metric: Json) -> str:
    words = figure_words(metric)
    printed = f"（原文：{metric['raw']}）" if metric["raw"] != words else ""
    return f"{metric['indicator'] or ''}{words}{printed}"


def _deadline(deadline: Json) -> str:
    notes = [f"即 {deadline['iso']}" if deadline["iso"] and not deadline["derived"] else ""]
    notes += [
        f"由文件的日期或年份推算为 {deadline['iso']}" if deadline["derived"] and deadline["iso"] else ""
    ]
    notes += ["写在本条原文之外，由同句或上级标题继承" if deadline["inherited"] else ""]
    said = "；".join(filter(None, notes))
    return f"{deadline['raw']}（{said}）" if said else str(deadline["raw"])


def _bodies(row: Json) -> str:
    roles = "；".join(f"{role}：{'、'.join(names)}" for role, names in row["roles"].items())
    return "、".join(row["responsible"]) + (f"（{roles}）" if roles else "")


def link_words(link: Json, clause: str) -> str:
    """A joined clause: what it adds, where it stands, and on what ground it is joined."""
    return f"{ROLES.get(link['role'], link['role'])}见 {clause}（{BASES[link['basis']]}）"


def mark_html(mark: Json | None) -> str:
    """Who noted what and when; with a warning and the words of that time where they have changed."""
    if mark is None:
        return tag("p", escape("还没有标记。"), "wc-muted")
    line = mark_badge(mark) + escape(noted_words(mark))
    remark = notice(
        f"{mark['remark']}。\n标记时（第 {mark['version']} 版）的原文：{_flat(mark['quote'])}", "warning"
    )
    return tag("p", line, "wc-muted") + (remark if mark["remark"] else "")


def history_html(entries: Sequence[Json]) -> str:
    """All entries, the last first, folded."""
    if len(entries) < 2:
        return ""
    lines = "".join(
        tag("li", escape(f"{state_words(e['state'])}　{noted_words(e)}")) for e in reversed(entries)
    )
    return f'<details class="wc-searched"><summary>历次标记（{len(entries)}）</summary><ul>{lines}</ul></details>'


def orphan_html(mark: Json) -> str:
    """A mark that no row is left for."""
    return tag("p", escape(f"《{mark['title']}》第 {mark['version']} 版：{_flat(mark['quote'])}")) + tag(
        "p", mark_badge(mark) + escape(noted_words(mark)), "wc-muted"
    )


def _flat(words: str) -> str:
    return " ".join(words.split())
