"""The ledger's values ↔ the plain data of the HTTP contract."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.replies import PlacedCommitment
from retrieval.ledger_filter import LedgerFilter
from retrieval.ledger_summary import LedgerSummary, Profile

Json = dict[str, Any]

# Query parameters that may be given several times, and those whose field has another name.
_MANY: Mapping[str, str] = {"document": "documents", "region": "regions", "kind": "kinds", "ids": "ids"}
_NAMED: Mapping[str, str] = {"q": "text"}


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


def filter_of(**wanted: Any) -> LedgerFilter:
    """Query parameters as the filter that the service takes; of those in _MANY one value or several."""
    fields: Json = {}
    for name, value in wanted.items():
        if name in _MANY:
            fields[_MANY[name]] = _several(value)
        else:
            fields[_NAMED.get(name, name)] = value
    return LedgerFilter(**fields)


def parameters_of(wanted: LedgerFilter) -> Json:
    """The query parameters that say *wanted*, without those that say nothing: filter_of's inverse."""
    names = {field: name for name, field in (*_MANY.items(), *_NAMED.items())}
    given = {names.get(field, field): value for field, value in asdict(wanted).items()}
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    return {n: v for n, v in given.items() if v not in (None, []) and (n, v) != ("sort", "document")}


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


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
