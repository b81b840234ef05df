"""Headings that the text follows without a stop, told by those of the units beside them."""

import re
from collections import Counter
from collections.abc import Sequence

TAILS = (
    "机制",
    "措施",
    "原则",
    "行动",
    "工程",
    "计划",
    "体系",
    "目标",
    "任务",
    "制度",
    "保障",
    "阶段",
    "建设",
    "管理",
)
_TAILED = {tail: re.compile(rf"\s*([\u4e00-\u9fff]{{2,10}}?{tail})(?=\S)") for tail in TAILS}
REACH = 40  # characters, blanks included, in which a tail must end
ALIKE = 3  # siblings with one tail that make it a habit
_COMMA = re.compile("[，,]")
_STOPS = re.compile("[。；;：:！？!?\n]")
_BRACKETS = re.compile("[“”‘’（(）)《》]")


def fill_headings(words: Sequence[str], headings: Sequence[str]) -> list[str]:
    """*headings* of siblings, those that are "" filled where the others show how long they are.

    *words* are the texts behind the labels. Left "" where the siblings show nothing.
    """
    tail, shape = _common_tail(words, headings), _common_shape(headings)
    return [
        heading or (tail and _with_tail(text, tail)) or (shape and _with_shape(text, shape)) or ""
        for text, heading in zip(words, headings, strict=True)
    ]


def _with_tail(text: str, tail: str) -> str:
    found = _TAILED[tail].match(text) if tail in text[:REACH] else None
    return found[1] if found else ""


def _common_tail(words: Sequence[str], headings: Sequence[str]) -> str:
    """The last word that most of the headings share (…机制, …机制, …机制)."""
    best, most = "", max(ALIKE - 1, len(words) * 0.6)
    if len(words) < ALIKE:
        return best
    openings = "\n".join(h or w[:REACH] for w, h in zip(words, headings, strict=True))
    for tail in TAILS:
        if openings.count(tail) <= most:
            continue
        pairs = zip(words, headings, strict=True)
        count = sum(h.endswith(tail) if h else bool(_with_tail(w, tail)) for w, h in pairs)
        if count > most:
            best, most = tail, count
    return best


def _common_shape(headings: Sequence[str]) -> tuple[int, ...]:
    """Lengths of the halves that two or more headings share: 改善条件,增强办学活力 is (4, 6)."""
    in_halves = [heading for heading in headings if _COMMA.search(heading)]
    if len(in_halves) < 2:
        return ()
    shapes = Counter(tuple(map(len, _COMMA.split(heading))) for heading in in_halves)
    shape, count = max(shapes.items(), key=lambda item: item[1])
    return shape if count > 1 else ()


def _with_shape(text: str, shape: tuple[int, ...]) -> str:
    text = text.lstrip()
    heading = text[: sum(shape) + len(shape) - 1]
    fits = tuple(map(len, _COMMA.split(heading))) == shape and len(text) > len(heading)
    return heading if fits and not _STOPS.search(heading) and not _BRACKETS.search(heading) else ""
