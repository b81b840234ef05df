"""Words of documents inside Markdown that others render: nothing in them may become a link, an image, HTML or code.

Only what would have effect gets a backslash, so that whoever shows the text as it is sees nearly nothing of it.
"""

_ALWAYS = frozenset("\\<`")
# What has effect only behind another character: images and links, inline or by reference; fences of code.
_BEHIND = frozenset({("!", "["), ("]", "("), ("]", ":"), ("~", "~")})


class Inert:
    """Disarms a text that comes in pieces, however they are cut."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, piece: str) -> str:
        """*piece* with a backslash before each character that would have effect."""
        shown = []
        for sign in piece:
            armed = sign in _ALWAYS or (self._last, sign) in _BEHIND
            shown.append(f"\\{sign}" if armed else sign)
            self._last = sign
        return "".join(shown)


def inert(words: str) -> str:
    """*words*, whole, disarmed."""
    return Inert()(words)
