"""What is said of marks, for every door that people read."""

from collections.abc import Mapping
from typing import Any

from app.words.moment import moment

STATES: Mapping[str, str] = {"done": "已完成", "doing": "进行中", "todo": "未开始"}
BACK = "撤销"
CHANGED = "文件更新后原文已变，请核对"
ORPHANED = "文件更新后找不到对应的原文"
# What a ledger may be filtered by: a state, or what becomes of marks.
WANTED: Mapping[str, str] = {**STATES, "none": "没有标记", "changed": "标记后原文已变"}


def state_words(state: str | None) -> str:
    """A state in Chinese; None took the mark back."""
    return BACK if state is None else STATES[state]


def mark_words(mark: Mapping[str, Any] | None) -> str:
    """The state of a row's mark, and what to beware of; "" for none."""
    if mark is None:
        return ""
    return STATES[mark["state"]] + (f"（{mark['remark']}）" if mark["remark"] else "")


def noted_words(entry: Mapping[str, Any] | None) -> str:
    """What was noted, by whom and when; "" for nothing."""
    return "　".join(filter(None, (entry["note"], entry["who"], moment(entry["at"])))) if entry else ""
