"""What one check found."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "failure", "skipped"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` names it for programs, ``title`` for people; ``advice`` is what to do next, "" where nothing is.

    warning: it works, but not everything does, or not for long. failure: a start would fail, or something is lost.
    """

    check: str
    title: str
    state: State
    detail: str
    advice: str = ""
