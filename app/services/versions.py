"""Two versions of one document beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.differences import Difference, Edition, compare
from retrieval.errors import NothingToCompare, UnknownVersion
from retrieval.hits import DocumentSummary
from retrieval.store.library_reader import LibraryReader
from retrieval.store.versions import StoredVersion


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the version *old* to the version *new* of a document, and the text and clauses of both."""

    document: DocumentSummary
    old: StoredVersion
    new: StoredVersion
    before: Edition
    after: Edition
    difference: Difference


def compare_versions(
    library: LibraryReader, document: DocumentSummary, *, old: int | None = None, new: int | None = None
) -> Comparison:
    """Compare *old* (None: the one before *new*) with *new* (None: the current one).

    Raises UnknownVersion, and NothingToCompare where there is no older version.
    """
    versions = library.versions(document.id)
    later = _version(document, versions, document.version if new is None else new)
    if old is None and later.version == 1:
        raise NothingToCompare(document.title)
    earlier = _version(document, versions, later.version - 1 if old is None else old)
    before, after = (_edition(library, document.id, each.version) for each in (earlier, later))
    return Comparison(document, earlier, later, before, after, compare(before, after))


def _version(document: DocumentSummary, versions: Sequence[StoredVersion], number: int) -> StoredVersion:
    for version in versions:
        if version.version == number:
            return version
    raise UnknownVersion(document.title, number, document.version)


def _edition(library: LibraryReader, document_id: str, version: int) -> Edition:
    return Edition(library.text(document_id, version), library.clauses(document_id, version))
