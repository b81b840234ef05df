"""A run, or two beside each other, as one HTML file that needs nothing else. The templates escape every value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from eval.comparison import Comparison
from eval.metrics import COVERED, covered
from eval.report import (
    NAMES,
    OF_TYPES,
    changed,
    estimated,
    number,
    type_name,
)
from eval.scoring import PER_QUESTION, REFUSED, Report, Row, cited_places
from eval.table_of_rankings import NAMES as RANKS
from eval.table_of_rankings import Ranked, as_rows

_PAGES = Environment(loader=PackageLoader("eval", "pages"), autoescape=True, undefined=StrictUndefined)
_PAGES.trim_blocks = _PAGES.lstrip_blocks = True
STATUSES = {
    "answered": "已回答",
    "partial": "部分回答",
    "not_mentioned": "文件未提及",
    "not_in_library": "不在库中",
}
SETTINGS = {
    "when": "时间",
    "wence": "问策版本",
    "python": "Python",
    "machine": "机器",
    "command": "命令",
    "embedding_model": "向量模型",
    "chat_model": "对话模型",
    "corpus": "文件",
}
_EDGES = (10, 20, 50, 100, 200, 500, 1000, 5000)  # milliseconds


def report_page(report: Report, settings: Mapping[str, Any], rankings: Sequence[Ranked] = ()) -> str:
    """The whole page of one run; *rankings* where baselines were measured beside it."""
    return _PAGES.get_template("report.html").render(
        title="问策评测报告",
        rows=report.rows,
        figures=_figures(report),
        types=_types(report),
        recall=[
            (type_name(k), found) for k in report.types if (found := report.estimate("evidence_recall", k))
        ],
        latency=_latency([row.milliseconds for row in report.rows]),
        rankings=as_rows(rankings) if rankings else [],
        worst=[_case(row) for row in sorted(_missed(report), key=_badness)],
        listing=[["编号", "问题", "类型", "状态", "证据召回", "要点", "毫秒"], *map(_line, report.rows)],
        settings=_settings(settings),
    )


def comparison_page(comparison: Comparison, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What changed from one run to another; *before* and *after* are their settings."""
    rows = [["指标", "之前", "之后", "变化"]]
    for change in comparison.changes:
        shown = [number(change.metric, value) for value in (change.before, change.after)]
        rows.append([NAMES[change.metric], *shown, changed(change.difference)])
    return _PAGES.get_template("comparison.html").render(
        title="问策评测：两次运行的比较",
        both=comparison.both,
        changes=rows,
        gained=[_pair(*pair) for pair in comparison.gained],
        lost=[_pair(*pair) for pair in comparison.lost],
        alone=comparison.alone,
        before=_settings(before),
        after=_settings(after),
    )


def rankings_page(
    rankings: Sequence[Ranked], settings: Mapping[str, Any], answers: Sequence[Sequence[str]] = ()
) -> str:
    """Several ways of ranking; *answers* is a table, its first row the heading."""
    return _PAGES.get_template("rankings.html").render(
        title="问策评测：检索和回答",
        rankings=as_rows(rankings),
        answers=answers,
        settings=_settings(settings),
    )


def _figures(report: Report) -> list[list[str]]:
    rows = [["指标", "数值"]]
    for name, value in report.figures().items():
        ranged = name in (*PER_QUESTION, *REFUSED)
        rows.append([NAMES[name], estimated(name, report.estimate(name)) if ranged else number(name, value)])
    for rank in RANKS:
        name = f"found_{rank}"
        rows.append([NAMES[name], estimated(name, report.estimate(name))])
    return rows


def _types(report: Report) -> list[list[str]]:
    rows = [["类型", "题数", *(NAMES[name] for name in OF_TYPES)]]
    for kind in report.types:
        asked = sum(row.question.type == kind for row in report.rows)
        values = [estimated(name, report.estimate(name, kind)) for name in OF_TYPES]
        rows.append([type_name(kind), str(asked), *values])
    return rows


def _latency(times: Sequence[float]) -> list[tuple[str, int]]:
    """How many questions took how long, by the edges of _EDGES."""
    bins, low = [], 0.0
    for edge in (*_EDGES, float("inf")):
        name = f"<{edge:.0f}" if edge != float("inf") else f"≥{low:.0f}"
        bins.append((name, sum(low <= t < edge for t in times)))
        low = edge
    return bins


def _missed(report: Report) -> Iterator[Row]:
    return (row for row in report.rows if row.missed)


def _badness(row: Row) -> tuple[float, float, str]:
    """Made-up answers first, then those that found the least."""
    recall, facts = row.values["evidence_recall"], row.values["answer_has_facts"]
    return (-1.0 if recall is None else recall, facts or 0.0, row.question.id)


def _case(row: Row) -> dict[str, Any]:
    cited = cited_places(row.reply)
    quotes = zip(row.question.gold, row.gold, strict=True)
    return {
        "id": row.question.id,
        "question": row.question.question,
        "earlier": row.question.context,
        "kind": type_name(row.question.type),
        "status": STATUSES.get(row.status, row.status),
        "recall": number("evidence_recall", row.values["evidence_recall"]),
        "facts": number("answer_has_facts", row.values["answer_has_facts"]),
        "needed": [
            {"doc": g.doc, "clause": g.clause, "quote": g.quote, "covered": covered(place, cited) >= COVERED}
            for g, place in quotes
        ],
        "cited": row.reply["citations"],
        "answer": row.answer,
        "doubts": [f"{s['text']}（{s['why']}）" for s in row.reply.get("sentences", ()) if s.get("why")],
        "warnings": row.reply.get("warnings", ()),
    }


def _line(row: Row) -> list[str]:
    shown = [number(name, row.values[name]) for name in ("evidence_recall", "answer_has_facts")]
    status = STATUSES.get(row.status, row.status)
    question = row.question
    return [
        question.id,
        question.question,
        type_name(question.type),
        status,
        *shown,
        f"{row.milliseconds:.0f}",
    ]


def _pair(before: Row, after: Row) -> dict[str, str]:
    question = after.question
    return {
        "id": question.id,
        "question": question.question,
        "before": before.answer,
        "after": after.answer,
    }


def _settings(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    known = [(name, str(settings[key])) for key, name in SETTINGS.items() if settings.get(key) is not None]
    return [*known, ("文件清单", "、".join(settings.get("documents", ())))]
