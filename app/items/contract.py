"""Values → the plain data of the HTTP contract: one function a kind of item."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

from app.access.audit import Entry
from app.access.keys import Key
from app.services.collections import HeldCollection
from app.services.replies import ArchiveUpload, Page, PlacedClause, Upload
from ingest.layout import page_at
from ingest.model import Fact, Metadata, Receipt
from retrieval.answers.events import Delta, Done, Event, Retrieval
from retrieval.answers.formal import formal
from retrieval.hits import DocumentSummary, Hit
from retrieval.questions.meant import Meant
from retrieval.questions.scope import Home, ScopeRequest

Json = dict[str, Any]
T = TypeVar("T")

# The contract's names where they differ from the fields' own.
_METADATA_KEYS: Mapping[str, str] = {
    "document_number": "doc_number",
    "kind": "doc_kind",
    "period": "effective_period",
}


def document_item(document: DocumentSummary) -> Json:
    """One row of the list of documents."""
    facts = document.metadata
    return {
        "id": document.id,
        "file_name": document.file_name,
        "title": document.title,
        "document_number": _words(facts.document_number),
        "issuer": _words(facts.issuer),
        "date_issued": _words(facts.date_issued),
        "region": _words(facts.region),
        "kind": _words(facts.kind),
        "version": document.version,
        "clauses": document.clauses,
        "commitments": document.commitments,
        "characters": document.characters,
        "collection": document.collection,
        "may_leave": document.may_leave,
        "being_encoded": document.being_encoded,
        "warnings": list(document.warnings),
    }


def collection_item(held: HeldCollection) -> Json:
    """A collection, and how many documents it holds."""
    return {**asdict(held.collection), "documents": held.documents}


def key_item(key: Key) -> Json:
    """A key, without its secret."""
    return asdict(key)


def entry_line(entry: Entry) -> Json:
    """One entry of the audit log."""
    return asdict(entry)


def clause_item(placed: PlacedClause) -> Json:
    """One clause with its own words and its children's."""
    clause = placed.clause
    return {
        "id": clause.id,
        "label": clause.label,
        "heading": clause.heading,
        "path": list(clause.path),
        "clause": clause.reference,
        "level": clause.level,
        "unit": clause.unit,
        "start": clause.start,
        "end": clause.end,
        "parent": clause.parent,
        "page": page_at(placed.pages, clause.start),
        "text": placed.text[clause.start : clause.end],
    }


def placed_clause_item(placed: PlacedClause) -> Json:
    """A clause item that also says where it stands."""
    document = placed.document
    return {
        **clause_item(placed),
        "document_id": document.id,
        "title": document.title,
        "file_name": document.file_name,
        "version": placed.version,
        "formal": formal(document, placed.clause),
    }


def hit_item(hit: Hit) -> Json:
    """One search hit."""
    return {
        "clause_id": hit.clause.id,
        "document_id": hit.document.id,
        "file_name": hit.document.file_name,
        "title": hit.document.title,
        "clause": hit.clause.reference,
        "path": list(hit.clause.path),
        "text": hit.text,
        "start": hit.clause.start,
        "end": hit.clause.end,
        "score": hit.score,
        "version": hit.document.version,
    }


def metadata_item(metadata: Metadata) -> Json:
    """Every fact under its contract key: {value, quote, start, end, alternatives}; nulls where the text is silent."""
    return {_METADATA_KEYS.get(f.name, f.name): _fact(getattr(metadata, f.name)) for f in fields(metadata)}


def receipt_item(receipt: Receipt) -> Json:
    """The ingest receipt, with the share of the text that landed in clauses and frame parts."""
    return {**asdict(receipt), "coverage": receipt.coverage}


def upload_item(upload: Upload) -> Json:
    """What adding a file did."""
    return {
        "document": document_item(upload.document),
        "change": upload.change,
        "version": upload.version,
        "receipt": receipt_item(upload.receipt),
    }


def archive_item(upload: ArchiveUpload) -> Json:
    """What adding an archive did: the items of `upload_item`, and the files that were refused."""
    return {
        "items": [upload_item(each) for each in upload.added],
        "problems": [asdict(r) for r in upload.refused],
    }


def page_item(page: Page[T], item: Callable[[T], Json], *, limit: int, offset: int) -> Json:
    """A list reply, its items as *item* writes them."""
    return {
        "items": [item(each) for each in page.items],
        "total": page.total,
        "limit": limit,
        "offset": offset,
    }


def event_item(event: Event) -> tuple[str, Json]:
    """An event of a streamed answer: its name and its data."""
    match event:
        case Retrieval(searched, hits):
            return "retrieval", {"searched": asdict(searched), "items": [hit_item(hit) for hit in hits]}
        case Delta(text):
            return "delta", {"text": text}
        case Done(answer):
            return "answer", answer.to_dict()


def scope_of(
    scope: Mapping[str, Any] | None,
    home: Mapping[str, Any] | None = None,
    understood: Mapping[str, Any] | None = None,
) -> ScopeRequest | None:
    """A request's objects scope, home and understood as the value that the service takes; absent and null fields set
    no limit and change nothing."""
    if scope is None and home is None and understood is None:
        return None
    scope = scope or {}
    first, last = scope.get("years") or (None, None)
    return ScopeRequest(
        documents=tuple(scope.get("documents") or ()),
        regions=tuple(scope.get("regions") or ()),
        years=(first, last) if first is not None else None,
        kinds=tuple(scope.get("kinds") or ()),
        home=Home(home.get("region"), home.get("level")) if home is not None else None,
        meant=_meant_of(understood or {}),
    )


def _meant_of(understood: Mapping[str, Any]) -> Meant:
    lists = {
        name: None if understood.get(name) is None else tuple(understood[name])
        for name in ("documents", "regions", "years")
    }
    return Meant(**lists, asked=understood.get("asked"), as_typed=bool(understood.get("as_typed")))


def questions_of(history: Sequence[Mapping[str, Any]]) -> list[str]:
    """The user's own turns of a conversation, oldest first."""
    return [turn["content"] for turn in history if turn["role"] == "user"]


def _fact(fact: Fact) -> Json:
    value = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    alternatives = [_fact(other) for other in fact.alternatives]
    return {
        "value": value,
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "alternatives": alternatives,
    }


def _words(fact: Fact) -> str | None:
    """A fact as one line: joint issuers are listed with 、."""
    return "、".join(fact.value) if isinstance(fact.value, tuple) else fact.value
