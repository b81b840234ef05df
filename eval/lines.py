"""Files of one JSON object a line."""

from pathlib import Path

from eval.errors import QuestionsMissing


def lines_of(path: Path) -> list[str]:
    """The lines of *path*, ended by line feeds alone: the other signs that end lines stand in texts as they are.

    Raises QuestionsMissing where it isn't there, or is no text.
    """
    try:
        return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionsMissing(path) from exc
