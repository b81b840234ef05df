"""The excerpt behind each citation of an answer, fetched once when the answer comes."""

from collections.abc import Mapping
from typing import Any

from app.clients.client import ApiClient, ApiProblem
from app.ui.passages import excerpt
from app.ui.rendering import escape, tag
from ingest.model import Span

Json = dict[str, Any]


def excerpts_of(client: ApiClient, answer: Mapping[str, Any]) -> dict[str, str]:
    """HTML by "c1"… for the citations and "n1"… for the nearest clauses. Raises ServerUnreachable."""
    texts: dict[tuple[str, int], str | None] = {}
    shown = [(f"c{c['n']}", c) for c in answer["citations"]]
    shown += [(f"n{n}", c) for n, c in enumerate(answer["nearest"], start=1)]
    for _, c in shown:
        texts.setdefault((c["document_id"], c["version"]), _text(client, c))
    return {key: _excerpt(client, c, texts[c["document_id"], c["version"]]) for key, c in shown}


def _excerpt(client: ApiClient, evidence: Mapping[str, Any], text: str | None) -> str:
    quote = Span(evidence["start"], evidence["end"])
    if text is None or quote.of(text) != evidence["quote"]:
        # Deleted or replaced between the answer and this request: its own words are all there is.
        return tag("div", tag("p", tag("mark", escape(evidence["quote"]))), "wc-text wc-excerpt")
    return excerpt(text, _clause(client, evidence, quote), quote)


def _text(client: ApiClient, evidence: Mapping[str, Any]) -> str | None:
    try:
        text: str = client.text(evidence["document_id"], evidence["version"])["text"]
    except ApiProblem:
        return None
    return text


def _clause(client: ApiClient, evidence: Mapping[str, Any], quote: Span) -> Span:
    try:
        clause = client.clause(evidence["clause_id"], evidence["version"])
    except ApiProblem:
        return quote
    return Span(clause["start"], clause["end"])
