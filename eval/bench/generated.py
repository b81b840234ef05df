"""Documents of any number, made with a seed out of the clauses of the training notices: all different, none real."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

CLAUSES = 100  # of one document
CHAPTERS = [
    "总体要求",
    "课后服务",
    "教师队伍",
    "经费保障",
    "招生入学",
    "校园安全",
    "学生资助",
    "督导评估",
    "信息化建设",
    "组织实施",
]
_FIRST, _SECOND = "云清泽岚宁安平临文兴海江河湖山林青白丹金", "州阳溪川港泉陵原城岭湾浦"
_DIGITS = "一二三四五六七八九"
_LABEL = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、．.]\s*")


def questions() -> list[str]:
    """The questions of all training notices."""
    return [q["q"] for clause in _clauses() for q in clause["questions"]]


def documents(clauses: int) -> Iterator[tuple[str, str]]:
    """Name and text of as many documents as hold *clauses* clauses together, CLAUSES each; the same every time."""
    for number in range(max(1, clauses // CLAUSES)):
        yield f"{number:05}.txt", _text(number, random.Random(number))


def _text(number: int, draw: random.Random) -> str:
    place = f"{_FIRST[number % len(_FIRST)]}{_SECOND[number // len(_FIRST) % len(_SECOND)]}市"
    year = 2010 + number % 15
    chapters = "".join(
        f"{_numeral(n)}、{name}\n\n{_sections(draw)}" for n, name in enumerate(CHAPTERS, start=1)
    )
    return (
        f"{place}教育局关于印发《{place}教育事业第{number + 1}号工作方案》的通知\n\n{place[:2]}教〔{year}〕{number + 1}号\n\n"
        f"各有关单位：\n\n{chapters}{place}教育局\n{year}年3月{1 + number % 28}日\n"
    )


def _sections(draw: random.Random) -> str:
    some = range(1, CLAUSES // len(CHAPTERS))
    return "".join(f"（{_numeral(n)}）{_words(draw)}\n\n" for n in some)


def _words(draw: random.Random) -> str:
    """A clause's words with other figures: no two documents say the same."""
    words = _LABEL.sub("", draw.choice(_clauses())["text"])
    return re.sub(r"\d", lambda _: str(draw.randint(1, 9)), words)


def _numeral(n: int) -> str:
    return _DIGITS[n - 1] if n < len(_DIGITS) + 1 else "十"


@cache
def _clauses() -> Sequence[dict[str, Any]]:
    folder = files("retrieval.training").joinpath("notices")
    lines = (
        line for file in sorted(folder.iterdir(), key=str) for line in file.read_text("utf-8").splitlines()
    )
    return [clause for line in lines for clause in json.loads(line)["clauses"]]
