"""The ledger page's address ↔ the query parameters of `/v1/commitments`: what is filtered stands in the address. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from app.words.ledger import KINDS, STRENGTHS
from retrieval.ledger.filter import MarkFilter, Sort

Json = dict[str, Any]

MANY = ("document", "region", "kind", "deadline_type", "body", "q", "unit", "ids")
ONE = (
    "strength",
    "deadline_after",
    "deadline_before",
    "has_deadline",
    "has_number",
    "has_body",
    "topic",
    "mark",
    "sort",
    "version",
)
VIEWS = {"rows": "逐条", "overview": "概览", "compare": "对比"}
_ALIASES = {"doc": "document"}
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": list(KINDS),
    "strength": list(STRENGTHS),
    "deadline_type": ("by", "from", "during"),
    "mark": get_args(MarkFilter),
    "sort": get_args(Sort),
}
_BOOLEANS = {"true": True, "false": False}


def wanted_of(address: Mapping[str, Sequence[str]]) -> Json:
    """The filter that the address names; what makes no sense to a list of choices is left out."""
    wanted: Json = {}
    for given, values in address.items():
        name = _ALIASES.get(given, given)
        kept = [v for v in values if v.strip() and v in _CHOICES.get(name, (v,))]
        if name in MANY and kept:
            wanted[name] = [*wanted.get(name, []), *kept]
        elif name in ONE and kept:
            value: Any = _BOOLEANS.get(kept[-1].lower()) if name.startswith("has_") else kept[-1]
            wanted |= {name: value} if value is not None else {}
    return wanted


def address_of(wanted: Mapping[str, Any], **place: str | None) -> dict[str, str | list[str]]:
    """The address of a filter; *place*: view, row, page. Inverse of wanted_of."""
    said = {**wanted, **{name: value for name, value in place.items() if value}}
    return {
        n: v if isinstance(v, list) else str(v).lower() if isinstance(v, bool) else v for n, v in said.items()
    }


def without(wanted: Mapping[str, Any], *names: str) -> Json:
    return {name: value for name, value in wanted.items() if name not in names}
