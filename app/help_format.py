"""argparse's help where a Chinese character takes two columns of the terminal."""

import argparse
import re
from collections.abc import Iterable, Iterator

from eval.table import width

# In help, one follows each wide character while argparse counts characters; it is taken out of what is shown.
_SECOND_COLUMN = "\ue000"
# What stays on one line: a Latin word or number, or one character, with the closing marks behind it.
_PIECE = re.compile(r"(?:[!-~]+|\S)[，。；：、）”》？]*|\s+")


class HelpFormatter(argparse.HelpFormatter):
    """Columns aligned and lines broken by what is seen; no line breaks a word or starts with a closing mark."""

    def format_help(self) -> str:
        return super().format_help().replace(_SECOND_COLUMN, "")

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(
            action, argparse._SubParsersAction
        ):  # the commands themselves, without a line above them
            return "".join(map(self._format_action, action._get_subactions()))
        return super()._format_action(action)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        return "".join(c + _SECOND_COLUMN * (width(c) - 1) for c in super()._format_action_invocation(action))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(lines_of(_PIECE.findall(text), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


def lines_of(pieces: Iterable[str], columns: int) -> Iterator[str]:
    """*pieces* in lines of at most so many *columns*; only a piece that is longer goes beyond."""
    line = ""
    for piece in pieces:
        if line and width(line + piece.rstrip()) > columns:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()
