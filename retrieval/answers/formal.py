"""How a document and a clause are cited in writing: one function for every citation that people copy or take away.

The address comes in two forms: as printed, 五、(五)14., which is what people look up on the screen; and in words,
第五部分第（五）条第14项, which is what a memo says. Both follow the same citation of the document.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingest.addresses import address_of
from ingest.model import Clause, Fact
from ingest.numerals import CIRCLED, HAN
from retrieval.answers.force import standing
from retrieval.hits import DocumentSummary

Form = Literal["printed", "words"]

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ARTICLE = re.compile(rf"第[ \u3000]?([{HAN}\d]+(?:条之[{HAN}]+|条))")
_GROUP = re.compile(rf"第[ \u3000]?([{HAN}\d]+)[ \u3000]?(编|篇|部分|板块|章|节|阶段|步|学期|季度|周)")
_PART = re.compile(rf"([{HAN}]+)[ \u3000]*[、.．]")
_HAN_PAREN = re.compile(rf"[（(〔﹙]?[ \u3000]?([{HAN}]+)[ \u3000]?[）)〕﹚]")
_NUMBER = re.compile(r"([0-9０-９]+)[ \u3000]?[.．、)）]")
_NUMBER_PAREN = re.compile(r"[（(][ \u3000]?([0-9０-９]+)[ \u3000]?[）)]")
_SHI = re.compile(rf"([{HAN}]+)(?:是|要)")
_SPLITTING = ("编", "篇", "章", "节")  # articles are counted through them


def formal(document: DocumentSummary, clause: Clause, form: Form = "printed") -> str:
    """《…》（文号）五、(五)14. — in words 《…》（文号）第五部分第（五）条第14项.

    Without 文号 a document is cited with issuer and date; a report with its source and date, as reports are; where
    nobody is named as issuer, that is said.
    """
    place = clause.reference if form == "printed" else in_words(clause.labels)
    return f"{cited(document)}{'，' if _is_report(document) and place else ''}{place}"


def cited(document: DocumentSummary) -> str:
    """The document alone: 《…》（文号）, 《…》（发文机关，日期）, of a report 《…》，来源，日期."""
    facts, title = document.metadata, f"《{document.title}》"
    if number := words(facts.document_number):
        return f"{title}（{number}）"
    if _is_report(document):
        dates = (facts.date_published, facts.date_issued, facts.event_date)
        date = next((found for fact in dates if (found := printed_date(words(fact)))), None)
        source = words(facts.source) or words(facts.issuer) or "来源不明"
        return "，".join(part for part in (title, source, date) if part)
    known = (words(facts.issuer) or "发文机关不明", printed_date(words(facts.date_issued)))
    return f"{title}（{'，'.join(part for part in known if part)}）"


def in_words(labels: Sequence[str]) -> str:
    """Printed labels, outermost first, as officials name them.

    一、 is 第一部分, （二） under it 第（二）条; in an article (第三条) it is 第（二）项. 3. is 第3项, in an item 第3目;
    （4） is 第（4）目; 一是 is 第一点. Chapters are left out where articles, which count through them, follow.
    """
    kinds = [_kind(label) for label in labels]
    has_article = "article" in kinds
    told = zip(labels, kinds, strict=True)
    return address_of(
        [
            _word(label, kind, within=kinds[:at])
            for at, (label, kind) in enumerate(told)
            if not (has_article and kind == "splitting")
        ]
    )


def printed_date(iso: str | None) -> str | None:
    """2019-06-08 → 2019年6月8日, as precise as it is given; of a span its beginning. None for what is no date."""
    match = _DATE.match(iso or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def words(fact: Fact) -> str | None:
    """A fact as one line: joint issuers are listed with 、."""
    return "、".join(fact.value) if isinstance(fact.value, tuple) else fact.value


def _is_report(document: DocumentSummary) -> bool:
    return standing(document.metadata) == "report" and document.metadata.document_number.value is None


def _kind(label: str) -> str:
    for name, pattern in _KINDS:
        if match := pattern.fullmatch(label.strip()):
            return "splitting" if name == "group" and match[2] in _SPLITTING else name
    return "named"


def _word(label: str, kind: str, *, within: Sequence[str]) -> str:
    """One label in words, among labels of the kinds *within*."""
    inner = "".join(_inner(label, kind))
    if kind == "han_paren":
        return f"第（{inner}）{'项' if 'article' in within else '条'}"
    if kind == "number":
        return f"第{inner}{'目' if 'article' in within and 'han_paren' in within else '项'}"
    return {
        "part": f"第{inner}部分",
        "number_paren": f"第（{inner}）目",
        "shi": f"第{inner}点",
        "circled": f"第{inner}目",
    }.get(kind, inner)


def _inner(label: str, kind: str) -> Iterator[str]:
    """What of a label is said: its number, of articles and phases the whole, of others the words."""
    label = label.strip()
    match = dict(_KINDS)[kind].fullmatch(label) if kind in dict(_KINDS) else None
    if kind in ("article", "group", "splitting"):
        yield from label.split()
    elif match and match.groups():
        yield match[1]
    else:
        yield label.rstrip("：:、.．，,")


_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("article", _ARTICLE),
    ("group", _GROUP),
    ("han_paren", _HAN_PAREN),
    ("part", _PART),
    ("number_paren", _NUMBER_PAREN),
    ("number", _NUMBER),
    ("shi", _SHI),
    ("circled", re.compile(f"[{CIRCLED}]")),
)
