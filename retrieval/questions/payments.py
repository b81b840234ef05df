"""Whether an amount is what a question asks for: for how long it is, and whether it is paid or given."""

import re
from dataclasses import dataclass
from typing import Literal

Way = Literal["paid", "given"]

_PERIODS = {
    "课时": "课时|节课?|学时",
    "月": "月",
    "学期": "学期",
    "年": "学?年|年度",
    "天": "天|日",
    "周": "周|星期",
    "次": "次",
}
_ASKED = re.compile(
    rf"(?:一|每|1)个?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _PERIODS.items())})(?![级度])"
)
_STATED = re.compile(rf"每(?:生|人|名|位)?(?:每)?个?(?:{'|'.join(_PERIODS.values())})(?![级度])")
_PAID = re.compile(
    r"收费|收(?:取|多少)|[交缴付花]多少钱?|[要用交缴付花](?:多少)?[钱费](?!用)|[缴交]纳|免费|免收|免除|学费|不收"
)
_GIVEN = re.compile(r"补[助贴]|津贴|奖|工资|报酬|酬金|拨|发放|经费|资金|投入|[拿发领给补](?:到|得)?多少")
_MISUSE = re.compile(r"(?:乱|违规|变相|擅自|超标准?|代)收费?(?:用)?")  # forbids fees, and says none


@dataclass(frozen=True, slots=True)
class Payment:
    """What a question for an amount says of it: for each month, lesson, …; ``paid`` by who is asked about, or given."""

    period: str | None = None
    way: Way | None = None

    def contradicts(self, words: str) -> bool:
        """Whether the amounts in *words* (folded) are for another time, or go the other way."""
        return self._is_for_another_time(words) or (
            self.way is not None and _way(words) not in (self.way, None)
        )

    def _is_for_another_time(self, words: str) -> bool:
        stated = _STATED.findall(words)
        return bool(
            self.period and stated and not any(re.search(_PERIODS[self.period], one) for one in stated)
        )


def payment(question: str) -> Payment:
    """That of a (folded) question for an amount."""
    match = _ASKED.search(question)
    return Payment(match.lastgroup if match else None, _way(question))


def _way(words: str) -> Way | None:
    """Which way the money of *words* goes; None where they don't tell, or tell of both."""
    paid, given = bool(_PAID.search(_MISUSE.sub("", words))), bool(_GIVEN.search(words))
    if paid == given:
        return None
    return "paid" if paid else "given"
