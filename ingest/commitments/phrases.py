"""Sentences cut at their commas. Words in quotation marks and brackets are never cut."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.commitment_model import Deadline
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.responsible import actors
from ingest.model import Span

_ENCLOSED = r"“[^”\n]{0,80}”|‘[^’\n]{0,80}’|《[^》\n]{0,120}》|\([^()\n]{0,160}\)|（[^（）\n]{0,160}）|\"[^\"\n]{0,60}\""
_BLANKED = re.compile(_ENCLOSED)
_CUT = re.compile(r",|，|;|；|。|!|！|\?|？|\n|:(?!\d)|：(?!\d)")
_LAST_STOP = re.compile(r"[\u4e00-\u9fff”\"’）)]\.")
BLANK = "□"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands between two commas. ``bare`` is as long as ``words``, with quoted and bracketed words blanked out.

    ``after`` is the mark that ends it, "" at the end of the text. ``bodies`` are those at its head that it makes act;
    ``bodies_end`` is where they end in it, 0 where it names none. ``deadline`` is the time limit that it states.
    """

    start: int
    end: int
    words: str
    bare: str
    after: str
    bodies: tuple[str, ...]
    bodies_end: int
    deadline: Deadline


def split_phrases(text: str, sentence: Span, *, issued: str | None = None) -> list[Phrase]:
    """The phrases of *sentence* in order, without white space and marks at their ends.

    Relative deadlines are reckoned from *issued*.
    """
    end = sentence.end
    if text[end - 1 : end] == "." and _LAST_STOP.match(text, end - 2, end):
        end -= 1
    bare = blanked(text[sentence.start : end])
    return list(_phrases(text, sentence.start, bare, issued))


def _phrases(text: str, start: int, bare: str, issued: str | None) -> Iterator[Phrase]:
    """The phrases of the sentence at *start*, which reads *bare* with quoted words blanked out."""
    begin = 0
    while begin < len(bare):
        mark = _CUT.search(bare, begin)
        piece = bare[begin : mark.start()] if mark else bare[begin:]
        if kept := piece.strip():
            at = start + begin + len(piece) - len(piece.lstrip())
            words = text[at : at + len(kept)]
            deadline = read_deadline(kept, issued=issued)
            after = mark[0] if mark else ""
            yield Phrase(at, at + len(kept), words, kept, after, *actors(words, kept), deadline)
        begin += len(piece) + 1


def blanked(words: str) -> str:
    """*words* with all that is quoted or bracketed replaced, length kept."""
    if not _BLANKED.search(words):
        return words
    return _BLANKED.sub(lambda found: BLANK * len(found[0]), words)
