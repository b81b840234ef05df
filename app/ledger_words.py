"""The ledger's terms in Chinese, for every door that people read."""

from collections.abc import Mapping

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
