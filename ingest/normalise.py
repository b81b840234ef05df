"""Text folded for comparison and search: one spelling for what a reader takes for the same characters.

Never the canonical text: only copies of it are folded.
"""

import unicodedata

_SAME = {
    **dict.fromkeys("○◯零", "〇"),  # 二○二四 and 二零二四 are 二〇二四
    **dict.fromkeys("“”„‟«»「」『』〝〞", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−─﹣", "-"),
    **dict.fromkeys("〔【〖〘", "["),
    **dict.fromkeys("〕】〗〙", "]"),
    **dict.fromkeys("〈", "《"),
    **dict.fromkeys("〉", "》"),
    **dict.fromkeys("•●∙・", "·"),
    "。": ".",
    "∶": ":",
    "～": "~",
    "〜": "~",
}


def _fold_character(character: str) -> str:
    if character.isspace() or unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    folded = "".join(_SAME.get(c, c) for c in unicodedata.normalize("NFKC", character).lower())
    return folded if folded == character else "".join(map(_fold_character, folded))


class _Table(dict[int, str]):
    """A table for str.translate that fills itself: a document uses a few thousand characters of 150,000."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """*text* without white space, in half width, lower case, with one form of each punctuation mark and of 〇.

    fold(fold(text)) == fold(text), and fold(a + b) == fold(a) + fold(b).
    """
    return text.translate(_TABLE)
