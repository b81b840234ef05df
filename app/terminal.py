"""What a person's terminal gets: characters that would steer it are shown instead of sent."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, TextIO

# All controls but the line break and the tab; the text of documents and names of files are anybody's.
_STEERING = {n: f"\\x{n:02x}" for n in (*range(9), *range(11, 32), *range(127, 160))}


def shown(words: str) -> str:
    """*words* with each steering character spelt out."""
    return words.translate(_STEERING)


class Harmless:
    """A text stream that spells out steering characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, words: str) -> int:
        return self._stream.write(shown(words))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def harmless(stream: TextIO) -> Iterator[None]:
    """What is printed inside goes to *stream*, harmless where that is a terminal; files and pipes get the very words."""
    if not stream.isatty():
        yield
        return
    with redirect_stdout(Harmless(stream)):
        yield
