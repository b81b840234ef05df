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
from ingest.readers.fingerprint import Fingerprint, fingerprint
from ingest.receipt import make_receipt, with_ledger

Change = Literal["added", "unchanged", "new_version", "older_version"]
Progress = Callable[
    [str, int, int], None
]  # stage ("parse", "encode", "store", "index", "tokens"), done, total


@dataclass(frozen=True, slots=True)
class Known:
    """A version of a document that is kept, and whether it is the current one."""

    document: Document
    is_current: bool


class Shelf(Protocol):
    """Where documents are kept."""

    def find(self, content_hash: str) -> Known | None:
        """The version that has this content, the current or else the last one of several; None when there is none."""

    def recognise(self, file: Fingerprint) -> Known | None:
        """The version that such a file gave, the current or else the last one of several; None when none did.

        The bytes of an older version are known whatever today's readers make of them: better read, they would still
        be what was superseded.
        """

    def remember(self, key: str, document: Document) -> None:
        """A file with this key gave this version of *document*."""

    def id_of(self, identity: str) -> str:
        """The id that the document of this identity (ingest.identity) has, or gets."""

    def add(self, document: Document, data: bytes, progress: Progress) -> Document:
        """Keep *document*, entirely or not at all, with the file it came from; return it with its version."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What can be done for a file before its turn. ``reading`` is None where the shelf knew the bytes, ``document`` where
    it knew them or the text."""

    reading: Reading | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding a file did to the library: ``document`` is the version that the file gave, now or before."""

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


def prepare(data: bytes, file_name: str, *, shelf: Shelf, progress: Progress | None = None) -> Prepared:
    """Read a file and cut it, as far as the *shelf* needs it; for `ingest`, which may run after others were added.

    Raises UnreadableFile, NothingToKeep, UnsupportedFormat.
    """
    if shelf.recognise(fingerprint(data, file_name)):
        return Prepared()
    report = progress or _ignore
    report("parse", 0, 1)
    reading = read(data, file_name, lambda done, total: report("parse", done, total + 1))
    if shelf.find(content_hash(reading.text)):
        return Prepared(reading)
    return Prepared(reading, _document(reading, file_name, shelf.id_of))


def ingest(
    data: bytes,
    file_name: str,
    *,
    shelf: Shelf,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> Outcome:
    """Read a file and put it on the *shelf*; content that a version has already changes nothing.

    What was *prepared* is used where it is still right: the same comes out without it.
    Raises UnreadableFile, NothingToKeep, UnsupportedFormat, and what the shelf raises.
    """
    report, file = progress or _ignore, fingerprint(data, file_name)
    known = shelf.recognise(file)
    if known is not None:
        return _as_before(known, report)
    ready = (
        prepared if prepared and prepared.reading else prepare(data, file_name, shelf=shelf, progress=report)
    )
    reading = ready.reading or read(data, file_name)  # known a moment ago, and deleted since
    known = shelf.find(content_hash(reading.text))
    if known is not None:
        shelf.remember(file.key, known.document)
        return _as_before(known, report)
    document = _still_right(ready.document, shelf) or _document(reading, file_name, shelf.id_of)
    report("parse", 1, 1)
    kept = shelf.add(document, data, report)
    shelf.remember(file.key, kept)
    return Outcome(kept, "added" if kept.version == 1 else "new_version")


def _as_before(known: Known, report: Progress) -> Outcome:
    report("parse", 1, 1)
    return Outcome(known.document, "unchanged" if known.is_current else "older_version")


def _still_right(document: Document | None, shelf: Shelf) -> Document | None:
    """The *document* that was prepared, if its identity still has that id."""
    if document and shelf.id_of(document_id(document.metadata, document.text)) == document.id:
        return document
    return None


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
