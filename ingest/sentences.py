"""Where sentences begin and end: at 。；！？, at the end of a paragraph, line or list item."""

import re
from functools import lru_cache

from ingest.model import Span

CLOSERS = "”’\"'）)】」』》〉〕]"
_MARKS = "。；！？;!?"
_PAIRS = {
    "(": ")",
    "（": "）",
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "【": "】",
    "[": "]",
}
_CLOSING = f"[{re.escape(CLOSERS)}]*"
_BREAKS = "\n|\r(?!\n)|\f|\v|\x85|\u2028|\u2029"
_MARK = re.compile(  # each alternative begins with a plain character: only there is anything tried
    "|".join(
        [
            *(f"{mark}[。；！？]*{_CLOSING}" for mark in "。；！？"),
            *(f"{re.escape(mark)}[;!?]*{_CLOSING}" for mark in ";!?"),
            *map(re.escape, _PAIRS),
            _BREAKS,
        ]
    )
)
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CARRIES_ON = frozenset("，、,：:的地得和与及或等之")  # after ”: the quotation is part of a longer sentence
_LABEL = re.compile(
    r"[(（]?[一二三四五六七八九十百\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]+[编章节条款]|[一二三四五六七八九十]+是"
    r"|[①-⑳●•·▪◆■○\-*#>|]|附件|附表"
)
_LINE_ENDS = ("。", "；", "！", "？", "：", ":", ";", "”")
_FARTHEST_CLOSER = 200  # a bracket that stays open longer was never closed
_NARROWEST_WRAP = 20  # lines shorter than this are not wrapped text
_WRAP_SLACK = 2  # a wrapped line may end early where punctuation must not begin the next
_FEWEST_WRAPPED = 4


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]`` in order, without white space at their ends.

    Every character other than white space lies in exactly one of them. Brackets and short quotations are not
    broken; closing quotes stay with their sentence; a line that was wrapped by force runs on into the next.
    """
    end = len(text) if end is None else end
    spans, begin = [], start
    for cut in _cuts(text, start, end):
        spans.append(stripped(text, begin, cut))
        begin = cut
    if begin < end:
        spans.append(stripped(text, begin, end))
    return [span for span in spans if span.start < span.end]


def stripped(text: str, start: int, end: int) -> Span:
    """``text[start:end]`` without the white space at both ends; empty where there is nothing else."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return Span(start, end)
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return Span(start + lead, start + lead + len(words.strip()))


def _cuts(text: str, start: int, end: int) -> list[int]:
    cuts, position = [], start
    while mark := _MARK.search(text, position, end):
        position = mark.end()
        if mark[0] in _PAIRS:
            position = _after_enclosure(text, mark.start(), end)
            if position > mark.end() and _closes_a_sentence(text, position, end):
                cuts.append(position)
        elif mark[0].isspace():
            if mark[0] != "\n" or not _is_wrapped(text, mark.start()):
                cuts.append(position)
        elif _ends_a_sentence(text, mark, end):
            cuts.append(position)
    return cuts


def _after_enclosure(text: str, opener: int, end: int) -> int:
    """Past the closer that belongs to *opener*, or just past the opener where none is near on the same line."""
    closer = text.find(_PAIRS[text[opener]], opener + 1, min(end, opener + _FARTHEST_CLOSER))
    if closer < 0 or "\n" in text[opener:closer]:
        return opener + 1
    return closer + 1


def _closes_a_sentence(text: str, position: int, end: int) -> bool:
    """Whether the enclosure that ends at *position* holds the end of a sentence: “……。” before new words."""
    if position >= end or text[position - 2] not in "。！？":
        return False
    return text[position] not in _CARRIES_ON and text[position] not in CLOSERS + _MARKS


def _ends_a_sentence(text: str, mark: re.Match[str], end: int) -> bool:
    """Not “提前谋划！”的要求, nor a half-width mark inside an address or a formula."""
    if mark[0][-1] in CLOSERS and mark.end() < end and text[mark.end()] in _CARRIES_ON:
        return False
    if mark[0][0] in "。；！？":
        return True
    before, after = _last_before(text, mark.start()), text[mark.end() : mark.end() + 1]
    return bool(_CJK.match(before) or _CJK.match(after))


def _last_before(text: str, position: int) -> str:
    while position > 0 and text[position - 1] in CLOSERS:
        position -= 1
    return text[position - 1 : position] if position else ""


def _is_wrapped(text: str, newline: int) -> bool:
    """Whether the line before *newline* was broken for width alone, amid a sentence."""
    width = _wrap_width(text)
    if width is None:
        return False
    line = text[text.rfind("\n", 0, newline) + 1 : newline]
    following = text[newline + 1 : newline + 2]
    return _is_full(line, width) and bool(following.strip()) and not _LABEL.match(text, newline + 1)


def _is_full(line: str, width: int) -> bool:
    line = line.rstrip()
    return width - len(line) <= _WRAP_SLACK and not line.endswith(_LINE_ENDS)


@lru_cache(maxsize=4)
def _wrap_width(text: str) -> int | None:
    """Characters a line, where a text was wrapped by force; None where each line is a paragraph."""
    lines = [line for line in text.split("\n") if line.strip()]
    width = max((len(line.rstrip()) for line in lines), default=0)
    full = sum(_is_full(line, width) for line in lines)
    wrapped = width >= _NARROWEST_WRAP and full >= _FEWEST_WRAPPED and full * 3 >= len(lines)
    return width if wrapped else None
