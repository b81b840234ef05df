"""Candidate labels: every run of a text that may number a provision, with its kind, ordinal and position."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from ingest.lines import find_enclosed
from ingest.numerals import CIRCLED, HAN, read_number


class Kind(IntEnum):
    """Kinds of labels, in the order in which they usually nest."""

    ANNEX = 0  # 附件1
    VOLUME = 1  # 第一编
    PART = 2  # 第一部分
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    ARTICLE = 5  # 第一条
    SPEECH = 6  # 某某指出，
    HAN = 7  # 一、
    HAN_PAREN = 8  # （一）
    PHASE = 9  # 第一阶段
    BOX = 10  # 专栏1
    DECIMAL = 11  # 1.1
    NUMBER = 12  # 1.
    NUMBER_PAREN = 13  # （1）
    NUMBER_CLOSE = 14  # 1）
    CIRCLED = 15  # ①
    LETTER = 16  # A.
    ORDER = 17  # 首先, 第一，
    SHI = 18  # 一是


class Hold(IntEnum):
    """How firmly a candidate stands where it stands."""

    LOOSE = 0  # glued to the words before it
    STOP = 1  # after a stop: 。；：
    LINE = 2  # first in its line


LAST = 0  # the ordinal of 最后: whatever comes next


@dataclass(frozen=True, slots=True)
class Mark:
    """One candidate label. ``lead`` is where the markup before it (#, **, -) begins, else ``start``.

    ``style`` tells apart kinds printed alike (1. and 1、); ``prefix`` holds the outer numbers of 1.2.3.
    """

    start: int
    end: int
    kind: Kind
    ordinal: int
    style: str = ""
    hold: Hold = Hold.LINE
    lead: int = 0
    prefix: tuple[int, ...] = ()


SPACE = " \t\u3000\xa0\u2002\u2003\u2009\u200b\ufeff"
MARKUP = "#*>•·●■◆▲○□-–+|_"
STOPS = "。；：！？;:!?…）)”』」》】，,、.．>|"
_SOFT = "，,、"  # after these only 一是 and the like begin anew

_WORD_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": LAST}
_WORDS = re.compile(
    "(首先|其次|再次|再者|最后)(?=[，,：:要])|其([一二三四五六七八九])(?=[，,：:是])"
    f"|第([{HAN}]{{1,2}})(?=[，,：:])|第([{HAN}]{{1,2}})(?=是|要)"
)
_ORDINALS = re.compile(
    f"第[ \u3000]?([{HAN}]{{1,6}}|[0-9]{{1,3}})[ \u3000]?(编|篇|部分|章|节|条|阶段|步|板块)"
)
_HAN = re.compile(f"([{HAN}]{{1,4}})(?:[ \u3000]{{0,2}}([、.．])|([）)])|(?=是|要))")
_HAN_PAREN = re.compile(f"[（(〔﹙][ \u3000]?([{HAN}]{{1,4}})[ \u3000]?[）)〕﹚]|[㈠-㈩]")
_NUMBER_PAREN = re.compile("[（(][ \u3000]?([0-9０-９]{1,2})[ \u3000]?[）)]|[⑴-⒇]")
_NUMBER = re.compile("[0-9０-９]{1,3}(?:([.．、)）])|[ \u3000](?=[.．、]))(?![0-9０-９])|[⒈-⒛]")
_DECIMAL = re.compile(
    r"^[ \t\u3000#*]*(\d{1,2}(?:[.．]\d{1,2}){1,4})(?![\d.．%％])[.．、]?(?=[ \t\u3000]|[^\W\d_])", re.M
)
_BARE = re.compile(r"^[ \t\u3000#*]*(\d{1,2})(?=[ \t\u3000]{1,4}[\u4e00-\u9fff])", re.M)
_CIRCLE = re.compile(f"[{CIRCLED}]")
_LETTER = re.compile(r"^[ \t\u3000]*(?:([A-Z])[.、．)）]|[（(]([A-Za-z])[）)]|([Ⅰ-Ⅻ])[.、．])", re.M)
_BOX = re.compile(f"^[ \t\u3000#*]*(专栏[ \u3000]?([{HAN}]{{1,3}}|[0-9]{{1,2}}))(?![0-9])", re.M)
_SPEAKER = re.compile(
    r"^[ \t\u3000]*((?![^，,。：:\n]{0,12}[《“])[^\s，,。：:；;（()）“”《》、]{1,16}?(?:(?:还|又|并|最后|同时|特别|着重|进一步|再次|在讲话中|在总结中|代表\S{2,8})){0,2}"
    r"(?:强调指出|指出|强调|要求|表示|提出|认为|明确))(?=[，,：:])",
    re.M,
)
_NAMED_KIND = {
    "编": Kind.VOLUME, "篇": Kind.VOLUME, "部分": Kind.PART, "板块": Kind.PART, "章": Kind.CHAPTER,
    "节": Kind.SECTION, "条": Kind.ARTICLE, "阶段": Kind.PHASE, "步": Kind.PHASE,
}  # fmt: skip
_REFERRING = re.compile(
    r"(?:见|按|按照|依照|依据|根据|本|该|前|上述|第|条|款|项|至|和|与|及|或|照|反|合|符合|之|即|在)[ ]?$"
)
_REFERRED = re.compile("[ ]?(?:项|款|条|点|目|类|至|和|与|及|、[（(]|[—–-]|或|规定|所列|所述|中的|的)")
_AFTER_ARTICLE = re.compile(
    "第|规定|所|的|、|和|与|及|至|到|款|项|中|以|之|或|，|,|。|；|）|\\)|[—-]|经验|路径|措施|路|线"
)
_NOT_SHI = "统唯之第同单专万划逐进惟归均另每某如这那任有"


def find_marks(text: str) -> list[Mark]:
    """All candidates of *text* by position; of two that overlap the longer counts. Linear in the text."""
    enclosed = find_enclosed(text)
    finders: tuple[Callable[[str], Iterator[Mark]], ...] = (
        _named, _han, _parens, _numbers, _decimals, _circled, _letters, _words, _boxes, _speakers,
    )  # fmt: skip
    found = [mark for finder in finders for mark in finder(text) if not enclosed.holds(mark.start)]
    found.sort(key=lambda m: (m.start, -m.end))
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return _without_bare_numbers(marks)


def _without_bare_numbers(marks: list[Mark]) -> list[Mark]:
    """A figure and a blank number a chapter (1 总则) only where 1.1 is in use."""
    if any(m.kind is Kind.DECIMAL and len(m.prefix) == 1 for m in marks):
        return marks
    return [m for m in marks if m.kind is not Kind.DECIMAL or m.prefix]


def _mark(
    text: str, span: tuple[int, int], kind: Kind, ordinal: int | None, style: str = ""
) -> Iterator[Mark]:
    """The candidate at *span*, unless its number is none or the words around it make it a reference."""
    start, end = span
    if ordinal is None:
        return
    lead, hold = _stand(text, start)
    if hold is not Hold.LINE and _refers(text, start, end):
        return
    yield Mark(start, end, kind, ordinal, style, hold, lead)


def _refers(text: str, start: int, end: int) -> bool:
    """按照第三条第二款, 见(二), （一）至（三）项."""
    return bool(_REFERRED.match(text, end) or _REFERRING.search(text[max(0, start - 3) : start]))


def _stand(text: str, start: int) -> tuple[int, Hold]:
    """Where the markup before *start* begins, and how firmly a label would stand there."""
    at = start
    while at and text[at - 1] in SPACE:
        at -= 1
    before = text[at - 1] if at else "\n"
    if before in "\r\n":
        return start, Hold.LINE
    if before in MARKUP:
        lead = at
        while lead and text[lead - 1] in MARKUP + SPACE:
            lead -= 1
        if lead == 0 or text[lead - 1] in "\r\n":
            return start - len(text[lead:start].lstrip()), Hold.LINE
    return start, Hold.STOP if before in STOPS else Hold.LOOSE


def _named(text: str) -> Iterator[Mark]:
    for found in _ORDINALS.finditer(text):
        kind = _NAMED_KIND[found[2]]
        marks = list(_mark(text, found.span(), kind, read_number(found[1]), found[2]))
        if marks and _opens(text, marks[0]):
            yield marks[0]


def _opens(text: str, mark: Mark) -> bool:
    """Whether what follows 第X章 or 第X条 may be its content."""
    if mark.end < len(text) and text[mark.end] in SPACE + "\r\n【〔（(":
        return True
    return mark.hold is not Hold.LOOSE and not _AFTER_ARTICLE.match(text, mark.end)


def _han(text: str) -> Iterator[Mark]:
    for found in _HAN.finditer(text):
        ordinal, end = read_number(found[1]), found.end()
        if found[2]:
            if text[found.start() - 1 : found.start()] != "第" and not _goes_on(text, end):
                yield from _mark(text, found.span(), Kind.HAN, ordinal, "、")
        elif found[3]:
            yield from _mark(text, found.span(), Kind.HAN_PAREN, ordinal, "）")
        else:
            yield from _shi(text, found.start(), end, ordinal)


def _goes_on(text: str, end: int) -> bool:
    """一、二年级 and 一、二、三等奖 count, they don't number."""
    return text[end : end + 1] in HAN and text[end : end + 1] != ""


def _shi(text: str, start: int, end: int, ordinal: int | None) -> Iterator[Mark]:
    if (start and text[start - 1] in _NOT_SHI) or ordinal is None or ordinal > 20:
        return
    lead, hold = _stand(text, start)
    if hold is not Hold.LOOSE:
        yield Mark(start, end + 1, Kind.SHI, ordinal, text[end], hold, lead)


def _parens(text: str) -> Iterator[Mark]:
    for found in _HAN_PAREN.finditer(text):
        yield from _mark(text, found.span(), Kind.HAN_PAREN, read_number(found[1] or found[0]), "（")
    for found in _NUMBER_PAREN.finditer(text):
        yield from _mark(text, found.span(), Kind.NUMBER_PAREN, read_number(found[1] or found[0]))


def _numbers(text: str) -> Iterator[Mark]:
    for found in _NUMBER.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if before and (
            before.isdigit() or before in ".．-—–~～/第" or (before.isascii() and before.isalpha())
        ):
            continue
        sign = found[1] or "."
        kind = Kind.NUMBER_CLOSE if sign in "）)" else Kind.NUMBER
        digits = re.match("[0-9０-９]+", found[0])
        ordinal = read_number(digits[0] if digits else found[0])
        end = found.end() + (found[1] is None and not found[0][-1].isnumeric() and 1)
        yield from _mark(text, (found.start(), end), kind, ordinal, "、" if sign == "、" else ".")


def _decimals(text: str) -> Iterator[Mark]:
    for found in _DECIMAL.finditer(text):
        numbers = tuple(int(n) for n in re.split("[.．]", found[1]))
        lead, hold = _stand(text, found.start(1))
        yield Mark(
            found.start(1),
            found.end(1),
            Kind.DECIMAL,
            numbers[-1],
            str(len(numbers)),
            hold,
            lead,
            numbers[:-1],
        )
    for found in _BARE.finditer(text):
        yield from _mark(text, found.span(1), Kind.DECIMAL, int(found[1]), "1")


def _circled(text: str) -> Iterator[Mark]:
    for found in _CIRCLE.finditer(text):
        yield from _mark(text, found.span(), Kind.CIRCLED, read_number(found[0]))


def _letters(text: str) -> Iterator[Mark]:
    for found in _LETTER.finditer(text):
        if found[3]:
            yield from _mark(text, (found.start(3), found.end()), Kind.HAN, ord(found[3]) - ord("Ⅰ") + 1, "Ⅰ")
        else:
            letter = found[1] or found[2]
            start = found.start(1) if found[1] else found.start(2) - 1
            yield from _mark(
                text, (start, found.end()), Kind.LETTER, ord(letter.upper()) - 64, "a" if found[2] else "A"
            )


def _words(text: str) -> Iterator[Mark]:
    for found in _WORDS.finditer(text):
        printed = found[2] or found[3] or found[4]
        ordinal = _WORD_ORDER.get(found[0]) if found[1] else read_number(printed)
        style = "首" if found[1] else found[0][0]
        for mark in _mark(text, found.span(), Kind.ORDER, ordinal, style):
            if mark.hold is not Hold.LOOSE:
                yield mark


def _boxes(text: str) -> Iterator[Mark]:
    for found in _BOX.finditer(text):
        yield from _mark(text, found.span(1), Kind.BOX, read_number(found[2]))


def _speakers(text: str) -> Iterator[Mark]:
    for found in _SPEAKER.finditer(text):
        yield from _mark(text, found.span(1), Kind.SPEECH, 1, found[1])
