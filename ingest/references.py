"""Other documents that a notice names: those it rests on (依据), and its attachments."""

import re
from collections.abc import Iterator, Sequence

from ingest.clauses import ClauseTree
from ingest.facts import fact_at, joined
from ingest.model import UNSTATED, Clause, Fact, Span
from ingest.normalise import fold
from ingest.outer_lines import lines_in, parts

_NUMBER = r"(?:[（(][^（）()《》]{2,30}号[^（）()《》]{0,10}[）)])?"
_TITLE = rf"《[^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*》{_NUMBER}"
_BETWEEN = r"(?:[、，,和与及以]|以及|有关|精神|要求|规定|文件|等|\s)*"
_CUE = re.compile(
    rf"(?:根据|依据|按照|遵照|依照|贯彻落实|贯彻执行|贯彻|落实)[^《。；;\n]{{0,40}}(?P<titles>(?:{_TITLE}{_BETWEEN})+)"
)
_ONE = re.compile(_TITLE)
_BASIS_HEADINGS = ("总则", "指导思想", "总体要求", "总体思路", "目的", "依据")
_ATTACHMENT = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]\s*(?P<rest>.*)$")
_NUMBERED = re.compile(
    r"^(?:附\s*件\s*)?(?:[\d一二三四五六七八九十]{1,2}\s*[.．、:：]|[（(][\d一二三四五六七八九十]{1,2}[）)])\s*(?P<name>.+)$"
)
_INLINE_NUMBER = re.compile(r"[;；\s](?=\d{1,2}[.．、](?!\d))")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)$", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\s+[\u4e00-\u9fff]{2,12}[〔\[（(【]\d{4}[〕\]）)】]第?\d+号$")


def read_basis(text: str, tree: ClauseTree) -> Fact:
    """《…》（文号） after 根据, 依据, 按照 in the opening of notice and plan; value: each of them, once."""
    found: dict[str, Span] = {}
    for span in _openings(tree):
        for cue in _CUE.finditer(text, span.start, span.end):
            for title in _ONE.finditer(text, *cue.span("titles")):
                found.setdefault(fold(title[0]), Span(title.start(), title.end()))
    return _listed(text, list(found.values()))


def read_attachments(text: str, tree: ClauseTree) -> Fact:
    """What the lines after 附件： name; value: the titles without number, file suffix and 文号."""
    found: dict[str, tuple[str, Span]] = {}
    for part in parts(tree, "attachment"):
        for name, span in _names(text, part):
            found.setdefault(fold(name), (name, span))
    if not found:
        return UNSTATED
    names, spans = zip(*found.values(), strict=True)
    return fact_at(text, Span(spans[0].start, spans[-1].end), names)


def _openings(tree: ClauseTree) -> Iterator[Span]:
    """Notice body, preamble, and the first chapter where it says what the plan rests on."""
    for part in parts(tree, "preamble", "notice_body", "body"):
        yield Span(part.start, part.end)
    numbered = [clause for clause in tree.clauses if not clause.is_frame]
    for clause in numbered[:3]:
        if clause.label.startswith("第一条") or clause.heading.endswith(_BASIS_HEADINGS):
            yield Span(clause.start, clause.end)


def _listed(text: str, spans: Sequence[Span]) -> Fact:
    if not spans:
        return UNSTATED
    first = min(spans, key=lambda span: span.start)
    return fact_at(text, first, tuple(joined(span.of(text)) for span in spans))


def _names(text: str, part: Clause) -> Iterator[tuple[str, Span]]:
    for line in lines_in(text, Span(part.start, part.end)):
        begun = _ATTACHMENT.match(line.text)
        start = begun.start("rest") if begun else 0
        for begin, end in _pieces(line.text, start):
            piece = line.text[begin:end].strip()
            numbered = _NUMBERED.match(piece)
            name = _OWN_NUMBER.sub("", _FILE.sub("", numbered["name"] if numbered else piece)).rstrip(
                "。；; "
            )
            if name and (begun or numbered):
                yield name, line.span


def _pieces(line: str, start: int) -> Iterator[tuple[int, int]]:
    """1.… 2.… on one line, apart."""
    for match in _INLINE_NUMBER.finditer(line, start):
        yield start, match.start()
        start = match.end()
    yield start, len(line)
