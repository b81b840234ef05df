"""From a chosen run of sentences to the evidence that the contract shows, with its formal citation and its standing."""

from datetime import date

from ingest.model import Clause
from retrieval.answer import Evidence
from retrieval.evidence import Pick
from retrieval.force import in_force, standing


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


def _text(value: str | tuple[str, ...] | None) -> str | None:
    return "、".join(value) if isinstance(value, tuple) else value
