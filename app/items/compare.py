"""Plans beside each other → the plain data of the HTTP contract."""

from dataclasses import asdict
from datetime import date
from typing import Any

from app.items.ledger import commitment_item
from app.items.versions import piece_item
from app.services.compare import LedgerChanges, PlacedChange, PlacedTopic, PlanComparison, StandingPair
from app.services.replies import PlacedCommitment
from retrieval.answers.force import in_force, note_on, standing
from retrieval.answers.formal import cited, formal, words
from retrieval.hits import DocumentSummary

Json = dict[str, Any]


def plans_item(found: PlanComparison, today: date) -> Json:
    """Topics with one cell a plan, and what only one plan has."""
    return {
        "mode": "documents",
        "documents": [
            compared_document_item(document, rows, today)
            for document, rows in zip(found.documents, found.rows, strict=True)
        ],
        "topics": [_topic_item(topic) for topic in found.topics],
        "only": [
            {"document_id": document.id, "rows": [cited_item(row) for row in rows]}
            for document, rows in zip(found.documents, found.only, strict=True)
        ],
    }


def changes_item(found: LedgerChanges, today: date) -> Json:
    """Rows kept, changed, added and dropped from one version to another."""
    counts = [len(found.kept) + len(found.changed)] * 2
    totals = (counts[0] + len(found.dropped), counts[1] + len(found.added))
    return {
        "mode": "versions",
        "document_id": found.new.id,
        "title": found.new.title,
        "old": compared_document_item(found.old, totals[0], today),
        "new": compared_document_item(found.new, totals[1], today),
        "changed": [_change_item(change, found.texts) for change in found.changed],
        "added": [cited_item(row) for row in found.added],
        "dropped": [cited_item(row) for row in found.dropped],
        "kept": [_change_item(change, found.texts) for change in found.kept],
    }


def pair_item(standing_pair: StandingPair) -> Json:
    """A decision on two rows."""
    return {**asdict(standing_pair.pair), "stands": standing_pair.stands}


def compared_document_item(document: DocumentSummary, rows: int, today: date) -> Json:
    """A document as the head of a column: what names it, and how far it can be relied on."""
    facts = document.metadata
    return {
        "document_id": document.id,
        "title": document.title,
        "file_name": document.file_name,
        "version": document.version,
        "document_number": words(facts.document_number),
        "issuer": words(facts.issuer),
        "date_issued": words(facts.date_issued),
        "region": words(facts.region),
        "formal": cited(document),
        "standing": standing(facts),
        "in_force": in_force(document, today),
        "note": note_on(document, today),
        "rows": rows,
    }


def cited_item(placed: PlacedCommitment) -> Json:
    """A row of the ledger with its formal citation, as printed and in words."""
    document, clause = placed.document, placed.clause
    return {
        **commitment_item(placed),
        "formal_in_words": formal(document, clause, "words"),
    }


def _topic_item(topic: PlacedTopic) -> Json:
    cells = [cited_item(cell) if cell else None for cell in topic.cells]
    return {
        "name": _name(topic),
        "cells": cells,
        "differs": list(topic.differs),
        "confidence": asdict(topic.confidence),
    }


def _name(topic: PlacedTopic) -> str:
    """What a topic is called: what its first row is about, else the heading that row stands under."""
    first = next(cell for cell in topic.cells if cell is not None)
    headings = [part for part in first.clause.path if part]
    return first.row.subject or first.clause.heading or (headings[-1] if headings else first.row.quote)


def _change_item(change: PlacedChange, texts: tuple[str, str]) -> Json:
    return {
        "old": cited_item(change.old),
        "new": cited_item(change.new),
        "differs": list(change.differs),
        "pieces": [piece_item(piece, *texts) for piece in change.pieces],
    }
