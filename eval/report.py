"""A run's figures for the terminal, in Chinese, and as plain data."""

from collections.abc import Sequence
from typing import Any

from eval.comparison import Comparison
from eval.intervals import Estimate
from eval.scoring import PER_QUESTION, REFUSED, Report, Row
from eval.table import table
from eval.table_of_rankings import NAMES as RANKS

NAMES = {
    "questions": "问题数",
    "evidence_recall": "证据召回率",
    "first_citation_hit": "首条引用命中率",
    "citation_precision": "引用准确率",
    "answer_has_facts": "答案含全部要点",
    "cited_inside_gold": "引文中有用文字占比",
    "cited_characters": "平均引用字数",
    "refused_when_unanswerable": "无答案时拒答率",
    "refused_when_answerable": "有答案时误拒率",
    "exact_citations": "引文与原文一致率",
    "p50_ms": "耗时中位数（毫秒）",
    "p95_ms": "耗时 95 分位（毫秒）",
    "milliseconds": "平均耗时（毫秒）",
    **{f"found_{metric}": f"检索：{name}" for metric, name in RANKS.items()},
}
TYPES = {
    "number": "数量",
    "when": "时间",
    "deadline": "时限",
    "yesno": "能不能",
    "verify": "核对说法",
    "list": "列举",
    "checklist": "清单",
    "who": "谁来做",
    "responsible": "责任单位",
    "accountability": "考核督查",
    "funding": "经费",
    "prohibition": "禁止",
    "definition": "定义",
    "how": "做法",
    "basis": "依据",
    "fact": "事实",
    "followup": "追问",
    "multi_doc": "多份文件",
    "metadata": "文件信息",
    "unanswerable": "文件没有写",
}
OF_TYPES = ("evidence_recall", "first_citation_hit", "citation_precision", "answer_has_facts", *REFUSED)
WHOLE = {"questions", "cited_characters"}
SHORTENED = 60  # characters of an answer shown beside a missed question


def as_text(report: Report) -> str:
    """Figures, a row a type of question, and every question that was missed."""
    return "\n\n".join(part for part in (_figures(report), _types(report), _misses(report)) if part)


def as_plain(report: Report) -> dict[str, Any]:
    """Figures rounded to three digits, their intervals over all questions and a type, and a row a question."""
    rounded = {name: None if value is None else round(value, 3) for name, value in report.figures().items()}
    return {
        **rounded,
        "intervals": _intervals(report, None),
        "types": {kind: _intervals(report, kind) for kind in report.types},
        "rows": [_plain_row(row) for row in report.rows],
    }


def comparison_text(comparison: Comparison) -> str:
    """What changed, question by question; a star marks what the interval keeps from being chance."""
    rows = [["指标", "之前", "之后", "变化（95% 区间）"]]
    for change in comparison.changes:
        shown = [number(change.metric, value) for value in (change.before, change.after)]
        rows.append([NAMES[change.metric], *shown, changed(change.difference)])
    parts = [f"共同的问题 {comparison.both} 个", table(rows)]
    for name, pairs in (("新答对", comparison.gained), ("不再答对", comparison.lost)):
        lines = [f"{after.question.id} {after.question.question}" for _, after in pairs]
        parts.append("\n".join([f"{name}的问题（{len(lines)}）：", *lines]))
    if comparison.alone:
        parts.append(
            f"只在一次运行中出现、未计入的问题（{len(comparison.alone)}）：{'、'.join(comparison.alone)}"
        )
    return "\n\n".join(parts)


def changed(difference: Estimate) -> str:
    """+0.031 (+0.004–+0.062) *"""
    bounds = f"{difference.mean:+.3f} ({difference.low:+.3f}–{difference.high:+.3f})"
    return f"{bounds} *" if difference.excludes_zero else bounds


def number(name: str, value: float | None) -> str:
    """A figure as it is shown: whole, milliseconds, or a share."""
    if value is None:
        return "—"
    if name in WHOLE:
        return f"{value:.0f}"
    return f"{value:.1f}" if name.endswith("_ms") or name == "milliseconds" else f"{value:.3f}"


def estimated(name: str, found: Estimate | None) -> str:
    """A mean with its interval."""
    if found is None:
        return "—"
    low, high = number(name, found.low), number(name, found.high)
    return f"{number(name, found.mean)} ({low}–{high})"


def type_name(kind: str) -> str:
    return TYPES.get(kind, kind)


def _figures(report: Report) -> str:
    rows = [["指标", "数值", "95% 区间"]]
    for name, value in report.figures().items():
        found = report.estimate(name) if name in (*PER_QUESTION, *REFUSED) else None
        rows.append([NAMES[name], number(name, value), _bounds(name, found)])
    return table(rows)


def _bounds(name: str, found: Estimate | None) -> str:
    return f"{number(name, found.low)}–{number(name, found.high)}" if found else ""


def _types(report: Report) -> str:
    rows = [
        [type_name(kind), str(sum(row.question.type == kind for row in report.rows))]
        + [estimated(name, report.estimate(name, kind)) for name in OF_TYPES]
        for kind in report.types
    ]
    return table([["问题类型", "题数", *(NAMES[name] for name in OF_TYPES)], *rows]) if rows else ""


def _misses(report: Report) -> str:
    missed = [row for row in report.rows if row.missed]
    lines = [
        f"{row.question.id} [{row.status}] {row.question.question} → {_short(row.answer)}" for row in missed
    ]
    return "\n".join([f"未完全答对的问题（{len(missed)}）：", *lines]) if missed else ""


def _short(answer: str) -> str:
    flat = " ".join(answer.split())
    return flat if len(flat) <= SHORTENED else flat[:SHORTENED] + "…"


def _intervals(report: Report, kind: str | None) -> dict[str, Any]:
    metrics: Sequence[str] = (*PER_QUESTION, *REFUSED, *(f"found_{name}" for name in RANKS))
    found = {name: report.estimate(name, kind) for name in metrics}
    return {name: one.to_dict() for name, one in found.items() if one}


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "type": row.question.type,
        "question": row.question.question,
        "status": row.status,
        "answer": row.answer,
        "milliseconds": round(row.milliseconds, 1),
        "missed": row.missed,
        **{metric: row.values[metric] for metric in PER_QUESTION},
    }
