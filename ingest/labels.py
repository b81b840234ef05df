"""Candidate labels: every run of a text that may number a provision. Which of them do is decided by counting."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.line_labels import find_line_marks
from ingest.lines import find_enclosed
from ingest.marks import BREAKS, LAST, SPACE, STOPS, Hold, Kind, Mark, stand
from ingest.model import Span
from ingest.numerals import CIRCLED, HAN, read_number

_ORDERS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": LAST}
_ORDER = re.compile(
    "(首先|其次|再次|再者|最后)(?=[，,：:要])|其([一二三四五六七八九])(?=[，,：:是])"
    f"|第([{HAN}]{{1,2}})(?=[，,：:是要]|、(?![第{HAN}]))"
)
_NAMED = re.compile(
    f"第[ \u3000]?([{HAN}]{{1,6}}|[0-9]{{1,3}})[ \u3000]?(编|篇|部分|板块|章|节|条|阶段|步|学期|季度|周)"
)
_NAMES = {
    "编": Kind.VOLUME, "篇": Kind.VOLUME, "部分": Kind.PART, "板块": Kind.PART, "章": Kind.CHAPTER,
    "节": Kind.SECTION, "条": Kind.ARTICLE, "阶段": Kind.PHASE, "步": Kind.PHASE,
    "学期": Kind.PHASE, "季度": Kind.PHASE, "周": Kind.PHASE,
}  # fmt: skip
_HAN = re.compile(f"([{HAN}]{{1,4}})(?:[ \u3000]{{0,2}}([、.．])|([）)])|([是要]))")
_HAN_PAREN = re.compile(f"[（(〔﹙][ \u3000]?([{HAN}]{{1,4}})[ \u3000]?[）)〕﹚]|[㈠-㈩]")
_NUMBER_PAREN = re.compile("[（(][ \u3000]?([0-9０-９]{1,2})[ \u3000]?[）)]|[⑴-⒇]")
# A year may follow at once: 3.2023年9月底前.
_NUMBER = re.compile(
    "([0-9０-９]{1,3})[ \u3000]?([.．、)）])(?!(?!(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月))[0-9０-９])|[⒈-⒛]"
)
_CIRCLED = re.compile(f"[{CIRCLED}]")

_PERIODS = ("学期", "季度", "周")  # 第一周 stands in running text as well
_REFERRING = re.compile(
    "(?:见|按|按照|对照|依照|依据|根据|符合|本|该|前|上述|第|条|款|项|[至和与及或][ ]?|之)$"
)
_REFERRED = re.compile(
    "[ ]?(?:项(?!目)|款|条(?!件|例|块|线)|目(?!标|的|录|前)|[至和与及或、][（(第]|[—–-][（(第0-9]|规定的|规定中|所列|所述|中的|的)"
)
_REFERRED_NAME = re.compile(
    "第|规定|所(?!有)|的|[、和与及至到][第（(]?|款|项|中(?!小学|学|央|共|心|国)|以(?:及|上|下|内|外)|之|或|[，,。；）)]|[—-]|经验|路|措施|线|课|文章"
)
_REFERRED_FIRST = re.compile(  # behind a label that begins a paragraph only these tell a reference
    f"第[{HAN}0-9]{{1,6}}[条款项章]|规定[的中之]|所[列述称指规]|的|[、和与及至到][第（(]|款|项(?!目)|之|[，,。；）)]|[—-]"
)
_REFERRED_PART = re.compile("[是为]")  # 第二部分是 …
_OF_LAW = re.compile("(?:》|(?:本|该|此|上述|前述)(?:办法|规定|条例|细则|方案|法|章程|规则|意见|通知))$")
WRAPPED = 30  # characters from which a line without a stop may have been wrapped
_COUNTED = (
    "统唯之第单专万划逐进惟归均另每某如这那任有初高周期大小表图"  # before 一是 and the like: 统一是, 初一、
)


def find_marks(text: str, lines: Sequence[Span]) -> list[Mark]:
    """All candidates of *text* by position; of two that overlap the longer counts. Linear in the text."""
    enclosed = find_enclosed(text)
    finders: tuple[Callable[[str], Iterator[Mark]], ...] = (
        _named,
        _han,
        _parens,
        _numbers,
        _circled,
        _orders,
    )
    found = [mark for finder in finders for mark in finder(text)] + find_line_marks(text, lines)
    found = [mark for mark in found if not enclosed.holds(mark.start)]
    found.sort(key=lambda m: (m.start, m.kind is Kind.HEADLINE, -m.end))
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(_with_hashes(text, mark) if mark.lead < mark.start else mark)
    return marks


def _with_hashes(text: str, mark: Mark) -> Mark:
    return replace(mark, hashes=text.count("#", mark.lead, mark.start))


def _mark(
    text: str, span: tuple[int, int], kind: Kind, ordinal: int | None, style: str = ""
) -> Iterator[Mark]:
    """The candidate at *span*, unless its number is none or the words around it make it a reference."""
    start, end = span
    if ordinal is None:
        return
    lead, hold = stand(text, start)
    refers = _goes_on(text, start, end) if hold is Hold.LINE else _refers(text, start, end)
    if not refers:
        yield Mark(start, end, kind, ordinal, style, hold, lead)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a reference was wrapped to the next line: 详见本方案\\n（二）所列."""
    if not _REFERRED.match(text, end):
        return False
    before = text[max(0, start - 20) : start].rstrip()
    return bool(before) and before[-1] not in STOPS


