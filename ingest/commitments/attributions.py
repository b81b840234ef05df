"""Who and when, noted after a task: （牵头单位：…；配合单位：…；完成时限：…）, in brackets or as sentences of their own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline
from ingest.commitments.deadlines import inherited, read_deadline
from ingest.commitments.names import SUFFIX, split_names
from ingest.model import Span

ROLES = "牵头|主要责任|主体责任|责任|配合|协助|协同|协作|主办|协办|参与|参加|实施|承办|承担|主管|督办|分管|包联|指导"
_WHO = r"(?:单位|部门|科室|股室|处室|领导|人)"
_DATE_LABEL = r"(?:完成|办结|落实|整改|实施)?(?:时限|时间|期限|时间节点)"
_TAG = rf"(?:(?P<role>{ROLES}){_WHO}|{_DATE_LABEL})[ 　]*[:：][ 　]*"
_VALUE = r"(?P<value>(?:[(（][^()（）\n]{1,12}[)）]|[^:：;；。\n()（）【】〔〕|])+?)"
_END = rf"(?=[;；。)）】〕|\n]|\.(?!\d)|$|[ 　,，]*(?:(?:{ROLES}){_WHO}|{_DATE_LABEL})[ 　]*[:：])"
_FIELD = re.compile(_TAG + _VALUE + _END)
_DOES = {
    "牵头": "牵头",
    "负责": "责任",
    "配合": "配合",
    "协助": "配合",
    "参与": "参与",
    "参加": "参与",
    "组织实施": "实施",
}
_MAY_NOTE = re.compile(r"[:：(（【〔\[]")
_DONE_BY = re.compile("|".join(_DOES))
_BRACKET = re.compile(
    rf"[(（【〔\[](?P<inside>(?:[^()（）【】〔〕\[\]\n。:：“”]|[(（][^()（）]{{1,8}}[)）]){{3,120}}?(?:{'|'.join(_DOES)}))[)）】〕\]]"
)
_ONLY_NAMES = re.compile(  # （党建办）, （德育科、资助中心） at the end of a paragraph
    r"[(（【〔\[](?P<names>(?:[^()（）【】〔〕\[\]\n。:：“”《》\d]|[(（][^()（）]{1,8}[)）]){2,80})[)）】〕\]][。;；]?\s*$"
)
_SEGMENT = re.compile(
    rf"(?P<names>.+?)(?:等)?(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体)?(?P<role>{'|'.join(_DOES)})(?:[,，;；]|$)"
)
_NAMED = re.compile(
    rf"(?:{SUFFIX}|[部厅署]|人民银行|税务总局|省委|市委|县委|区委|市|县|区|等)(?:[(（][^()（）]{{1,8}}[)）])?$"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff](?:科|股|处|室|办|局|委|部|厅|署|纪委|工会|党委|政府|中心|街道|乡镇|研究院|教研室|教科院|联社|公司|(?<!场)所|队|专班)(?:[(（][^()（）]{1,8}[)）])?$"
)
_CLOSERS = ")）】〕]"
_BETWEEN = re.compile(r"[;；。.,，、()（）\[\]【】\s]*")
LABEL = re.compile(
    rf"^(?:(?:{ROLES}){_WHO}|{_DATE_LABEL}|(?:工作|主要)?(?:任务|内容)(?:内容)?|[\u4e00-\u9fff、和]{{2,6}}(?:目标|措施|内容|性质|范围|对象|规模|依据|方式|来源|安排|标准|举措|进度|成果|问题))$"
)
_STANDING = re.compile(r"^(?:长期|持续|常年|全年|每年|立行立改|立即|即知即改)")
_LONGEST_STANDING = 8  # characters of a limit that never ends: 持续推进, 立行立改并长期坚持
_LONGEST_LIMIT = (
    28  # characters of the value that a label of time may have: 立行立改，2024年10月底前完成，并长期坚持
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Bodies by role and the time limit that one note gives, and where the whole note stands."""

    span: Span
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    deadline: Deadline = NO_DEADLINE


def attributions(text: str, span: Span, issued: str | None) -> list[Attribution]:
    """The notes in *span*, in order."""
    if not _MAY_NOTE.search(text, span.start, span.end):
        return []
    words = text[span.start : span.end]
    notes = list(_bracketed(text, span)) if _DONE_BY.search(words) else []
    notes = notes or _only_names(text, span)
    if not notes and ":" not in words and "：" not in words:
        return []
    for found in _FIELD.finditer(text, span.start, span.end):
        note = _read(found, issued)
        if note is not None:
            notes.append(note)
    notes.sort(key=lambda note: note.span.start)
    return [_with_brackets(text, note, span) for note in merged(text, notes)]


