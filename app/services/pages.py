"""Pages of stored files as pictures: drawn when they are asked for, the last of them kept."""

from dataclasses import dataclass
from functools import lru_cache
from threading import BoundedSemaphore

from app.errors import NoPictures, UnknownPage
from ingest.readers.limits import draw_apart
from ingest.readers.magic import format_of
from ingest.readers.picture import is_drawn
from retrieval.hits import DocumentSummary
from retrieval.store.library_reader import LibraryReader

DPI = 100
LEAST_DPI, MOST_DPI = 36, 200
_KEPT = 48  # pictures of some 100 to 300 kB
_AT_ONCE = 2  # each drawing is a process


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture; after a write to the library the same version may be another file."""

    generation: int
    document: DocumentSummary
    version: int
    page: int
    dpi: int


class PagePictures:
    """Draws pages. The caller has seen to it that the document may be read."""

    def __init__(self, library: LibraryReader) -> None:
        self._library = library
        self._turn = BoundedSemaphore(_AT_ONCE)
        self._drawn = lru_cache(maxsize=_KEPT)(self._draw)

    def picture(self, document: DocumentSummary, page: int, *, version: int | None, dpi: int) -> bytes:
        """A page of the current version, or of *version*, as PNG. Raises UnknownVersion, UnknownPage, NoPictures,
        and UnreadableFile where it can't be drawn.
        """
        number = version or document.version
        pages = len(self._library.layout(document.id, number).pages)
        if not pages:
            raise NoPictures(document.file_name)
        if page > pages:
            raise UnknownPage(document.file_name, page, pages)
        return self._drawn(_Wanted(self._library.generation, document, number, page, dpi))

    def _draw(self, wanted: _Wanted) -> bytes:
        document = wanted.document
        data = self._library.file(document.id, wanted.version)
        format = format_of(data)
        if format is None or not is_drawn(format):
            raise NoPictures(document.file_name)
        with self._turn:
            return draw_apart(data, document.file_name, format, page=wanted.page, dpi=wanted.dpi)
