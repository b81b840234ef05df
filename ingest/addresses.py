"""Labels put together into the address that people quote."""

import re
from collections.abc import Sequence
from itertools import pairwise

# 第三条, 附件1, 专栏2, 一是, 五、 stand by themselves; other words are headings, which would run into each other.
_NUMBERED = re.compile(
    r"第.{1,8}|附[件表].{0,4}|专栏.{0,3}|.{1,3}[是要]|首先|其次|再次|最后|[一二三四五六七八九十百]+[、.．]|[\d.]+[.．、]?"
)


def address_of(labels: Sequence[str]) -> str:
    """五、(五)14. — with a blank beside a heading without a number, and between figures: 总体要求 工作目标, 附件1 2."""
    if not labels:
        return ""
    return labels[0] + "".join(_gap(left, right) + right for left, right in pairwise(labels))


def _gap(left: str, right: str) -> str:
    runs_on = left[-1:].isalnum() and right[:1].isalnum()
    numbered = _NUMBERED.fullmatch(left) and _NUMBERED.fullmatch(right)
    figures = left[-1:].isdigit() and right[:1].isdigit()
    return " " if runs_on and (figures or not numbered) else ""
