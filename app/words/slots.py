"""What a question asks for, as people say it; by the slots of `understood`."""

from collections.abc import Mapping

from retrieval.questions.slots import MISSING

WHATEVER = "open"
ASKED: Mapping[str, str] = {
    **{str(slot): words for slot, words in MISSING.items()},
    "list": "清单",
    "yes_no": "是否",
    "how": "做法",
    "why": "原因",
}
ASKABLE: Mapping[str, str] = {**ASKED, WHATEVER: "不限"}
