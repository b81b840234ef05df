"""Numbers as labels print them: Chinese numerals, circled and bracketed figures, full-width digits."""

import re
import unicodedata
from functools import lru_cache

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN = "一二三四五六七八九十百零〇"
_TIMES = {"十": 10, "百": 100, "千": 1000}
_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年|学年|—|-|至|到)")
_PERCENT = re.compile(r"百分之([零〇一二两三四五六七八九十百\d.]+)(?![点零〇一二两三四五六七八九十百\d.])")
CIRCLED = "①-⑳❶-❿➀-➉"


@lru_cache(maxsize=4096)
def read_number(printed: str) -> int | None:
    """The value of 十二, 12, １２, ⑫, ㈫ or ⑿; None where it is no number."""
    plain = unicodedata.normalize("NFKC", printed).strip("().、 ")
    if plain.isdecimal():
        return int(plain)
    if plain in DIGITS or (plain and all(c in DIGITS for c in plain)):
        return int("".join(str(DIGITS[c]) for c in plain))
    return _read_han(plain)


def in_digits(text: str) -> str:
    """*text* with years and percentages in digits: 二〇二五年 → 2025年, 百分之八十五 → 85%."""
    text = _YEAR.sub(lambda m: "".join(str(DIGITS.get(c, 0)) for c in m[0]), text)
    return _PERCENT.sub(_percentage, text)


def _percentage(match: re.Match[str]) -> str:
    number = match[1] if re.fullmatch(r"\d+(?:\.\d+)?", match[1]) else read_number(match[1])
    return match[0] if number is None else f"{number}%"


def _read_han(plain: str) -> int | None:
    """Numerals with 十, 百 and 千: 二十一, 一百零三, 一千二百六十."""
    total, digit = 0, None
    for sign in plain:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in _TIMES:
            total += (1 if digit is None else digit) * _TIMES[sign]
            digit = None
        else:
            return _circled(plain)
    return total + (digit or 0) if plain else None


def _circled(plain: str) -> int | None:
    """Signs that Unicode gives a value without a decomposition (❶)."""
    if len(plain) != 1:
        return None
    value = unicodedata.numeric(plain, None)
    return int(value) if value is not None else None
