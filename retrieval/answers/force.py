"""How far a document can be relied on: who speaks in it (standing), and whether it is in force."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.model import Fact, Metadata
from retrieval.answer import InForce, Standing
from retrieval.hits import DocumentSummary
from retrieval.questions.named import NamedDocuments, parsed

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_REPORTS = ("报道", "综述", "纪要", "讲话", "动态", "信息", "简报", "简讯")
_TITLE_SPAN = re.compile(r"(\d{4})年?\s*[-—–~～至]+\s*(\d{4})\s*年?(?!\s*学年)")
_NO_LONGER = ("废止", "失效")


def standing(facts: Metadata) -> Standing:
    """Whether a plan speaks, or somebody reports what was said, or nobody says whose plan it is."""
    kind = _text(facts.kind) or ""
    if any(word in kind for word in _REPORTS) or facts.event_date.value is not None:
        return "report"
    return "document" if facts.issuer.value is not None else "unknown issuer"


def in_force(document: DocumentSummary, today: date) -> InForce:
    """Whether it holds *today*: repealed by another document of the library or by its page's own word, its period
    over, or stated to run on; unstated where nothing is said.
    """
    status = document.metadata.status.value
    if document.repealed_by is not None or status in _NO_LONGER:
        return "repealed"
    end = period_end(document)
    if end is not None:
        return "expired" if end < today else "stated"
    return "stated" if status == "有效" else "unstated"


def period_end(document: DocumentSummary) -> date | None:
    """The last day of the time it says it is valid, else of its plan's period, else of the years in its title."""
    for fact in (document.metadata.validity, document.metadata.period):
        if match := _ISO.search((_text(fact) or "").split("/")[-1]):
            return _last_day(match)
    if span := _TITLE_SPAN.search(document.title):
        return date(int(span[2]), 12, 31)
    return None


def expired_note(document: DocumentSummary) -> str:
    """What a reader of an outdated document must know."""
    stated = next((f for f in (document.metadata.validity, document.metadata.period) if _is_dated(f)), None)
    first, last = _bounds(stated, document.title)
    period = f"{_printed(first)}—{_printed(last)}" if first else f"至{_printed(last)}"
    return f"注：《{document.title}》的期限为{period}，已过期。"


def repealed_note(document: DocumentSummary) -> str:
    """What a reader of a repealed document must know, and who says so."""
    by = f"，见{document.repealed_by}" if document.repealed_by else "（据网页标注）"
    return f"注：《{document.title}》已废止或被取代{by}。"


def note_on(document: DocumentSummary, today: date) -> str | None:
    """The warning that belongs to an answer from *document*; None where nothing is known against it."""
    state = in_force(document, today)
    notes = {"expired": expired_note, "repealed": repealed_note}
    return notes[state](document) if state in notes else None


def marked(documents: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """*documents*, each with the one among them that states its end, as people cite it."""
    named = NamedDocuments(documents)
    ended: dict[str, str] = {}
    for document in documents:
        for reference in map(parsed, _listed(document.metadata.repeals)):
            for other in named.find(reference, but=document.id):
                if _can_end(document, other, by_title=reference.document_number is None):
                    ended.setdefault(other.id, _cited(document))
    return [
        d if d.repealed_by == ended.get(d.id) else replace(d, repealed_by=ended.get(d.id)) for d in documents
    ]


def _can_end(document: DocumentSummary, other: DocumentSummary, *, by_title: bool) -> bool:
    """Not a later document; nor, where only a title is named, one of another place."""
    here, there = _text(document.metadata.region) or "", _text(other.metadata.region) or ""
    if by_title and not (here.endswith(there) or there.endswith(here)):
        return False
    ours, theirs = _text(document.metadata.date_issued), _text(other.metadata.date_issued)
    return ours is None or theirs is None or theirs <= ours


def _cited(document: DocumentSummary) -> str:
    number = _text(document.metadata.document_number)
    return f"《{document.title}》{f'（{number}）' if number else ''}"


def _is_dated(fact: Fact) -> bool:
    return bool(_ISO.search((_text(fact) or "").split("/")[-1]))


def _bounds(fact: Fact | None, title: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The printed first and last year, month or day of a period."""
    said = _text(fact) if fact else None
    if said is None:
        span = _TITLE_SPAN.search(title)
        said = f"{span[1]}/{span[2]}" if span else ""
    first, _, last = said.rpartition("/")
    return _ISO.match(first), _ISO.match(last)


def _last_day(match: re.Match[str]) -> date | None:
    year, month = int(match[1]), int(match[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(match[3] or last), last))


def _printed(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _listed(fact: Fact) -> tuple[str, ...]:
    return (fact.value,) if isinstance(fact.value, str) else fact.value or ()


def _text(fact: Fact) -> str | None:
    return "、".join(fact.value) if isinstance(fact.value, tuple) else fact.value
