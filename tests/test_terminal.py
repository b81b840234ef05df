"""A person's terminal shows what documents say and does nothing of what they say."""

import io

import pytest

from app.terminal import harmless

NOTICE = "一、目标\n\t\x1b]0;改标题\x07\x1b[2J建成\x9b31m学校\r3所\x7f。\n"
SHOWN = "一、目标\n\t\\x1b]0;改标题\\x07\\x1b[2J建成\\x9b31m学校\\x0d3所\\x7f。\n"


class Stream(io.StringIO):
    """Standard output, a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(("terminal", "expected"), [(True, SHOWN), (False, NOTICE)])
def test_controls_are_spelt_out_on_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: bool, expected: str):
    """Line breaks and tabs work; nothing else steers it. A file or a pipe gets the text as it is."""
    stream = Stream(terminal=terminal)
    monkeypatch.setattr("sys.stdout", stream)

    with harmless(stream):
        print(NOTICE, end="", flush=True)

    assert stream.getvalue() == expected
