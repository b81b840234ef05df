"""Who issued a document and when: signature, title, head of the page, imprint."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.clauses import ClauseTree
from ingest.dates import DATE, PrintedDate, dates_in
from ingest.facts import best_of, fact_at
from ingest.header_fields import Field
from ingest.line_kinds import BODY_NAMES, is_signed, is_title
from ingest.model import Clause, Fact, Span
from ingest.outer_lines import Line, parts
from ingest.run_in import run_in_signature

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}(?:（[\u4e00-\u9fff]{1,4}）|\([\u4e00-\u9fff]{1,4}\))?[\u4e00-\u9fff]{0,6}[ \t]*"
    r"[〔\[［(（【﹝][ \t]*(?:19|20)\d\d[ \t]*(?:年[ \t]*)?[〕\]］)）】﹞][ \t]*(?:第[ \t]*)?\d{1,5}[ \t]*号"
    r"|(?:政府令|局令|厅令|部令|主席令|令)[ \t（(]*(?:第[ \t]*)?\d{1,4}[ \t]*号"
)
_ODD_NUMBER = re.compile(r"[\u4e00-\u9fff].*\d")
_SEAL = re.compile(r"[（(【\[]?(?:公章|盖章|印章|章|印)[）)】\]]|[（(](?:代章|此件\S*)[）)]")
_ENDS_AS_BODY = re.compile(rf"(?:{BODY_NAMES}|联合会|基金会|秘书处|研究室|部门|公安|法院)$")
_IN_TITLE = re.compile(r"^(?P<bodies>[^《》，。；：]{3,120}?)(?:关于|印发|转发|批转)")
_RED_HEAD = re.compile(r"^(?P<body>[^《》，。；：]{4,60}?)(?:文件|令|公告|通告)$")
_ORDER_NUMBER = re.compile(r"^[〔（(]?(?:20\d\d年)?第[ \t]*[\d一二三四五六七八九十百]{1,4}[ \t]*号[〕）)]?$")
_ORDERS = ("公告", "通告", "令")
_IMPRINTED = re.compile(r"(?:印发|发布|公布|通过|施行)[）)]?$")
_SITE = re.compile(r"(?:网站?|平台|编辑部|客户端|公众号)$")  # who puts pages up issues nothing
_AROUND = " \t\u3000\xa0（()）"
_LONGEST_IMPRINT = 120
_SEPARATOR = re.compile(r"[、，,\n]|[ \t\u3000\xa0]+")
_MANY = re.compile(r"等.{1,3}(?:部门|单位|局|委)$")


def read_issuer(
    text: str, tree: ClauseTree, fields: Sequence[Field], *, title: Fact, lines: Sequence[Line]
) -> Fact:
    """The body that issued the document: signature, else title, else labelled field, red head or imprint."""
    found = [_bodies_at(text, span) for span in _signed(text, tree)][:1]
    if not found and (glued := run_in_signature(text, tree)):
        found = [_bodies_at(text, glued.bodies)]
    if title.quote and title.start is not None and (match := _IN_TITLE.match(title.quote)):
        found.append(_bodies_at(text, Span(title.start, title.start + match.end("bodies"))))
    found += [
        fact_at(text, f.span, f.value) for f in fields if f.key == "issuer" and not _SITE.search(f.value)
    ]
    if not any(found):
        heads = [(line, match) for line in lines if (match := _RED_HEAD.match(line.text))]
        found += [_bodies_at(text, Span(line.start, line.start + match.end("body"))) for line, match in heads]
        found += [_bodies_at(text, span) for line in lines if (span := _imprint(line) or _signed_line(line))]
    best = best_of([fact for fact in found if fact])
    summed_up = [fact for fact in best.alternatives if _MANY.search(str(fact.value))]  # 某某局等五部门
    return replace(best, alternatives=tuple(fact for fact in best.alternatives if fact not in summed_up))


def read_number(text: str, fields: Sequence[Field], lines: Sequence[Line], *, before: int) -> Fact:
    """文号: a labelled field, else a line of its own before the first clause. Not that of a document it names."""
    found = [
        fact_at(text, field.quote, _compact(match[0] if match else field.value))
        for field in fields
        if field.key == "document_number"
        and ((match := _NUMBER.search(field.value)) or _ODD_NUMBER.search(field.value))
    ]
    for line in lines:
        if line.start < before:
            found += [fact_at(text, span, _compact(span.of(text))) for span in _own_numbers(line)]
    return best_of(found or _order_number(text, lines))


def _order_number(text: str, lines: Sequence[Line]) -> list[Fact]:
    """某某市人民政府令, and 第15号 below it."""
    found = []
    for at, (above, below) in enumerate(pairwise(lines)):
        alone = _compact(above.text) in _ORDERS and at > 0
        first = lines[at - 1] if alone and _names(lines[at - 1].text) else above
        words = first.text + above.text if first is not above else above.text
        head = _RED_HEAD.match(_compact(words)) if _ORDER_NUMBER.match(below.text) else None
        if head and _names(head["body"]):
            found.append(fact_at(text, Span(first.start, below.end), _compact(words + below.text)))
    return found


def read_date_issued(text: str, tree: ClauseTree, fields: Sequence[Field], lines: Sequence[Line]) -> Fact:
    """成文日期: that of the signature, else a labelled field or the imprint. Dates that differ are alternatives."""
    found = [
        _date_fact(text, date) for part in parts(tree, "signature")[:3] for date in _full_dates(text, part)
    ][:1]
    if not found and (glued := run_in_signature(text, tree)):
        found = [_date_fact(text, date) for date in dates_in(text, glued.bodies.end, glued.end)]
    found += labelled_dates(text, fields, "date_issued")
    if not found:
        found += [
            _date_fact(text, date)
            for line in lines
            if _imprint(line) or _own_numbers(line) or _signed_line(line) or _is_dated(line)
            for date in dates_in(text, line.start, line.end)
        ]
    return best_of(found)


def labelled_dates(text: str, fields: Sequence[Field], key: str) -> list[Fact]:
    """The dates of the labelled fields *key*, quoted with their label."""
    dated = (
        (field, dates_in(text, field.span.start, field.span.end)) for field in fields if field.key == key
    )
    return [fact_at(text, field.quote, dates[0].iso) for field, dates in dated if dates]


def _date_fact(text: str, date: PrintedDate) -> Fact:
    return fact_at(text, date.span, date.iso)


def _full_dates(text: str, part: Clause) -> list[PrintedDate]:
    return dates_in(text, part.start, part.end)


def _signed(text: str, tree: ClauseTree) -> Iterator[Span]:
    """Where the names of the bodies stand in each signature."""
    for part in parts(tree, "signature"):
        dates = _full_dates(text, part)
        end = dates[0].span.start if dates else part.end
        words = _SEAL.sub("", text[part.start : end]).rstrip(" \t\r\n\u3000\xa0，,")
        if _names(words):
            yield Span(part.start, part.start + len(text[part.start : end].rstrip(" \t\r\n\u3000\xa0，,")))


def _bodies_at(text: str, span: Span) -> Fact | None:
    names = _names(_SEAL.sub("", span.of(text)))
    return fact_at(text, span, "、".join(names)) if names else None


def _names(words: str) -> list[str]:
    """The bodies that *words* lists; empty where a part of them is no body. Letters may be spaced out."""
    pieces = [piece for piece in _SEPARATOR.split(words) if piece]
    if any(len(piece) <= 2 for piece in pieces):
        pieces = ["".join(line.split()) for line in re.split(r"[、，,\n]", words) if line.strip()]
    if all(_ENDS_AS_BODY.search(piece) or _MANY.search(piece) for piece in pieces):
        return pieces
    return []


def _is_dated(line: Line) -> bool:
    """A line that is a date; 2024-03-05 alone is the site's own."""
    return DATE.fullmatch(line.text.strip(_AROUND)) is not None and "年" in line.text


