"""From a chosen run of sentences to the evidence that the contract shows, with its formal citation and its standing."""

from datetime import date

from ingest.layout import page_at
from retrieval.answer import Evidence
from retrieval.answers.force import in_force, standing
from retrieval.answers.formal import formal, words
from retrieval.evidence import Pick


def evidence(pick: Pick, today: date) -> Evidence:
    """The citation of a chosen run of sentences in the current version of its document."""
    document, clause = pick.hit.document, pick.hit.clause
    facts = document.metadata
    return Evidence(
        document_id=document.id,
        file_name=document.file_name,
        title=document.title,
        document_number=words(facts.document_number),
        version=document.version,
        clause_id=clause.id,
        clause=clause.reference,
        path=clause.path,
        quote=pick.text,
        start=pick.start,
        end=pick.end,
        formal=formal(document, clause),
        issuer=words(facts.issuer),
        date_issued=words(facts.date_issued),
        page=page_at(document.pages, pick.start),
        standing=standing(facts),
        in_force=in_force(document, today),
    )
