"""A filter of the ledger ↔ the query parameters that say it: in the API, in links to the page, on the command line."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from retrieval.ledger.filter import LedgerFilter

Parameters = dict[str, Any]

# Query parameters that may be given several times, and their fields. The others are called as their fields.
_MANY: Mapping[str, str] = {
    "document": "documents",
    "region": "regions",
    "kind": "kinds",
    "deadline_type": "deadline_types",
    "body": "bodies",
    "q": "texts",
    "unit": "units",
    "ids": "ids",
}


def filter_of(**wanted: Any) -> LedgerFilter:
    """Query parameters as the filter that the service takes; of those in _MANY one value or several."""
    fields: Parameters = {}
    for name, value in wanted.items():
        if name in _MANY:
            fields[_MANY[name]] = _several(value)
        else:
            fields[name] = value
    return LedgerFilter(**fields)


def parameters_of(wanted: LedgerFilter) -> Parameters:
    """The query parameters that say *wanted*, without those that say nothing: filter_of's inverse."""
    names = {field: name for name, field in _MANY.items()}
    given = {names.get(field, field): value for field, value in asdict(wanted).items()}
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    return {n: v for n, v in given.items() if v not in (None, []) and (n, v) != ("sort", "document")}


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
