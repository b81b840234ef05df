"""Sentences cut at their commas. Words in quotation marks and brackets are never cut."""

import re
from dataclasses import dataclass

from ingest.model import Span
from ingest.sentences import stripped

_ENCLOSED = r"“[^”\n]{0,80}”|‘[^’\n]{0,80}’|《[^》\n]{0,120}》|\([^()\n]{0,160}\)|（[^（）\n]{0,160}）|\"[^\"\n]{0,60}\""
_CUT = re.compile(rf"{_ENCLOSED}|[,，;；。!！?？\n]|[:：](?!\d)|——")
_BLANKED = re.compile(_ENCLOSED)
_LAST_STOP = re.compile(r"[\u4e00-\u9fff”\"’）)]\.")
BLANK = "□"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between two commas. ``bare`` is as long as ``words``, with quoted and bracketed words blanked out.

    ``after`` is the mark that ends it, "" at the end of the text.
    """

    start: int
    end: int
    words: str
    bare: str
    after: str = ""


def split_phrases(text: str, sentence: Span) -> list[Phrase]:
    """The phrases of *sentence* in order, without white space and marks at their ends."""
    phrases, begin = [], sentence.start
    if _LAST_STOP.match(text, sentence.end - 2, sentence.end):
        sentence = Span(sentence.start, sentence.end - 1)
    for mark in _CUT.finditer(text, sentence.start, sentence.end):
        if len(mark[0]) == 1:
            phrases.append(_phrase(text, begin, mark.start(), mark[0]))
            begin = mark.end()
    phrases.append(_phrase(text, begin, sentence.end, ""))
    return [phrase for phrase in phrases if phrase.words]


def blanked(words: str) -> str:
    """*words* with all that is quoted or bracketed replaced, length kept."""
    return _BLANKED.sub(lambda found: BLANK * len(found[0]), words)


def _phrase(text: str, start: int, end: int, after: str) -> Phrase:
    span = stripped(text, start, end)
    words = text[span.start : span.end]
    return Phrase(span.start, span.end, words, blanked(words), after)
