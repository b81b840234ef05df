"""What clauses inherit and what documents refer to → the plain data of the HTTP contract."""

from dataclasses import asdict
from typing import Any

from app.items.contract import placed_clause_item
from app.services.replies import PlacedClause
from ingest.definitions import Definition
from ingest.inheritance import Inherited
from retrieval.references import DocumentReferences, Missing

Json = dict[str, Any]


def inherited_item(inherited: Inherited, text: str) -> Json:
    """What holds for a clause though it stands elsewhere; *text* is the canonical text of that version."""
    phase = inherited.phase
    return {
        "headings": list(inherited.headings),
        "lead_ins": [asdict(words) for words in inherited.lead_ins],
        "applies_to": [asdict(words) for words in inherited.applies_to],
        "phase": phase
        and {
            "from": phase.start,
            "until": phase.end,
            "quote": phase.quote.of(text),
            "start": phase.quote.start,
            "end": phase.quote.end,
            "clause_id": phase.clause_id,
        },
        "definitions": [definition_item(each, text) for each in inherited.definitions],
    }


def clause_in_document_item(placed: PlacedClause, above: Inherited) -> Json:
    """A clause, where it stands, and what holds for it though it stands elsewhere."""
    return placed_clause_item(placed) | {"inherited": inherited_item(above, placed.text)}


def definition_item(definition: Definition, text: str) -> Json:
    """A term and the sentence that defines it."""
    return {**asdict(definition), "quote": text[definition.start : definition.end]}


def references_item(references: DocumentReferences) -> Json:
    """What a document rests on and what is attached to it."""
    return {
        "basis": [asdict(each) for each in references.basis],
        "attachments": [asdict(each) for each in references.attachments],
    }


def missing_item(missing: Missing) -> Json:
    """A document to get, and those that name it."""
    return {
        "relation": missing.relation,
        "title": missing.title,
        "document_number": missing.document_number,
        "cited_by": [{"document_id": each.id, "title": each.title} for each in missing.cited_by],
    }
