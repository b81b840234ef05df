"""What is said of marks, for every door that people read."""

from collections.abc import Mapping
from datetime import datetime

STATES: Mapping[str, str] = {"done": "已完成", "doing": "进行中", "todo": "未开始"}
BACK = "撤销"
CHANGED = "文件更新后原文已变，请核对"
ORPHANED = "文件更新后找不到对应的原文"


def state_words(state: str | None) -> str:
    """A state in Chinese; None took the mark back."""
    return BACK if state is None else STATES[state]


def moment(at: str) -> str:
    """A time in UTC (ISO 8601) as date and minute by the local clock."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
