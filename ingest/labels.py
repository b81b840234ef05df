"""Candidate labels: every run of a text that may number a provision. Which of them do is decided by counting."""

import re
from collections.abc import Callable, Sequence
from itertools import chain

from ingest.glued_decimals import find_glued_decimals
from ingest.line_labels import find_line_marks
from ingest.lines import find_enclosed
from ingest.marks import BREAKS, LAST, LINE, SPACE, STOPS, Hold, Kind, Mark, stand
from ingest.model import Span
from ingest.numerals import CIRCLED, HAN, read_number

# Every pattern begins with a set of characters or a fixed one: that is how `re` skips what can't match.
_ORDERS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": LAST}
_ORDER = re.compile(
    "|".join(f"{word}(?=[，,：:要])" for word in _ORDERS)
    + f"|其[一二三四五六七八九](?=[，,：:是])|第[{HAN}]{{1,2}}(?=[，,：:是要]|、(?![第{HAN}]))"
)
_NAMED = re.compile(
    f"第[ \u3000]?([{HAN}千]{{1,7}}|[0-9]{{1,5}})[ \u3000]?(编|篇|部分|板块|章|节|条|阶段|步|学期|季度|周)"
    f"(?:(?<=[章节条])之([{HAN}]{{1,2}})(?!者))?"
)
_NAMES = {
    "编": Kind.VOLUME, "篇": Kind.VOLUME, "部分": Kind.PART, "板块": Kind.PART, "章": Kind.CHAPTER,
    "节": Kind.SECTION, "条": Kind.ARTICLE, "阶段": Kind.PHASE, "步": Kind.PHASE,
    "学期": Kind.PHASE, "季度": Kind.PHASE, "周": Kind.PHASE,
}  # fmt: skip
_HAN = re.compile(f"([{HAN}][{HAN}]{{0,3}})(?:[ \u3000]{{0,2}}([、.．])|([）)])|([是要]))")
_HAN_PAREN = re.compile(f"[（(〔﹙][ \u3000]?([{HAN}]{{1,4}})[ \u3000]?[）)〕﹚]")
_NUMBER_PAREN = re.compile("[（(][ \u3000]?([0-9０-９]{1,2})[ \u3000]?[）)](?!班)")
# A year may follow at once: 3.2023年9月底前.
_NUMBER = re.compile(
    "([0-9０-９][0-9０-９]{0,4})[ \u3000]?([.．、)）])(?!(?!(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月))[0-9０-９])"
)
_SINGLE = re.compile(f"[{CIRCLED}㈠-㈩⑴-⒇⒈-⒛]")

_PERIODS = ("学期", "季度", "周")  # 第一周 stands in running text as well
_STEPS = ("步", "阶段")
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
_HEADLINE = Kind.HEADLINE
_COUNTED = (
    "统唯之第单专万划逐进惟归均另每某如这那任有初高周期大小表图"  # before 一是 and the like: 统一是, 初一、
)


def find_marks(text: str, lines: Sequence[Span]) -> list[Mark]:
    """All candidates of *text* by position; of two that overlap the longer counts. Linear in the text."""
    holds = find_enclosed(text).holds
    matches = ((read, match) for pattern, read in _READERS for match in pattern.finditer(text))
    found = [
        mark
        for read, match in matches
        if not holds(match.start()) and (mark := read(text, match)) is not None
    ]
    others = chain(find_line_marks(text, lines), find_glued_decimals(text))
    found += [mark for mark in others if not holds(mark.start)]
    found.sort(key=lambda m: (m.start, m.kind is _HEADLINE, -m.end))
    marks: list[Mark] = []
    end = 0
    for mark in found:
        if mark.start >= end:
            marks.append(_with_hashes(text, mark) if mark.lead < mark.start else mark)
            end = mark.end
    return marks


def _with_hashes(text: str, mark: Mark) -> Mark:
    return mark._replace(hashes=text.count("#", mark.lead, mark.start))


