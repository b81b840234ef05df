"""Terms that a document defines: 本计划所称X，是指…, “X”即…, X（以下简称“Y”）, “三全”模式（三全：…）."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Clause, Span
from ingest.normalise import fold
from ingest.owners import Owners
from ingest.sentences import split_sentences

_OPEN, _CLOSE = "[“\"「『‘']", "[”\"」』’']"
_NAME = r"[^\s，,。；;：:“”\"「」『』（）()《》]{2,24}"
_SHORT = rf"以下(?:统一|均|统|合)?(?:简称|称之?为|统称|称)(?:为)?[：:]?\s*(?:{_OPEN}(?P<term>[^”\"」』’'（）()]{{1,20}}){_CLOSE}|(?P<plain>[\u4e00-\u9fff]{{2,12}}))(?=[）)，,。；;、]|$)"
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:所称的?|所指的?|所谓的?|中的)(?:{_OPEN}(?P<term>[^”\"」』’'\n]{{1,30}}){_CLOSE}|(?P<plain>[^，,。；;：:\n“”]{{2,30}}?))[，,]?(?:就?是指|系指|特指|均指|指的是|指|就是|包括|是|为)(?![定导示派])",
        rf"{_OPEN}(?P<term>[^”\"」』’'\n]{{1,30}}){_CLOSE}[^，,。；;：:\n]{{0,12}}?[，,]?(?:具体)?(?:就?是指|系指|特指|均指|指的是|即为?|也就是|就是)(?!使|将|时|可|便|日|刻|导)",
        rf"{_OPEN}(?P<term>[^”\"」』’'\n]{{1,30}}){_CLOSE}[^，,。；;：:\n（(]{{0,14}}[（(](?:即|是指|指|具体(?:是指|为|指)|包括)[：:，,]?[^（）()\n]{{2,300}}",
        rf"{_OPEN}(?P<term>[^”\"」』’'\n]{{1,30}}){_CLOSE}(?:指|[：:]|——?)(?=[^“\"\s]{{4}})",
        rf"(?<![^，,。；;：:、\n）)．.\s])(?P<plain>(?!其中|这|该|其|此|那|主要|具体|目的|目标|本|特){_NAME}?)[，,]?(?:是指|系指|指的是)(?![导定示派])",
        rf"[（(，,]{_SHORT}",
    )
)
_NUMBERED_BY = re.compile(r"[一二三四五六七八九十两双百\d+＋]")
_LISTED = re.compile(
    rf"{_OPEN}(?P<term>[^”\"」』’'\n]{{2,30}}){_CLOSE}[^，,。；;：:\n（(]{{0,14}}[（(](?P<key>[^（）()，,。；;：:\n]{{2,8}})[：:]"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and the sentence that says what it means: ``text[start:end]``, in the clause with this id."""

    term: str
    start: int
    end: int
    clause_id: str


def definitions_in(text: str, clauses: Sequence[Clause]) -> tuple[Definition, ...]:
    """Every term that *text* defines, in order; the first definition of a term counts."""
    owners = Owners(text, clauses)
    found: dict[str, Definition] = {}
    for run, clause_id in owners.runs:
        for sentence in split_sentences(text, run.start, run.end):
            for term in _terms(text, sentence):
                found.setdefault(fold(term), Definition(term, sentence.start, sentence.end, clause_id))
    return tuple(sorted(found.values(), key=lambda d: (d.start, d.term)))


def _terms(text: str, sentence: Span) -> Iterator[str]:
    for i, pattern in enumerate(_PATTERNS):
        accepts: Callable[[str], object] = _NUMBERED_BY.search if i == _COLON else bool
        for match in pattern.finditer(text, sentence.start, sentence.end):
            term = (match["term"] if "term" in match.re.groupindex else None) or match["plain"]
            if accepts(term):
                yield term.strip()
    for match in _LISTED.finditer(text, sentence.start, sentence.end):
        if fold(match["key"])[:2] in fold(match["term"]):
            yield match["term"].strip()


_COLON = 3  # “三步”：… defines only a term that counts what follows
