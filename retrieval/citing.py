"""From a chosen run of sentences to the evidence that the contract shows, with its formal citation and its standing."""

import calendar
import re
from datetime import date

from ingest.model import Clause, Metadata
from retrieval.answer import Evidence, InForce, Standing
from retrieval.evidence import Pick
from retrieval.hits import DocumentSummary

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_REPORTS = ("报道", "综述", "纪要", "讲话", "动态", "信息")
_TITLE_SPAN = re.compile(r"(\d{4})年?\s*[-—–~～至]+\s*(\d{4})\s*年?(?!\s*学年)")
_ARTICLE = re.compile(r"^第.+[编章节条款]$")


def evidence(pick: Pick, today: date) -> Evidence:
    """The citation of a chosen run of sentences in the current version of its document."""
    document, clause = pick.hit.document, pick.hit.clause
    facts = document.metadata
    number = _text(facts.document_number.value)
    return Evidence(
        document_id=document.id,
        file_name=document.file_name,
        title=document.title,
        document_number=number,
        version=document.version,
        clause_id=clause.id,
        clause=clause.reference,
        path=clause.path,
        quote=pick.text,
        start=pick.start,
        end=pick.end,
        formal=formal(document.title, number, clause),
        issuer=_text(facts.issuer.value),
        date_issued=_text(facts.date_issued.value),
        standing=standing(facts),
        in_force=in_force(document, today),
    )


def formal(title: str, number: str | None, clause: Clause) -> str:
    """What people quote: 《…》（文号）五、(五)14."""
    return f"《{title}》{f'（{number}）' if number else ''}{clause.reference}"


def standing(facts: Metadata) -> Standing:
    """Whether a plan speaks, or somebody reports what was said, or nobody says whose plan it is."""
    kind = _text(facts.kind.value) or ""
    if any(word in kind for word in _REPORTS):
        return "report"
    return "document" if facts.issuer.value is not None else "unknown issuer"


def in_force(document: DocumentSummary, today: date) -> InForce:
    """Whether the plan's own period is over; unstated where it names no dates."""
    end = period_end(document)
    if end is None:
        return "unstated"
    return "expired" if end < today else "stated"


def period_end(document: DocumentSummary) -> date | None:
    """The last day of the plan's period, from its metadata, else from a span of years in its title."""
    said = _text(document.metadata.period.value) or ""
    if match := _ISO.search(said.split("/")[-1]):
        return _last_day(match)
    if span := _TITLE_SPAN.search(document.title):
        return date(int(span[2]), 12, 31)
    return None


def expired_note(document: DocumentSummary) -> str:
    """What a reader of an outdated plan must know."""
    end = period_end(document)
    said = _text(document.metadata.period.value) or ""
    start = _ISO.match(said.split("/")[0]) if "/" in said else None
    period = f"{_printed(start)}—" if start else "至"
    until = (
        f"{end.year}年{end.month}月"
        if end and len(said.split("/")[-1]) > 4
        else f"{end.year if end else ''}年"
    )
    return f"注：《{document.title}》的期限为{period}{until}，已过期。"


def _last_day(match: re.Match[str]) -> date | None:
    year, month = int(match[1]), int(match[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(int(match[3] or last), last))


def _printed(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    return f"{match[1]}年{f'{int(match[2])}月' if match[2] else ''}"


def _text(value: str | tuple[str, ...] | None) -> str | None:
    return "、".join(value) if isinstance(value, tuple) else value