def _refers(text: str, start: int, end: int) -> bool:
    """按照第三条第二款, 见(二), （一）至（三）项."""
    return bool(_REFERRED.match(text, end) or _REFERRING.search(text[max(0, start - 3) : start]))


def _named(text: str) -> Iterator[Mark]:
    for found in _NAMED.finditer(text):
        marks = _mark(text, found.span(), _NAMES[found[2]], read_number(found[1]), found[2])
        yield from (mark for mark in marks if _opens(text, mark))


def _opens(text: str, mark: Mark) -> bool:
    """Whether what follows 第X章 or 第X条 may be its content, and what stands before it no title of a law."""
    after = text[mark.end : mark.end + 1]
    if mark.style in _PERIODS and (mark.hold is not Hold.LINE or after not in f"\n\r：:（({SPACE}"):
        return False
    if not after or after in SPACE or after in BREAKS or after in "【〔（(：:":
        return True
    first = mark.kind is Kind.ARTICLE and mark.hold is Hold.LINE and _begins_paragraph(text, mark.lead)
    if (_REFERRED_FIRST if first else _REFERRED_NAME).match(text, mark.end):
        return False
    if mark.kind in (Kind.PART, Kind.PHASE) and _REFERRED_PART.match(text, mark.end):
        return False
    return mark.hold is Hold.LINE or not _OF_LAW.search(text[max(0, mark.start - 5) : mark.start])


def _begins_paragraph(text: str, at: int) -> bool:
    """Whether the line before *at* was not merely wrapped: it ends with a stop, or is short."""
    before = text[max(0, at - WRAPPED) : at].rstrip()
    return not before or (before[-1] in STOPS and before[-1] not in "，,、") or "\n" in before


def _han(text: str) -> Iterator[Mark]:
    for found in _HAN.finditer(text):
        start, end = found.span()
        ordinal = read_number(found[1])
        if found[3]:
            yield from _mark(text, (start, end), Kind.HAN_PAREN, ordinal, "）")
        elif _counts(text, start):
            continue
        elif found[4]:
            yield from _shi(text, start, end, ordinal)
        elif text[end : end + 1] not in HAN or end == len(text):  # 一、二年级 counts, it doesn't number
            marks = _mark(text, (start, end), Kind.HAN, ordinal, "、")
            yield from (replace(m, led=True) if _is_led(text, m.lead) else m for m in marks)


def _counts(text: str, start: int) -> bool:
    """Whether the figure at *start* ends a word: 统一是, 整齐划一、 — but not behind …计划."""
    return start > 0 and text[start - 1] in _COUNTED and text[start - 2 : start] not in ("计划", "规划")


def _is_led(text: str, at: int) -> bool:
    """Whether the words before *at* end with a colon: they lead in what follows."""
    while at and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] in ("：", ":")


def _shi(text: str, start: int, end: int, ordinal: int | None) -> Iterator[Mark]:
    lead, hold = stand(text, start)
    if text[end : end + 1] == text[start]:  # 一是一、二是二
        return
    if ordinal is not None and (hold is not Hold.LOOSE or ordinal == 1):
        yield Mark(start, end, Kind.SHI, ordinal, text[end - 1], hold, lead)


def _parens(text: str) -> Iterator[Mark]:
    for found in _HAN_PAREN.finditer(text):
        yield from _mark(text, found.span(), Kind.HAN_PAREN, read_number(found[1] or found[0]), "（")
    for found in _NUMBER_PAREN.finditer(text):
        if text[found.end() : found.end() + 1] == "班":
            continue
        yield from _mark(text, found.span(), Kind.NUMBER_PAREN, read_number(found[1] or found[0]))


def _numbers(text: str) -> Iterator[Mark]:
    for found in _NUMBER.finditer(text):
        sign = found[2] or "."
        if _continues_number(text, found.start()):
            continue
        kind = Kind.NUMBER_CLOSE if sign in "）)" else Kind.NUMBER
        style = "、" if sign == "、" else "."
        yield from _mark(text, found.span(), kind, read_number(found[1] or found[0]), style)


def _continues_number(text: str, start: int) -> bool:
    """Whether the figure at *start* goes on one before it: 2024.3.1, 17:30, A4, 表1."""
    before = text[start - 1 : start] if start else ""
    if not before:
        return False
    if before in ":：" and start > 1:
        return text[start - 2].isdigit()
    return before.isdigit() or before in ".．-—–~～/第表图" or (before.isascii() and before.isalpha())


def _circled(text: str) -> Iterator[Mark]:
    for found in _CIRCLED.finditer(text):
        yield from _mark(text, found.span(), Kind.CIRCLED, read_number(found[0]))


def _orders(text: str) -> Iterator[Mark]:
    for found in _ORDER.finditer(text):
        ordinal = _ORDERS[found[1]] if found[1] else read_number(found[2] or found[3])
        marks = _mark(text, found.span(), Kind.ORDER, ordinal, "首" if found[1] else found[0][0])
        yield from (mark for mark in marks if mark.hold is not Hold.LOOSE)