def _signed_line(line: Line) -> Span | None:
    """某某局办公室    2024年4月8日 at the head of minutes: where the bodies stand."""
    if not is_signed(line.text):
        return None
    words = line.text[: dates_in(line.text)[0].span.start].rstrip()
    return Span(line.start, line.start + len(words))


def _imprint(line: Line) -> Span | None:
    """某某局办公室 2024年3月5日印发: where the bodies stand in a line of body, 文号 and date, in any order."""
    if not _IMPRINTED.search(line.text) or len(line.text) > _LONGEST_IMPRINT:
        return None
    taken = [(d.span.start, d.span.end) for d in dates_in(line.text)] + [
        m.span() for m in _NUMBER.finditer(line.text)
    ]
    if not taken:
        return None
    before = line.text[: min(start for start, _ in taken)].strip(_AROUND)
    after = _IMPRINTED.sub("", line.text[max(end for _, end in taken) :]).strip(_AROUND)
    words = before or after
    start = line.start + line.text.find(words)
    return Span(start, start + len(words)) if words and _names(words) else None


def _own_numbers(line: Line) -> list[Span]:
    """文号 that are a line of their own, beside bodies and dates at most."""
    found: list[Span] = []
    if "号" not in line.text:  # a whole text without line breaks takes the pattern seconds
        return found
    for match in _NUMBER.finditer(line.text):
        before, after = line.text[: match.start()].rstrip("（( \t\u3000"), line.text[match.end() :]
        if _heads_title(before, after) or _ends_title(before, line.text[match.start() - 1 :]):
            found.append(Span(line.start + match.start(), line.start + match.end()))
            continue
        rest = re.sub(r"[）)\s\d年月日印发布第期总号.\-]", "", after)
        if (not before or _names(before)) and not rest:
            found.append(Span(line.start + match.start(), line.start + match.end()))
    return found


def _heads_title(before: str, after: str) -> bool:
    """某教发〔2024〕5号关于做好…的通知, as lists of a site print it."""
    return not before and is_title(after.strip())


def _ends_title(before: str, bracketed: str) -> bool:
    """关于做好…的通知（某教发〔2024〕5号）; behind 》 the number is that of the document named there."""
    return (
        bracketed[:1] in ("（", "(")
        and bracketed[-1:] in ("）", ")")
        and is_title(before)
        and before[-1] != "》"
    )


def _compact(words: str) -> str:
    return "".join(words.split())
