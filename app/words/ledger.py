"""The ledger's terms in Chinese, for every door that people read."""

from collections.abc import Mapping
from typing import Any

SORTS: Mapping[str, str] = {"number": "数字", "date": "日期", "ban": "禁令", "body": "单位"}
STRENGTHS: Mapping[str, str] = {"hard": "刚性", "soft": "柔性"}
KINDS: Mapping[str, str] = {
    "target_number": "量化指标",
    "deadline": "时限",
    "funding": "经费",
    "project": "项目",
    "responsibility": "职责",
    "frequency": "频次",
    "prohibition": "禁令",
    "accountability": "问责考核",
    "mechanism": "机制",
}
_SHARED = frozenset(("牵头", "主办", "配合", "协办", "协助", "协同", "参与"))  # roles that tell bodies apart
LEVELS: Mapping[str, str] = {"high": "高", "medium": "中", "low": "低"}
SIGNS: Mapping[str, str] = {">=": "≥", "<=": "≤", "=": "", ">": ">", "<": "<", "approx": "约"}


def figure_words(metric: Mapping[str, Any]) -> str:
    """A figure as people write it: ≥300万元/年; as printed where it has no value."""
    if metric["value"] is None:
        return str(metric["raw"])
    if metric["unit"] == "时":
        return SIGNS[metric["comparator"]] + _clock(metric["value"])
    top = f"—{_plain(metric['max'])}" if metric["max"] is not None else ""
    return f"{SIGNS[metric['comparator']]}{_plain(metric['value'])}{top}{metric['unit'] or ''}"


def _clock(hours: float) -> str:
    """17.5 → 17:30."""
    minutes = round(hours * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _plain(value: float) -> str:
    """Without exponent, and no more digits than are read."""
    return f"{round(value, 4):.15g}"


def figures_words(row: Mapping[str, Any]) -> str:
    """All figures of a row; "" without one."""
    return "；".join(map(figure_words, row["metrics"]))


def due_words(row: Mapping[str, Any]) -> str:
    """A row's time limit as printed, with what was reckoned; "" without one."""
    deadline = row["deadline"]
    reckoned = f"（推算 {deadline['iso']}）" if deadline["derived"] and deadline["iso"] else ""
    return f"{deadline['raw'] or ''}{reckoned}"


def bodies_words(row: Mapping[str, Any]) -> str:
    """Who must act; where one leads and others assist, who does which: 牵头：甲局；配合：乙局、丙局. "" for nobody."""
    roles = row["roles"] if _SHARED & row["roles"].keys() else {}
    said = {name for names in roles.values() for name in names}
    rest = "、".join(name for name in row["responsible"] if name not in said)
    return "；".join(
        [*([rest] if rest else []), *(f"{role}：{'、'.join(names)}" for role, names in roles.items())]
    )


def strength_words(row: Mapping[str, Any]) -> str:
    """How binding a row is, and the word that shows it: 刚性（不得）."""
    cue = row["strength_cue"]
    return STRENGTHS[row["strength"]] + (f"（{cue}）" if cue else "")


def level_words(confidence: Mapping[str, Any]) -> str:
    """How sure a pairing is: 高, 中 or 低; what somebody confirmed says so."""
    return "已确认" if confidence["basis"] == "confirmed" else LEVELS[confidence["level"]]


def account_words(receipt: Mapping[str, Any]) -> str:
    """The sums of the ledger's account as one sentence; "" where a receipt is older than the account."""
    if receipt["ledger_entries"] is None:
        return ""
    return (
        f"全部 {receipt['ledger_entries']} 处数字、日期、金额、禁令和单位，{receipt['ledger_in_rows']} 处在台账中，"
        f"{receipt['ledger_set_aside']} 处说明了原因，{receipt['ledger_unexplained']} 处待人工核对"
    )
