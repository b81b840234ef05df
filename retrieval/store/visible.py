"""A library as it is for somebody who may see some of its collections: the others' documents do not exist."""

from dataclasses import replace

from retrieval.answers.force import marked
from retrieval.hits import Hit, Retriever
from retrieval.library import Library
from retrieval.store.library_reader import Current, LibraryReader


class VisibleLibrary(LibraryReader):
    """The documents of *collections*. What a hidden one says of a visible one (that it is repealed) is hidden too."""

    def __init__(self, whole: Library, collections: frozenset[str]) -> None:
        super().__init__(whole._database, lambda: frozenset(self.current))
        self._whole, self._collections = whole, collections
        self._text = whole._text
        self._made: tuple[Current, Current] = {}, {}

    @property
    def current(self) -> Current:
        whole, mine = self._made
        if whole is not self._whole.current:
            whole = self._whole.current
            mine = self._chosen(whole)
            self._made = whole, mine  # at once: other threads read it
        return mine

    def _chosen(self, whole: Current) -> Current:
        chosen = [(number, one) for number, one in whole.values() if one.collection in self._collections]
        told = marked([one for _, one in chosen])
        return {one.id: (number, one) for (number, _), one in zip(chosen, told, strict=True)}


class VisibleRetriever:
    """Implements Retriever over *library* alone, whatever *inner* would find elsewhere."""

    def __init__(self, inner: Retriever, library: LibraryReader) -> None:
        self._inner, self._library = inner, library

    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        """Return at most *k* hits, best first, from *documents* (None: all that may be seen)."""
        current = self._library.current
        within = frozenset(current) if documents is None else documents & current.keys()
        hits = self._inner.retrieve(query, k, within)
        # One that was moved away meanwhile is gone; the others are as this library knows them.
        return [
            replace(hit, document=current[hit.document.id][1]) for hit in hits if hit.document.id in current
        ]
