"""The ledger's values → the plain data of the HTTP contract."""

from dataclasses import asdict
from typing import Any

from app.items.marks import mark_item
from app.services.replies import PlacedCommitment, PlacedEntry
from retrieval.answers.formal import formal
from retrieval.ledger.summary import LedgerSummary, Profile

Json = dict[str, Any]


def commitment_item(placed: PlacedCommitment) -> Json:
    """One row of the ledger, with what names its document and its clause."""
    document, clause = placed.document, placed.clause
    return {
        **asdict(placed.row),
        "title": document.title,
        "file_name": document.file_name,
        "version": document.version,
        "clause": clause.reference,
        "path": list(clause.path),
        "formal": formal(document, clause),
        "mark": mark_item(placed.mark),
    }


def entry_item(placed: PlacedEntry) -> Json:
    """One figure, date, ban or body, and what became of it."""
    entry, clause = placed.entry, placed.clause
    return {
        "words": placed.words,
        "start": entry.span.start,
        "end": entry.span.end,
        "sort": entry.sort,
        "state": entry.state,
        "row": entry.row,
        "reason": entry.reason,
        "clause_id": entry.clause_id,
        "clause": clause.reference if clause else None,
    }


def summary_item(summary: LedgerSummary) -> Json:
    """The counts of a selection, and the profile of each of its plans."""
    return {
        "total": summary.total,
        "kinds": [{"kind": kind, "rows": rows} for kind, rows in summary.kinds],
        "strengths": [{"strength": strength, "rows": rows} for strength, rows in summary.strengths],
        "bodies": [{"body": body, "rows": rows} for body, rows in summary.bodies],
        "years": [{"year": year, "rows": rows} for year, rows in summary.years],
        "documents": [_profile_item(profile) for profile in summary.profiles],
    }


def _profile_item(profile: Profile) -> Json:
    document = profile.document
    return {
        "document_id": document.id,
        "title": document.title,
        "file_name": document.file_name,
        "version": document.version,
        "rows": profile.rows,
        "with_number": profile.with_number,
        "with_deadline": profile.with_deadline,
        "with_body": profile.with_body,
        "hard": profile.hard,
    }
