"""The part of the service that adds documents and removes them."""

import re
from collections.abc import Callable
from pathlib import PureWindowsPath

from app.access.audit import Journal
from app.errors import UploadTooLarge
from app.progress import Progress
from app.services.collections import CollectionService
from app.services.documents import DocumentService
from app.services.replies import ArchiveUpload, Refused, Upload
from app.services.views import Common
from ingest.archives import left_out, members_of
from ingest.errors import UnreadableFile, WenceError
from ingest.pipeline import Change, Prepared, ingest, prepare, read_again
from retrieval.shelf import CollectionShelf
from retrieval.store.library_reader import LibraryReader

MB = 1024 * 1024
OTHER_KIND = "不是可导入的格式，没有导入。请另存为可导入的格式后重试。"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # no program can be told a name that holds a zero


class IntakeService(DocumentService):
    """What an editor can do with the documents of the collections that the caller sees."""

    def __init__(self, common: Common, library: LibraryReader, journal: Journal) -> None:
        super().__init__(library, common.pictures, journal)
        self.collections = CollectionService(common.shelf.library.collections, library, journal)
        self._settings, self._shelf, self._metrics = common.settings, common.shelf, common.metrics

    def admitted(self, collection: str | None) -> str:
        """The collection that an upload goes into. Raises what upload raises before it reads the file."""
        self.caller.require("editor")
        return self.collections.named(collection)

    def prepare(
        self, data: bytes, file_name: str, *, collection: str | None = None, progress: Progress | None = None
    ) -> Prepared:
        """What can be done for an upload before its turn. Raises what upload raises."""
        shelf = CollectionShelf(self._shelf, self.admitted(collection))
        self._check_size(data)
        return prepare(data, _name(file_name), shelf=shelf, progress=progress)

    def upload(
        self,
        data: bytes,
        file_name: str,
        *,
        collection: str | None = None,
        progress: Progress | None = None,
        prepared: Callable[[], Prepared | None] | None = None,
    ) -> Upload:
        """Add a file to a collection; to the caller's only one, or to the default one, where none is named.

        *prepared*: gives what `prepare` made of this very file, or raises what it raised.
        Raises Forbidden, UnknownCollection, CollectionWanted, UploadTooLarge, UnreadableFile, UnsupportedFormat.
        """
        shelf = CollectionShelf(self._shelf, self.admitted(collection))
        try:
            self._check_size(data)
            ready = prepared() if prepared else None
            outcome = ingest(data, _name(file_name), shelf=shelf, progress=progress, prepared=ready)
        except WenceError:
            self._metrics.uploaded("refused")
            raise
        self._metrics.uploaded(outcome.change)
        document = outcome.document
        self._journal.note("upload", document.id, document.title)
        return Upload(self.document(document.id), outcome.change, document.receipt, document.version)

    def reinstate(self, document_id: str, version: int) -> Upload:
        """Make an older version of a document its next one, and so the current one; the current one changes nothing.

        Raises Forbidden, UnknownDocument, UnknownVersion.
        """
        self.caller.require("editor")
        now = self.document(document_id)
        old = read_again(self._library.document(now.id, version))
        kept = CollectionShelf(self._shelf, now.collection).add(old, self._library.file(now.id, version))
        self._journal.note("reinstate", now.id, now.title)
        change: Change = "unchanged" if kept.version == now.version else "new_version"
        return Upload(self.document(now.id), change, kept.receipt, kept.version)

    def upload_archive(self, data: bytes, file_name: str, *, collection: str | None = None) -> ArchiveUpload:
        """Add every document of a ZIP archive; one that can't be read does not keep the others out.

        Raises Forbidden, UnknownCollection, CollectionWanted, UploadTooLarge, UnreadableFile (of the archive itself).
        """
        chosen = self.admitted(collection)
        self._check_size(data)
        added, refused = [], []
        for member in members_of(data, file_name):
            try:
                if member.problem:
                    raise member.problem
                added.append(self.upload(member.data, member.name, collection=chosen))
            except (UnreadableFile, UploadTooLarge) as error:
                refused.append(Refused(member.name, str(error)))
        refused += [Refused(_name(name), OTHER_KIND) for name in left_out(data, file_name)]
        return ArchiveUpload(tuple(added), tuple(refused))

    def delete(self, document_id: str) -> None:
        """Remove a document with all its versions. Raises Forbidden."""
        self.caller.require("editor")
        document = self.document(document_id)
        self._journal.note("delete", document.id, document.title)
        self._shelf.delete(document.id)

    def _check_size(self, data: bytes) -> None:
        if len(data) > self._settings.max_upload_mb * MB:
            raise UploadTooLarge(self._settings.max_upload_mb)


def _name(file_name: str) -> str:
    """The last part of the name only, whichever system's separators it was sent with, without control characters."""
    return PureWindowsPath(_CONTROLS.sub("", file_name)).name
