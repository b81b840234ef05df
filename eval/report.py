"""A run's figures for the terminal, in Chinese, and as plain data."""

from typing import Any

from eval.runner import PER_QUESTION, Report, Row
from eval.table import table

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
}
WHOLE = {"questions", "cited_characters"}
SHORTENED = 60  # characters of an answer shown beside a missed question


def as_text(report: Report) -> str:
    """Figures, a row a type of question, and every question that was missed."""
    return "\n\n".join(part for part in (_figures(report), _types(report), _misses(report)) if part)


def as_plain(report: Report) -> dict[str, Any]:
    """Figures rounded to three digits, the interval of the recall, and a row a question."""
    rounded = {name: None if value is None else round(value, 3) for name, value in report.figures().items()}
    bounds = report.recall_interval
    return {
        **rounded,
        "evidence_recall_interval": [round(b, 3) for b in bounds] if bounds else None,
        "rows": [_plain_row(row) for row in report.rows],
    }


def _figures(report: Report) -> str:
    rows = [[NAMES[name], _number(name, value)] for name, value in report.figures().items()]
    if bounds := report.recall_interval:
        rows.insert(2, ["  95% 置信区间", f"{bounds[0]:.3f}–{bounds[1]:.3f}"])
    return table([["指标", "数值"], *rows])


def _types(report: Report) -> str:
    kinds = dict.fromkeys(row.question.type for row in report.answerable)
    shown = ("evidence_recall", "first_citation_hit", "citation_precision", "answer_has_facts")
    rows = [
        [kind, str(sum(row.question.type == kind for row in report.answerable))]
        + [_number(name, report.mean(name, kind)) for name in shown]
        for kind in kinds
    ]
    return table([["问题类型", "题数", *(NAMES[name] for name in shown)], *rows]) if rows else ""


def _misses(report: Report) -> str:
    missed = [row for row in report.rows if row.missed]
    lines = [
        f"{row.question.id} [{row.status}] {row.question.question} → {_short(row.answer)}" for row in missed
    ]
    return "\n".join([f"未完全答对的问题（{len(missed)}）：", *lines]) if missed else ""


def _short(answer: str) -> str:
    flat = " ".join(answer.split())
    return flat if len(flat) <= SHORTENED else flat[:SHORTENED] + "…"


def _number(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.0f}" if name in WHOLE else f"{value:.1f}" if name.endswith("_ms") else f"{value:.3f}"


def _plain_row(row: Row) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "type": row.question.type,
        "question": row.question.question,
        "status": row.status,
        "answer": row.answer,
        "milliseconds": round(row.milliseconds, 1),
        **{metric: row.values[metric] for metric in PER_QUESTION},
    }
