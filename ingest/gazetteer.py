"""China's provinces, cities and counties by their bare names (瓯海, not 瓯海区).

The names in places.tsv are those of the division table in the MIT-licensed PyPI package cpca 0.5.5.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

PROVINCES = frozenset(
    re.findall(
        r"\w+",
        "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 "
        "云南 陕西 甘肃 青海 台湾 内蒙古 内蒙古自治区 广西 西藏 宁夏 新疆 香港 澳门",
    )
)
_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})
Rank = Literal["province", "city", "county", "unknown"]


@cache
def gazetteer() -> dict[str, str]:
    """Bare name → bare name of what the place lies in; "" for provinces and for names that several places share."""
    lines = files("ingest").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines)
    return {bare: above for bare, _, above in rows}


def rank_of(bare: str) -> Rank:
    """How high a name of the gazetteer stands; unknown where several places share it."""
    if bare in PROVINCES:
        return "city" if bare in _MUNICIPALITIES else "province"
    above = gazetteer()[bare]
    if not above:
        return "unknown"
    return "city" if above in PROVINCES - _MUNICIPALITIES else "county"
