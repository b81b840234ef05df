"""One document from bytes to the library, through a port that the library implements."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ingest.clauses import parse_clauses
from ingest.commitments import extract_commitments
from ingest.commitments.account import account
from ingest.errors import NothingToKeep
from ingest.identity import content_hash, document_id
from ingest.layout import Reading
from ingest.metadata import read_metadata
from ingest.model import Document
from ingest.passages import cut_passages
from ingest.readers import read
from ingest.receipt import make_receipt, with_ledger

Change = Literal["added", "unchanged", "new_version"]
Progress = Callable[
    [str, int, int], None
]  # stage ("parse", "encode", "store", "index", "tokens"), done, total


class Shelf(Protocol):
    """Where documents are kept."""

    def find(self, content_hash: str) -> Document | None:
        """The document whose current version has this content; None when there is none."""

    def id_of(self, identity: str) -> str:
        """The id that the document of this identity (ingest.identity) has, or gets."""

    def add(self, document: Document, data: bytes, progress: Progress) -> Document:
        """Keep *document*, entirely or not at all, with the file it came from; return it with its version."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding a file did to the library."""

    document: Document
    change: Change


def read_document(data: bytes, file_name: str) -> Document:
    """Everything read out of one file. Raises UnreadableFile, NothingToKeep, UnsupportedFormat."""
    return _document(read(data, file_name), file_name, _same)


def read_again(document: Document) -> Document:
    """What is read out of a stored text today: id, version, file name and text stay, everything else is anew.

    The id stays even where today's metadata would give another, so that what people quote still leads here.
    """
    reading = Reading(document.text, document.layout)
    again = _cut(reading, document.file_name, lambda _: document.id)
    return replace(again, version=document.version)


def ingest(data: bytes, file_name: str, *, shelf: Shelf, progress: Progress | None = None) -> Outcome:
    """Read a file and put it on the *shelf*; the same content again changes nothing.

    Raises UnreadableFile, NothingToKeep, UnsupportedFormat, and what the shelf raises.
    """
    report = progress or _ignore
    report("parse", 0, 1)
    reading = read(data, file_name, lambda done, total: report("parse", done, total + 1))
    known = shelf.find(content_hash(reading.text))
    if known is not None:
        report("parse", 1, 1)
        return Outcome(known, "unchanged")
    document = _document(reading, file_name, shelf.id_of)
    report("parse", 1, 1)
    kept = shelf.add(document, data, report)
    return Outcome(kept, "added" if kept.version == 1 else "new_version")


def _document(reading: Reading, file_name: str, id_of: Callable[[str], str]) -> Document:
    document = _cut(reading, file_name, id_of)
    if not document.receipt.in_clauses + document.receipt.in_frame:
        raise NothingToKeep(file_name)
    return document


def _cut(reading: Reading, file_name: str, id_of: Callable[[str], str]) -> Document:
    text = reading.text
    tree = parse_clauses(text, reading.layout)
    metadata = read_metadata(text, tree)
    ident = id_of(document_id(metadata, text))
    clauses = tree.of(ident).clauses
    commitments = extract_commitments(text, clauses, metadata)
    receipt = with_ledger(
        make_receipt(text, tree, metadata, reading.layout), account(text, clauses, commitments)
    )
    document = Document(
        id=ident,
        file_name=file_name,
        content_hash=content_hash(text),
        text=text,
        metadata=metadata,
        clauses=clauses,
        noise=tree.noise,
        passages=(),
        receipt=receipt,
        warnings=receipt.warnings,
        commitments=commitments,
        layout=reading.layout,
    )
    return replace(document, passages=cut_passages(text, document.title, clauses))


def _same(identity: str) -> str:
    return identity


def _ignore(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