def _mark(text: str, span: tuple[int, int], kind: Kind, ordinal: int | None, style: str = "") -> Mark | None:
    """The candidate at *span*, unless its number is none or the words around it make it a reference."""
    start, end = span
    if ordinal is None:
        return None
    lead, hold = stand(text, start)
    refers = _goes_on(text, start, end) if hold is LINE else _refers(text, start, end)
    return None if refers else Mark(start, end, kind, ordinal, style, hold, lead)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a reference was wrapped to the next line: 详见本方案\\n（二）所列."""
    if not _REFERRED.match(text, end):
        return False
    before = text[max(0, start - 20) : start].rstrip()
    return bool(before) and before[-1] not in STOPS


def _refers(text: str, start: int, end: int) -> bool:
    """按照第三条第二款, 见(二), （一）至（三）项."""
    return bool(_REFERRED.match(text, end) or _REFERRING.search(text[max(0, start - 3) : start]))


def _named(text: str, found: re.Match[str]) -> Mark | None:
    mark = _mark(text, found.span(), _NAMES[found[2]], read_number(found[1]), found[2])
    if mark is None or not _opens(text, mark):
        return None
    return mark._replace(inserted=read_number(found[3]) or 0) if found[3] else mark


def _opens(text: str, mark: Mark) -> bool:
    """Whether what follows 第X章 or 第X条 may be its content, and what stands before it no title of a law."""
    after = text[mark.end : mark.end + 1]
    if mark.style in _PERIODS and (mark.hold is not LINE or after not in f"\n\r：:（({SPACE}"):
        return False
    if not after or after in SPACE or after in BREAKS or after in "【〔（(：:":
        return True
    first = mark.kind is Kind.ARTICLE and mark.hold is LINE and _begins_paragraph(text, mark.lead)
    if mark.style in _STEPS and mark.hold is not Hold.LOOSE and after in "，,":  # 第一步，摸底；第二步，整改
        return True
    if (_REFERRED_FIRST if first else _REFERRED_NAME).match(text, mark.end):
        return False
    if mark.kind in (Kind.PART, Kind.PHASE) and _REFERRED_PART.match(text, mark.end):
        return False
    return mark.hold is LINE or not _OF_LAW.search(text[max(0, mark.start - 5) : mark.start])


def _begins_paragraph(text: str, at: int) -> bool:
    """Whether the line before *at* was not merely wrapped: it ends with a stop, or is short."""
    before = text[max(0, at - WRAPPED) : at].rstrip()
    return not before or (before[-1] in STOPS and before[-1] not in "，,、") or "\n" in before


def _han(text: str, found: re.Match[str]) -> Mark | None:
    start, end = found.span()
    if found[3]:
        return _mark(text, (start, end), Kind.HAN_PAREN, read_number(found[1]), "）")
    if _counts(text, start):
        return None
    if found[4]:
        return _shi(text, start, end, read_number(found[1]))
    if text[end : end + 1] in HAN and end < len(text):  # 一、二年级 counts, it doesn't number
        return None
    mark = _mark(text, (start, end), Kind.HAN, read_number(found[1]), "、")
    return mark._replace(led=True) if mark and _is_led(text, mark.lead) else mark


def _counts(text: str, start: int) -> bool:
    """Whether the figure at *start* ends a word: 统一是, 整齐划一、 — but not behind …计划."""
    return start > 0 and text[start - 1] in _COUNTED and text[start - 2 : start] not in ("计划", "规划")


def _is_led(text: str, at: int) -> bool:
    """Whether the words before *at* end with a colon: they lead in what follows."""
    while at and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] in ("：", ":")


def _shi(text: str, start: int, end: int, ordinal: int | None) -> Mark | None:
    if ordinal is None or text[end : end + 1] == text[start]:  # 一是一、二是二
        return None
    lead, hold = stand(text, start)
    if hold is Hold.LOOSE and ordinal != 1:
        return None
    return Mark(start, end, Kind.SHI, ordinal, text[end - 1], hold, lead)


def _han_paren(text: str, found: re.Match[str]) -> Mark | None:
    return _mark(text, found.span(), Kind.HAN_PAREN, read_number(found[1]), "（")


def _number_paren(text: str, found: re.Match[str]) -> Mark | None:
    return _mark(text, found.span(), Kind.NUMBER_PAREN, read_number(found[1]))


def _number(text: str, found: re.Match[str]) -> Mark | None:
    if _continues_number(text, found.start()):
        return None
    kind = Kind.NUMBER_CLOSE if found[2] in "）)" else Kind.NUMBER
    return _mark(text, found.span(), kind, read_number(found[1]), "、" if found[2] == "、" else ".")


def _continues_number(text: str, start: int) -> bool:
    """Whether the figure at *start* goes on one before it: 2024.3.1, 17:30, A4, 表1."""
    before = text[start - 1 : start] if start else ""
    if not before:
        return False
    if before in ":：" and start > 1:
        return text[start - 2].isdigit()
    return before.isdigit() or before in ".．-—–~～/第表图" or (before.isascii() and before.isalpha())


def _sign(text: str, found: re.Match[str]) -> Mark | None:
    """Numbers that are one character: ①, ㈠, ⑴, ⒈."""
    sign = found[0]
    if "㈠" <= sign <= "㈩":
        return _mark(text, found.span(), Kind.HAN_PAREN, read_number(sign), "（")
    if "⑴" <= sign <= "⒇":
        return _mark(text, found.span(), Kind.NUMBER_PAREN, read_number(sign))
    if not "⒈" <= sign <= "⒛":
        return _mark(text, found.span(), Kind.CIRCLED, read_number(sign))
    if _continues_number(text, found.start()):
        return None
    return _mark(text, found.span(), Kind.NUMBER, read_number(sign), ".")


def _order(text: str, found: re.Match[str]) -> Mark | None:
    words = found[0]
    ordinal = _ORDERS[words] if words in _ORDERS else read_number(words[1:])
    mark = _mark(text, found.span(), Kind.ORDER, ordinal, "首" if words in _ORDERS else words[0])
    return mark if mark and mark.hold is not Hold.LOOSE else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Mark | None]], ...] = (
    (_NAMED, _named),
    (_HAN, _han),
    (_HAN_PAREN, _han_paren),
    (_NUMBER_PAREN, _number_paren),
    (_NUMBER, _number),
    (_SINGLE, _sign),
    (_ORDER, _order),
)
