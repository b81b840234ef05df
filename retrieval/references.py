"""The documents that the library's documents rest on or carry as attachments, and which of them are not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.clauses import ClauseTree
from ingest.model import Fact, Span
from ingest.normalise import fold
from ingest.references import Reference, attachment_references, basis_references
from retrieval.hits import Catalogue, DocumentSummary
from retrieval.questions.named import NamedDocuments, core_of, number_of, parsed

Relation = Literal["basis", "attachment"]


@dataclass(frozen=True, slots=True)
class NamedReference:
    """A document named in the text (``quote`` at ``start``) and the one of the library it is; None: not there."""

    title: str
    document_number: str | None
    quote: str
    start: int
    end: int
    document_id: str | None


@dataclass(frozen=True, slots=True)
class DocumentReferences:
    """What a document rests on (依据), and its attachments (附件)."""

    basis: tuple[NamedReference, ...]
    attachments: tuple[NamedReference, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is named but not in the library, and those that name it."""

    relation: Relation
    title: str
    document_number: str | None
    cited_by: tuple[DocumentSummary, ...]


def references_of(catalogue: Catalogue, document_id: str) -> DocumentReferences:
    """Basis and attachments of the current version, each looked up in the library. Raises UnknownDocument."""
    text, clauses = catalogue.text(document_id), catalogue.clauses(document_id)
    tree, named = ClauseTree(tuple(clauses), (), ()), NamedDocuments(catalogue.summaries())
    basis = tuple(
        _looked_up(text, each, named.one(each, but=document_id)) for each in basis_references(text, tree)
    )
    held = [
        _looked_up(text, each, named.one(each), inside=document_id if _holds(text, each) else None)
        for each in attachment_references(text, tree)
    ]
    return DocumentReferences(basis, tuple(held))


def missing_references(catalogue: Catalogue) -> tuple[Missing, ...]:
    """Every document that is named as basis or attachment but not there: those that most name first."""
    documents = catalogue.summaries()
    named = NamedDocuments(documents)
    found: dict[tuple[str, ...], tuple[Relation, Reference, list[DocumentSummary]]] = {}
    for document in documents:
        for relation, reference in _absent(catalogue, document, named):
            key = _key(relation, reference, document)
            found.setdefault(key, (relation, reference, []))[2].append(document)
    listed = (
        Missing(relation, reference.title, reference.document_number, tuple(dict.fromkeys(by)))
        for relation, reference, by in found.values()
    )
    return tuple(sorted(listed, key=lambda one: -len(one.cited_by)))


def _absent(
    catalogue: Catalogue, document: DocumentSummary, named: NamedDocuments
) -> Iterable[tuple[Relation, Reference]]:
    facts = document.metadata
    for reference in map(parsed, _values(facts.basis)):
        if not named.find(reference, but=document.id):
            yield "basis", reference
    names = _values(facts.attachments)
    text = catalogue.text(document.id) if names else ""
    for name in names:
        reference = Reference(name, None, Span(facts.attachments.start or 0, facts.attachments.end or 0))
        if not named.find(reference) and not _holds(text, reference):
            yield "attachment", reference


def _key(relation: Relation, reference: Reference, document: DocumentSummary) -> tuple[str, ...]:
    """One document however it is named; attachments of one name belong to different documents."""
    if relation == "attachment":
        return (relation, document.id, core_of(reference.title))
    return (relation, number_of(reference.document_number) or core_of(reference.title))


def _looked_up(
    text: str, reference: Reference, document: DocumentSummary | None, *, inside: str | None = None
) -> NamedReference:
    span = reference.span
    return NamedReference(
        title=reference.title,
        document_number=reference.document_number,
        quote=span.of(text),
        start=span.start,
        end=span.end,
        document_id=inside or (document.id if document else None),
    )


def _holds(text: str, reference: Reference) -> bool:
    """Whether the attachment stands in the file itself: a line behind the list is its title."""
    name = fold(reference.title)
    lines: Sequence[str] = text[reference.span.end :].splitlines()
    return any(fold(line).strip("#*《》|") == name for line in lines)


def _values(fact: Fact) -> tuple[str, ...]:
    return (fact.value,) if isinstance(fact.value, str) else fact.value or ()
