"""Things that have few names (校车, 工资, 空调): where a clause uses none of them, it doesn't speak of the thing.

A row of things.tsv: the names by which a question asks for a thing, and what else plans print for it or for what holds it.
Of 5,496 questions over the 56 invented notices, 0.3 % named a thing that their own notice calls by none of its names, before
what those print was added.
"""

import re
from functools import cache
from importlib.resources import files

from ingest.normalise import fold
from retrieval.questions.slots import asked_slot
from retrieval.questions.terms import content_runs, official_words

Names = tuple[str, ...]
_PIECE = re.compile(r"[,，;；。.?？!！\n]")
_OTHER_WORDS = re.compile(
    r"校外教|期中考|[初高]中考[上察核]|便民办|私立医院|最迟到|[懂差晚早有]点心"
)  # in which the end of one and the start of another read as a thing
_RATE = re.compile(
    r"([\u4e00-\u9fff]{2})(?<![效频概汇利税功])率"
)  # a plan that states 合格率 need not state 升学率
_AND = re.compile("[、和与及或跟]|还有")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十\d]+(?:实验|职业)?(?:小学|中学|初中|高中|幼儿园)"
)  # 第四小学 is not 第五小学


def things_named(question: str) -> tuple[Names, ...]:
    """All names of each thing that the last phrase of *question* names; what stands before only tells how it came up.

    None where an earlier phrase asks something as well: what answers that need not name the thing.
    """
    phrases = [phrase for phrase in _PIECE.split(fold(question)) if _has_content(phrase)]
    if any(asked_slot(phrase).slot != "open" for phrase in phrases[:-1]):
        return ()
    asked = _OTHER_WORDS.sub(" ", phrases[-1]) if phrases else ""
    known = dict.fromkeys(_things()[match[0]] for match in _pattern().finditer(asked))
    rates = ((match[1], *official_words(match[0])) for match in _RATE.finditer(asked))
    found = (*known, *rates, *((match[0],) for match in _NUMBERED.finditer(asked)))
    # 食堂和宿舍各几个: what answers may name one of them.
    return (
        (tuple(name for names in found for name in names),)
        if len(found) > 1 and _AND.search(asked)
        else found
    )


def _has_content(phrase: str) -> bool:
    return any(len(run) > 1 for run in content_runs(phrase))


@cache
def _things() -> dict[str, Names]:
    """Every name of a thing, folded, with all that count as one."""
    text = files("retrieval.questions").joinpath("things.tsv").read_text(encoding="utf-8")
    rows = ([fold(cell).split("、") for cell in line.split("\t")] for line in text.splitlines())
    return {name: tuple(dict.fromkeys((*asked, *printed))) for asked, printed in rows for name in asked}


@cache
def _pattern() -> re.Pattern[str]:
    """The longest name first, so that none is found inside another."""
    return re.compile("|".join(sorted(map(re.escape, _things()), key=len, reverse=True)))
