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


def account_words(receipt: Mapping[str, Any]) -> str:
    """The sums of the ledger's account as one sentence; "" where a receipt is older than the account."""
    if receipt["ledger_entries"] is None:
        return ""
    return (
        f"全部 {receipt['ledger_entries']} 处数字、日期、金额、禁令和单位，{receipt['ledger_in_rows']} 处在台账中，"
        f"{receipt['ledger_set_aside']} 处说明了原因，{receipt['ledger_unexplained']} 处待人工核对"
    )