def _bracketed(text: str, span: Span) -> Iterator[Attribution]:
    """（省教育厅牵头，省财政厅、省发展改革委按职责分工负责）: bodies and what each does, without a colon."""
    for found in _BRACKET.finditer(text, span.start, span.end):
        roles: dict[str, tuple[str, ...]] = {}
        for segment in _SEGMENT.finditer(found["inside"]):
            names = split_names(segment["names"])
            if not names or not all(map(_NAMED.search, names)):
                break
            role = _DOES[segment["role"]]
            roles[role] = (*roles.get(role, ()), *names)
        else:
            if roles:
                yield Attribution(Span(found.start(), found.end()), roles)


def _only_names(text: str, span: Span) -> list[Attribution]:
    """A bracket of nothing but departments behind a task: they answer for it."""
    if text[span.end - 1] not in _CLOSERS and text[span.end - 2 : span.end - 1] not in _CLOSERS:
        return []
    found = _ONLY_NAMES.search(text, span.start, span.end)
    names = split_names(found["names"]) if found and text[found.end() : found.end() + 1] in "\r\n" else ()
    if found and names and all(_OFFICE.search(name) for name in names):
        return [Attribution(Span(found.start(), found.end()), {"责任": names})]
    return []


def _read(found: re.Match[str], issued: str | None) -> Attribution | None:
    span, value = Span(found.start(), found.end()), found["value"].strip()
    if found["role"]:
        names = split_names(value)
        return Attribution(span, {found["role"]: names}) if names else None
    if _STANDING.match(value) and len(value) <= _LONGEST_STANDING:
        return Attribution(span)
    deadline = read_deadline(value, issued=issued)
    return Attribution(span, deadline=deadline) if deadline.raw and len(value) <= _LONGEST_LIMIT else None


def _both(first: Attribution, second: Attribution) -> Attribution:
    deadline = second.deadline if second.deadline.raw else first.deadline
    roles = first.roles | {
        role: tuple(dict.fromkeys([*first.roles.get(role, ()), *names]))
        for role, names in second.roles.items()
    }
    return Attribution(Span(first.span.start, second.span.end), roles, deadline)


def _with_brackets(text: str, note: Attribution, within: Span) -> Attribution:
    """The note with the bracket around it and the mark behind it."""
    start, end = note.span.start, note.span.end
    if start > within.start and text[start - 1] in "(（[【〔":
        start -= 1
    while end < within.end and text[end] in ")）]】〕。.；;":
        end += 1
    return replace(note, span=Span(start, end))


def without(span: Span, notes: Iterable[Attribution]) -> Iterator[Span]:
    """What is left of *span* before, between and after *notes*."""
    begin = span.start
    for note in notes:
        if note.span.start > begin:
            yield Span(begin, note.span.start)
        begin = note.span.end
    if begin < span.end:
        yield Span(begin, span.end)


def merged(text: str, notes: Sequence[Attribution]) -> list[Attribution]:
    """*notes* with those made one that only marks keep apart, across sentences too."""
    joined: list[Attribution] = []
    for note in notes:
        if joined and _BETWEEN.fullmatch(text, joined[-1].span.end, note.span.start):
            joined[-1] = _both(joined[-1], note)
        else:
            joined.append(note)
    return joined


def attributed(text: str, rows: Sequence[Commitment], notes: Sequence[Attribution]) -> list[Commitment]:
    """The rows of one clause with what a note of the same paragraph says, or one that is a paragraph of its own."""
    return [noted(row, note) if (note := _note_of(text, row, notes)) else row for row in rows]


def _note_of(text: str, row: Commitment, notes: Sequence[Attribution]) -> Attribution | None:
    beside = [
        note
        for note in notes
        if "\n" not in text[min(row.start, note.span.start) : max(row.end, note.span.end)].strip()
    ]
    if beside:
        return next((note for note in beside if note.span.start >= row.end), beside[-1])
    after = next((note for note in notes if note.span.start >= row.end), None)
    return (
        after
        if after and not text[text.rfind("\n", 0, after.span.start) + 1 : after.span.start].strip()
        else None
    )


def noted(row: Commitment, note: Attribution) -> Commitment:
    names = [name for listed in note.roles.values() for name in listed]
    deadline = row.deadline if row.deadline.raw else inherited(note.deadline)
    responsible = tuple(dict.fromkeys([*row.responsible, *names]))
    return replace(row, responsible=responsible, roles={**row.roles, **note.roles}, deadline=deadline)
