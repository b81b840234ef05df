"""Other documents that a notice names: those it rests on (依据), and its attachments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses import ClauseTree
from ingest.facts import fact_at, joined
from ingest.model import UNSTATED, Clause, Fact, Span
from ingest.normalise import fold
from ingest.outer_lines import lines_in, parts

_NUMBER = r"(?:[（(][^（）()《》]{2,30}号[^（）()《》]{0,10}[）)])?"
TITLE = rf"《[^《》〈〉]*(?:[《〈][^《》〈〉]*[》〉][^《》〈〉]*)*》{_NUMBER}"
_BETWEEN = r"(?:[、，,和与及以]|以及|有关|精神|要求|规定|文件|等|\s)*"
_CUE = re.compile(
    rf"(?:根据|依据|按照|遵照|依照|贯彻落实|贯彻执行|贯彻|落实)[^《。；;\n]{{0,40}}(?P<titles>(?:{TITLE}{_BETWEEN})+)"
)
_REPEALED = re.compile(r"[^。；，\n]{0,12}(?:废止|停止执行|失效)")  # 贯彻执行，原《…》同时废止
_BARE_CUE = re.compile(
    r"(?:根据|依据|按照|遵照|依照|贯彻落实|贯彻执行|贯彻|落实)(?P<number>[\u4e00-\u9fff]{2,12}?[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\d+\s*号)"
)
_ONE = re.compile(TITLE)
_BASIS_HEADINGS = ("总则", "指导思想", "总体要求", "总体思路", "目的", "依据")
_ATTACHMENT = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]\s*(?P<rest>.*)$")
_NUMBERED = re.compile(
    r"^(?:附\s*件\s*)?(?:[\d一二三四五六七八九十]{1,2}\s*[.．、:：]|[（(][\d一二三四五六七八九十]{1,2}[）)])\s*(?P<name>.+)$"
)
_INLINE_NUMBER = re.compile(r"[;；\s](?=\d{1,2}[.．、](?!\d))")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)$", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\s+[\u4e00-\u9fff]{2,12}[〔\[（(【]\d{4}[〕\]）)】]第?\d+号$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the text names: title without 《》, 文号 where it is given, and the words that name it."""

    title: str
    document_number: str | None
    span: Span


def references_in(text: str, start: int, end: int) -> Iterator[Reference]:
    """Every 《title》（文号） in ``text[start:end]``, in order."""
    for match in _ONE.finditer(text, start, end):
        yield reference_of(match[0], Span(match.start(), match.end()))


def reference_of(printed: str, span: Span) -> Reference:
    """《title》（文号） apart; *printed* may lie over several lines."""
    title, _, rest = joined(printed).rpartition("》")
    number = re.sub(r"\s", "", rest).strip("（）()")
    return Reference(title.removeprefix("《").strip(), number or None, span)


def basis_references(text: str, tree: ClauseTree) -> tuple[Reference, ...]:
    """《…》（文号） after 根据, 依据, 按照 in the opening of notice and plan, each once."""
    found: dict[str, Reference] = {}
    for span in _openings(tree):
        for cue in _CUE.finditer(text, span.start, span.end):
            if _REPEALED.match(text, cue.end("titles")):
                continue
            for each in references_in(text, *cue.span("titles")):
                found.setdefault(fold(each.span.of(text)), each)
        for cue in _BARE_CUE.finditer(text, span.start, span.end):
            number = re.sub(r"\s", "", cue["number"])
            found.setdefault(number, Reference("", number, Span(*cue.span("number"))))
    return tuple(found.values())


def attachment_references(text: str, tree: ClauseTree) -> tuple[Reference, ...]:
    """What the lines after 附件： name: titles without number, file suffix and 文号; spans are whole lines."""
    found: dict[str, Reference] = {}
    for part in parts(tree, "attachment"):
        for name, span in _names(text, part):
            found.setdefault(fold(name), Reference(name, None, span))
    return tuple(found.values())


def read_basis(text: str, tree: ClauseTree) -> Fact:
    """The documents it rests on; value: each of them as printed, once."""
    found = basis_references(text, tree)
    if not found:
        return UNSTATED
    first = min((each.span for each in found), key=lambda span: span.start)
    return fact_at(text, first, tuple(joined(each.span.of(text)) for each in found))


def read_attachments(text: str, tree: ClauseTree) -> Fact:
    """The attachments; value: their titles."""
    found = attachment_references(text, tree)
    if not found:
        return UNSTATED
    names: Sequence[str] = [each.title for each in found]
    return fact_at(text, Span(found[0].span.start, found[-1].span.end), tuple(names))


def _openings(tree: ClauseTree) -> Iterator[Span]:
    """Notice body, preamble, and the first chapter where it says what the plan rests on."""
    for part in parts(tree, "preamble", "notice_body", "body"):
        yield Span(part.start, part.end)
    numbered = [clause for clause in tree.clauses if not clause.is_frame]
    for clause in numbered[:3]:
        if clause.label.startswith("第一条") or clause.heading.endswith(_BASIS_HEADINGS):
            yield Span(clause.start, clause.end)


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
