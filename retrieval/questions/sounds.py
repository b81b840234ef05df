"""How Chinese characters sound: words that sound alike, for telling what a wrongly written one means."""

from functools import cache
from itertools import product

from pypinyin import Style, lazy_pinyin, pinyin

_COMMON = 3  # readings of a character that are in use, the commonest first


@cache
def _readings(character: str) -> list[str]:
    """The readings of *character* without tones."""
    return pinyin(character, style=Style.NORMAL, heteronym=True)[0][:_COMMON]


def sound(word: str) -> str:
    """How *word* is read aloud, without tones."""
    return " ".join(lazy_pinyin(word))


def sounds(characters: str) -> list[str]:
    """All ways of reading *characters* aloud, if they are no word."""
    return [" ".join(one) for one in product(*map(_readings, characters))]
