"""Numbers, dates and percentages in running text, brought to one form so that 百分之八十五 equals 85%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.normalise import fold

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN = "〇一二三四五六七八九十百千万亿两"
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}

UNITS = (
    "个工作日|工作日|平方米|百分点|人次|学时|课时|小时|分钟|维度|方面|环节|阶段|层次|学期|学年|公里|公顷|年级|元|块|名|位|个|所|项|节|台|套|件|条|场|"
    "次|回|遍|篇|门|本|间|座|家|支|类|级|期|届|份|分|周|天|年|月|日|号|岁|米|亩|轮|批|道|种|辆|张|倍|班|点|步|人|成|大|强"
)
_DATE = re.compile(r"(?<!\d)(\d{4})(?:年|-|/|\.)(\d{1,2})(?:(?:月|-|/|\.)(?:(\d{1,2})日?)?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=学年|[-~至到/]\d|[)\]\"]|$))")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号])?")
_PERCENT = re.compile(rf"(\d+(?:\.\d+)?)%|百分之([{_HAN}\d.]+)")
_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?)(百万|千万|百|千|万|亿)?(?:余|多|来)?({UNITS})?")
_HAN_NUMBER = re.compile(rf"([{_HAN}]+)(?:余|多|来)?(?:个)?({UNITS})")
_NO_NUMBER_BEFORE = re.compile(r"[进统同第唯单专万逐划之某每十]$")  # 进一步, 统一, 第一, 唯一 …
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s+(?=\d)")  # the day and the hour of 2019-12-06 17:16
_SAME_UNIT = {"块": "元", "号": "日", "位": "名", "人": "名", "个工作日": "工作日", "回": "次", "遍": "次"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure as printed, with its kind (date, percent or the unit, "" where none) and its value.

    The value of a date is (year, month, day), as far as they are printed, 0 elsewhere.
    """

    printed: str
    kind: str
    value: float | tuple[int, int, int]

    def stands_in(self, others: "tuple[Quantity, ...]") -> bool:
        """Whether one of *others* says the same, or a date that this one leaves less precise."""
        return any(_same(self, other) for other in others)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of *text*, in order of kind: dates, percentages, numbers in digits, numbers in characters."""
    words = fold(_BETWEEN_FIGURES.sub(";", text))
    found: list[Quantity] = []
    for reader in (_dates, _years, _month_days, _percents, _numbers, _han_numbers):
        for quantity, start, end in reader(words):
            found.append(quantity)
            words = words[:start] + "#" * (end - start) + words[end:]
    return tuple(found)


def read_han(numeral: str) -> float | None:
    """The value of 八十五, 三百, 一千二百, 〇; None where it is no number."""
    if not numeral or any(c not in _HAN for c in numeral):
        return None
    if len(numeral) > 1 and all(c in _HAN_DIGITS for c in numeral):
        return float("".join(str(_HAN_DIGITS[c]) for c in numeral))
    total, section, digit = 0, 0, 0
    for sign in numeral:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif _HAN_UNITS[sign] < 10_000:
            section += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            total += (section + digit or 1) * _HAN_UNITS[sign]
            section, digit = 0, 0
    return float(total + section + digit)


Found = Iterator[tuple[Quantity, int, int]]


def _dates(words: str) -> Found:
    for m in _DATE.finditer(words):
        if 1 <= int(m[2]) <= 12:
            yield Quantity(m[0], "date", (int(m[1]), int(m[2]), int(m[3] or 0))), *m.span()


def _years(words: str) -> Found:
    for m in _YEAR.finditer(words):
        yield Quantity(m[0], "date", (int(m[1]), 0, 0)), *m.span()


def _month_days(words: str) -> Found:
    for m in _MONTH_DAY.finditer(words):
        yield Quantity(m[0], "date", (0, int(m[1]), int(m[2] or 0))), *m.span()


def _percents(words: str) -> Found:
    for m in _PERCENT.finditer(words):
        value = _number((m[1] or m[2]).rstrip("."))
        if value is not None:
            yield Quantity(m[0], "percent", value), *m.span()


def _numbers(words: str) -> Found:
    for m in _NUMBER.finditer(words):
        value = float(m[1].replace(",", "").rstrip(".")) * _SCALES.get(m[2] or "", 1)
        yield Quantity(m[0], _unit(m[3]), value), *m.span()


def _han_numbers(words: str) -> Found:
    for m in _HAN_NUMBER.finditer(words):
        value = read_han(m[1])
        if (
            value is not None
            and not _NO_NUMBER_BEFORE.search(words[: m.start()])
            and not (value == 1 and m[2] in "大级步")
        ):
            yield Quantity(m[0], _unit(m[2]), value), *m.span()


def _number(digits: str) -> float | None:
    try:
        return float(digits)
    except ValueError:
        return read_han(digits)


def _unit(printed: str | None) -> str:
    return _SAME_UNIT.get(printed or "", printed or "")


def _same(a: Quantity, b: Quantity) -> bool:
    if isinstance(a.value, tuple) or isinstance(b.value, tuple):
        return _same_date(a, b)
    kinds = {a.kind, b.kind}
    if "percent" in kinds and kinds != {"percent"}:
        return False
    return a.value == b.value and (len(kinds) == 1 or "" in kinds or "个" in kinds)


def _same_date(a: Quantity, b: Quantity) -> bool:
    """Whether what *a* says of year, month and day, *b* says too; 8日 alone may be the day of 6月8日."""
    if isinstance(a.value, tuple) and isinstance(b.value, tuple):
        return all(x in (0, y) for x, y in zip(a.value, b.value, strict=True))
    if isinstance(b.value, tuple) and a.kind in ("日", "月", "年"):
        return a.value == b.value[("年", "月", "日").index(a.kind)]
    return False
