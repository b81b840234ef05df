"""An answer as plain text, to be pasted into a message: formal citations and the words they stand on. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.ui.rendering import IN_FORCE, STANDING

Json = Mapping[str, Any]


def plain_text(answer: Json, today: date) -> str:
    """Question, answer, what it stands on, what was searched when."""
    return "\n".join(_lines(answer, today))


def _lines(answer: Json, today: date) -> Iterator[str]:
    yield f"问：{answer['question']}"
    yield f"答：{answer['answer'].strip()}"
    for sentence in answer["sentences"]:
        if sentence["checked"] == "unverified":
            why = sentence.get("why") or "条款中没有找到依据"
            yield f"（未核实：“{sentence['text'].strip()}”——{why}）"
    if answer["citations"]:
        yield "依据："
        yield from (f"[{c['n']}] {_evidence(c)}" for c in answer["citations"])
    elif answer["nearest"]:
        yield "相关但未直接回答："
        yield from (f"· {_evidence(c)}" for c in answer["nearest"])
    count = answer["searched"]["documents"]
    yield f"（{today.year}年{today.month}月{today.day}日由问策查自 {count} 份文件，以文件原文为准）"


def _evidence(evidence: Json) -> str:
    remarks = filter(None, (STANDING.get(evidence["standing"]), IN_FORCE.get(evidence["in_force"])))
    said = "、".join(remarks)
    quote = " ".join(evidence["quote"].split())
    return f"{evidence['formal']}{f'（{said}）' if said else ''}：“{quote}”"
