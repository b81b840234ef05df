"""Figures in digits or Chinese numerals, up to 万 and 亿."""

HAN = "零〇一二三四五六七八九十百千万两"  # what a number in Chinese numerals consists of
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_SIGNS = frozenset((*_DIGITS, *_TENS, *_LARGE))
LONGEST = 40  # signs: more are a ruling line of 一 or 0, and beyond what JSON can hold


def read_value(printed: str) -> float | None:
    """The value of 8.5, 1,200, 八十五, 三百二十, 八十五点五; None where it is no number."""
    plain = printed.replace(",", "").strip()
    if len(plain) > LONGEST:
        return None
    if plain[:1] not in _SIGNS:
        return _in_digits(plain)
    whole, _, part = plain.partition("点")
    value = _whole(whole)
    if value is None or not all(sign in _DIGITS for sign in part):
        return None
    return value + (float("0." + "".join(str(_DIGITS[sign]) for sign in part)) if part else 0.0)


def _in_digits(plain: str) -> float | None:
    try:
        return float(plain)
    except ValueError:
        return None


def _whole(plain: str) -> float | None:
    if not plain or any(sign not in _SIGNS for sign in plain):
        return None
    total, section, digit = 0, 0, 0
    for sign in plain:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
        elif sign in _TENS:
            section, digit = section + (digit or 1) * _TENS[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * _LARGE[sign], 0, 0
    return float(total + section + digit)
