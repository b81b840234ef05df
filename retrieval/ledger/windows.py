"""The window of time in a question about deadlines: 2016年前, 到2025年12月, 以2016年为节点, 今年, 已经到期."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = r"((?:19|20)\d\d)年?(?:(\d{1,2})月)?(?:份)?(?:(\d{1,2})[日号])?(?![\d\-~至]|学年|年度)"
_END = r"(?:年?底|年?末)?(?:之|以)?"
_TO = r"(?:截止到?|截至|到|至|在|于|赶在)?"


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question asks about, ISO dates of any precision, both inclusive; its words without them."""

    after: str | None
    before: str | None
    rest: str
    name: str


def spoken_window(words: str, today: date) -> Window | None:
    """The window that *words* (folded) set; None where they set none."""
    for pattern, read in _FORMS:
        if match := re.search(pattern, words):
            after, before = read(match, today)
            rest = f"{words[: match.start()]} {words[match.end() :]}"
            return Window(after, before, rest, _name(after, before))
    return None


def _name(after: str | None, before: str | None) -> str:
    first, last = _printed(after), _printed(before)
    if after == before:
        return f"{first}到期"
    if after and before:
        return f"{first}至{last}到期"
    return f"{last}前到期" if before else f"{first}后到期"


def _printed(iso: str | None) -> str:
    """2016-09 → 2016年9月."""
    parts = zip((iso or "").split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in parts if number)


def _iso(match: re.Match[str], first: int = 1) -> str:
    year, month, day = match[first], match[first + 1], match[first + 2]
    return "-".join([year, *([f"{int(month):02}"] if month else []), *([f"{int(day):02}"] if day else [])])


Bounds = tuple[str | None, str | None]
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], Bounds]], ...] = (
    (
        r"((?:19|20)\d\d)年?(?:到|至|-|~)((?:19|20)\d\d)年(?!度)(?:之间|期间|间|内)?",
        lambda m, _: (m[1], m[2]),
    ),
    (
        rf"(?:以)?{_ISO}{_END}(?:为|作为|是)(?:完成|截止|最后|目标)?(?:的)?(?:时间)?(?:节点|期限|时限|目标年|年限|截止|到期)(?:的)?",
        lambda m, _: (_iso(m), _iso(m)),
    ),
    (rf"{_ISO}(?:年?底|年?末)?(?:之|以)?后|{_ISO}起", lambda m, _: (_iso(m, 1 if m[1] else 4), None)),
    (
        rf"{_TO}{_ISO}{_END}(?:前|止)|(?:截止到?|截至|到|至|赶在){_ISO}(?:年?底|年?末)?",
        lambda m, _: (None, _iso(m, 1 if m[1] else 4)),
    ),
    (rf"{_ISO}(?:当年|年?内|全年|到期|(?=要|应|需|必须|得))", lambda m, _: (_iso(m), _iso(m))),
    (r"(?:今年|本年度?)(?:年?底)?(?:之|以)?(?:前|内)?", lambda _, t: (str(t.year), str(t.year))),
    (r"明年(?:年?底)?(?:之|以)?(?:前|内)?", lambda _, t: (str(t.year + 1), str(t.year + 1))),
    (
        r"(?:现在|目前|已经?|都)?(?:已)?(?:到期|逾期|过期|超期)了?(?:的)?",
        lambda _, t: (None, (t - timedelta(days=1)).isoformat()),
    ),
)
