"""Candidate labels as values: their kinds, and how firmly they stand in the text."""

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """Kinds of labels, in the order in which they usually nest."""

    __hash__ = int.__hash__  # that of an Enum is computed in Python, and kinds are keys everywhere

    ANNEX = 0  # 附件1
    VOLUME = 1  # 第一编
    PART = 2  # 第一部分
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    ARTICLE = 5  # 第一条
    SPEECH = 6  # 某某指出，
    HEADLINE = 7  # a Markdown heading without a number
    TAG = 8  # 【活动时间】
    HAN = 9  # 一、
    HAN_PAREN = 10  # （一）
    PHASE = 11  # 第一阶段
    BOX = 12  # 专栏1
    DECIMAL = 13  # 1.1
    NUMBER = 14  # 1.
    NUMBER_PAREN = 15  # （1）
    NUMBER_CLOSE = 16  # 1）
    CIRCLED = 17  # ①
    LETTER = 18  # A.
    ORDER = 19  # 首先, 第一，
    SHI = 20  # 一是
    ROW = 21  # a row of a table


class Hold(IntEnum):
    """How firmly a candidate stands where it stands."""

    LOOSE = 0  # glued to the words before it
    STOP = 1  # after a stop: 。；：
    LINE = 2  # first in its line


LINE = Hold.LINE  # asked for at every label, and slow to look up on its class before Python 3.12
LAST = 0  # the ordinal of 最后, and of labels without a number: whatever comes next
BREAKS = "\n\r\f\v\x85\u2028\u2029"
SPACE = " \t\u3000\xa0\u2002\u2003\u2009\u200b\ufeff"
MARKUP = "#*>•·●■◆▲○□★☆-–+|_"
STOPS = "。；：！？;:!?…）)”』」》】，,、.．>|"


class Mark(NamedTuple):  # made for every candidate: a tuple takes a quarter of a frozen dataclass's time
    """One candidate label, ``text[start:end]``. ``lead`` is where the markup before it (#, **, -) begins.

    ``style`` tells apart kinds printed alike (1. and 1、); ``prefix`` holds the outer numbers of 1.2.3; ``hashes``
    is the depth of a Markdown heading, 0 where the label is none; ``led``: a colon stands before it; ``inserted``
    is the second number of 第三条之一, 0 where there is none; ``until`` is where a row of a table ends.
    """

    start: int
    end: int
    kind: Kind
    ordinal: int
    style: str
    hold: Hold
    lead: int
    prefix: tuple[int, ...] = ()
    hashes: int = 0
    led: bool = False
    inserted: int = 0
    until: int = 0


def stand(text: str, start: int) -> tuple[int, Hold]:
    """Where the markup before *start* begins (else *start*), and how firmly a label would stand there."""
    at = start
    while at and text[at - 1] in SPACE:
        at -= 1
    before = text[at - 1] if at else "\n"
    if before in BREAKS:
        return start, LINE
    if before in MARKUP:
        lead = at
        while lead and (text[lead - 1] in MARKUP or text[lead - 1] in SPACE):
            lead -= 1
        if lead == 0 or text[lead - 1] in BREAKS:
            return start - len(text[lead:start].lstrip()), LINE
    return start, Hold.STOP if before in STOPS else Hold.LOOSE
