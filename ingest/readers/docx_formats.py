"""Number formats of automatic numbering: ECMA-376 Part 1, 17.18.59 (ST_NumberFormat), and what Word prints for each."""

from collections.abc import Callable, Mapping

_PLAIN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST = 100_000  # numbers from here on are printed in digits


def number_text(number: int, format: str) -> str:
    """*number* as the format prints it; formats that we don't know print digits, as Word's fallback does."""
    if format == "none":
        return ""
    return _FORMATS.get(format, str)(number)


def counted(number: int, digits: str = _PLAIN, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """十二, 一百零五: at the front 十 stands for 一十."""
    if not 0 < number < _LARGEST:
        return "〇" if number == 0 else str(number)
    if number >= 10_000:
        rest = number % 10_000
        gap = digits[0] if 0 < rest < 1000 else ""
        return (
            f"{counted(number // 10_000, digits, units)}万{gap}{counted(rest, digits, units) if rest else ''}"
        )
    words, skipped = "", False
    for power, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            skipped = bool(words)
            continue
        words += (digits[0] if skipped else "") + digits[int(digit)] + units[power]
        skipped = False
    return words[1:] if words.startswith(digits[1] + units[1]) and digits == _PLAIN else words


def _legal(number: int) -> str:
    return counted(number, _LEGAL, ("", "拾", "佰", "仟"))


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        while number >= value and len(words) < 40:
            words, number = words + letters, number - value
    return words


def _letters(number: int) -> str:
    """A…Z, AA, BB…: the letter is repeated."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 40) if number > 0 else str(number)


def _in_range(first: str, most: int, otherwise: str) -> Callable[[int], str]:
    """The sign *number* places after *first* - 1 in Unicode, for 1 to *most*."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else otherwise.format(number)


def _wide(number: int) -> str:
    return str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(abs(number)))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital"),
        ),
        counted,
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "decimalEnclosedCircle": _in_range("①", 20, "({})"),
    "decimalEnclosedCircleChinese": _in_range("①", 20, "({})"),
    "decimalEnclosedParen": _in_range("⑴", 20, "({})"),
    "decimalEnclosedFullstop": _in_range("⒈", 20, "{}."),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": "{:02d}".format,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
}
