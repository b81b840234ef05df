"""Slots that are called by a noun: side by side in a question (时间和比例), or in a heading (检查时间)."""

import re

from ingest.normalise import fold
from retrieval.questions.slots import Slot

# What official questions ask for side by side: 县级抽查的时间和比例.
_NOUNS: tuple[tuple[Slot, str], ...] = (
    ("date", r"时间|日期|期限|时限"),
    ("percentage", r"比例|占比"),
    ("amount", r"金额|(?:补助|收费|奖补|津贴)标准"),
    ("count", r"数量|人数|次数"),
    ("frequency", r"频次|频率"),
    ("body", r"(?:责任|牵头|主管|负责|审批|实施|组织|发布)(?:单位|部门|主体|机构)"),
    ("place", r"地点"),
)
_NOUN = "|".join(noun for _, noun in _NOUNS)
_JOINED = re.compile(rf"(?:{_NOUN})(?:(?:、|和|及|以及|与)\w{{0,4}}?(?:{_NOUN}))+")


def joined_slots(question: str) -> tuple[Slot, ...]:
    """The slots that one question asks for side by side (时间和比例), in order; () where there are not two."""
    match = _JOINED.search(fold(question))
    nouns = re.findall(_NOUN, match[0]) if match else []
    slots = (slot for noun in nouns for slot, pattern in _NOUNS if re.fullmatch(pattern, noun))
    found = tuple(dict.fromkeys(slots))
    return found if len(found) > 1 else ()


def names_slot(slot: Slot, heading: str) -> bool:
    """Whether a (folded) heading says that values of the slot stand below it: 检查时间, 经费标准."""
    return any(one == slot and re.search(noun, heading) for one, noun in _NOUNS)
