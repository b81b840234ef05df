"""Labels put together into the address that people quote."""

import re
from collections.abc import Sequence
from itertools import pairwise

# 第三条, 附件1, 专栏2, 一是 stand by themselves; other words are headings, which would run into each other.
_NUMBERED = re.compile(r"第.{1,8}|附[件表].{0,4}|专栏.{0,3}|.{1,3}[是要]|首先|其次|再次|最后")


def address_of(labels: Sequence[str]) -> str:
    """五、(五)14. — with a blank on either side of a heading without a number: 总体要求 工作目标 1."""
    if not labels:
        return ""
    return labels[0] + "".join(_gap(left, right) + right for left, right in pairwise(labels))


def _gap(left: str, right: str) -> str:
    runs_on = left[-1:].isalnum() and right[:1].isalnum()
    return " " if runs_on and not (_NUMBERED.fullmatch(left) and _NUMBERED.fullmatch(right)) else ""
