"""Long alternations, sorted by their first character: most places of a text fit none, and are passed at once."""

import re
from collections import defaultdict
from collections.abc import Iterator

_TOKEN = re.compile(r"\\.|\[[^\]]*\]|[()|]|[^\\\[()|]+", re.DOTALL)
_REPEATS = tuple("?*+{")


def by_first(alternatives: str) -> str:
    """The source of a group that matches what ``a|b|c`` does, in the same order of preference.

    Each alternative begins with a plain character that is not repeated; else ValueError.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for alternative in _split(alternatives):
        first, rest = alternative[:1], alternative[1:]
        if not first or re.escape(first) != first or rest.startswith(_REPEATS):
            raise ValueError(f"an alternative must begin with a plain character: {alternative!r}")
        groups[first].append(rest)
    sources = (
        first + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})") for first, rests in groups.items()
    )
    return f"(?:{'|'.join(sources)})"


def _split(alternatives: str) -> Iterator[str]:
    """The alternatives of the outermost level."""
    depth, begin = 0, 0
    for token in _TOKEN.finditer(alternatives):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and depth == 0:
            yield alternatives[begin : token.start()]
            begin = token.end()
    yield alternatives[begin:]
