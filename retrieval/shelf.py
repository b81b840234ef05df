"""The library and its two indices kept in step: one owner, whole writes, one repair."""

import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from ingest.model import Document
from ingest.pipeline import Known
from ingest.readers.fingerprint import Fingerprint
from retrieval.errors import IndexFailed, ModelMismatch, StorageFailed
from retrieval.hits import DEFAULT_COLLECTION, Retriever
from retrieval.indexing import Encoder, Entry, Floats, Progress, SearchIndex
from retrieval.lexical import LexicalIndex
from retrieval.library import Library
from retrieval.search import HybridSearch
from retrieval.store.home import holding
from retrieval.store.rereading import read_all_again
from retrieval.store.reuse import vectors_for
from retrieval.vectors import VectorIndex

LOG = logging.getLogger(__name__)


class Shelf:
    """Where documents are kept. One thread at a time writes; searches go on meanwhile.

    The store of record is written first, in one transaction, then the indices follow. One that could not follow
    keeps its old stamp, so that the next write or the next start rebuilds it.
    """

    def __init__(
        self, library: Library, *, indices: tuple[VectorIndex, LexicalIndex], embedder: Encoder
    ) -> None:
        self.library = library
        self.vectors, lexical = indices
        self.retriever: Retriever = HybridSearch(
            library, embedder=embedder, vectors=self.vectors, lexical=lexical
        )
        self.frequency = lexical.frequency
        self._indices: Sequence[SearchIndex] = indices
        self._embedder = embedder
        self._writing = threading.RLock()
        self._held = ExitStack()

    @classmethod
    def open(
        cls,
        home: Path,
        embedder: Encoder,
        *,
        chroma_url: str | None = None,
        progress: Progress | None = None,
        reencode: bool = False,
    ) -> Self:
        """Take the library in *home* (made when missing) and repair what a crash left.

        With *reencode* a library whose vectors another model made gets new ones of this model.
        Raises LibraryInUse, HomeUnusable, LibraryDamaged, LibraryNewer, ModelMismatch, ChromaUnavailable, IndexFailed.
        """
        report = progress or _ignore
        with ExitStack() as held:
            held.enter_context(holding(home))
            library = held.enter_context(closing(Library.open(home / "library.sqlite", report)))
            _check_model(library, embedder, reencode=reencode, report=report)
            vectors = held.enter_context(
                closing(VectorIndex.open(home / "chroma", library.id, url=chroma_url))
            )
            lexical = held.enter_context(closing(LexicalIndex.open(home / "lexical")))
            shelf = cls(library, indices=(vectors, lexical), embedder=embedder)
            shelf._repair(report)
            library.tokens.adopt(embedder.interaction.fingerprint)
            shelf._fill_tokens(report)
            shelf._held = held.pop_all()
        return shelf

    @property
    def fingerprint(self) -> str:
        """The model and engine that make the vectors."""
        return self._embedder.fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts* by the library's model, (n, d)."""
        return _encode(self._embedder, texts, _ignore)

    def find(self, content_hash: str, collection: str = DEFAULT_COLLECTION) -> Known | None:
        """The version in this collection that has this content: see ingest.pipeline.Shelf."""
        return self.library.find(content_hash, collection)

    def recognise(self, file: Fingerprint, collection: str = DEFAULT_COLLECTION) -> Known | None:
        """The version in this collection that such a file gave: see ingest.pipeline.Shelf."""
        return self.library.recognise(file, collection)

    def remember(self, key: str, document: Document) -> None:
        """A file with this key (ingest.readers.fingerprint) gave this version of *document*."""
        try:
            with self._writing:
                self.library.remember(key, document)
        except StorageFailed as exc:  # all it costs is that the file is read when it comes again
            LOG.warning("%s", exc)

    def id_of(self, identity: str, collection: str = DEFAULT_COLLECTION) -> str:
        """The id that the document of this identity has in a collection, or gets."""
        return self.library.collections.id_of(identity, collection)

    def add(
        self,
        document: Document,
        data: bytes,
        progress: Progress | None = None,
        *,
        collection: str = DEFAULT_COLLECTION,
    ) -> Document:
        """Keep *document*, entirely or not at all, with the file it came from; return it with its version.

        The content that its current version has changes nothing; that of an older one comes back as the next version.
        Raises UnknownCollection, StorageFailed.
        """
        report = progress or _ignore
        vectors = vectors_for(
            document, self.library.passages, self._embedder, lambda done, total: report("encode", done, total)
        )
        with self._writing:
            known = self.find(document.content_hash, collection)
            if known is not None and known.is_current and known.document.id == document.id:
                return known.document
            before = self._stamp()
            last = self.library.passages.last
            report("store", 0, 1)
            stored = self.library.put(document, data, vectors, collection=collection)
            report("store", 1, 1)
            self._follow(document.id, before, report)
            with self.library.encoding(document.id):
                self._fill_tokens(report, after=last)
        return stored

    def delete(self, document_id: str) -> None:
        """Remove a document with all its versions. Raises UnknownDocument, StorageFailed."""
        with self._writing:
            before = self._stamp()
            self.library.delete(document_id)
            self._follow(document_id, before, _ignore)

    def reindex(self, progress: Progress | None = None) -> int:
        """Read every stored text again, then make both indices anew; return of how many documents the reading changed.

        Raises StorageFailed, IndexFailed.
        """
        report = progress or _ignore
        with self._writing:
            changed = read_all_again(self.library, self._embedder, report)
            for index in self._indices:
                self._rebuild(index, report)
            self._fill_tokens(report)
        return changed

    def close(self) -> None:
        """Let go of the library, after the write that is under way."""
        with self._writing:
            self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stamp(self) -> str:
        return f"{self.library.id}:{self.library.generation}"

    def _repair(self, report: Progress) -> None:
        counts = self.library.passages.counts()
        for index in self._indices:
            if index.stamp != self._stamp() or not index.is_sound(counts):
                self._rebuild(index, report)

    def _follow(self, document_id: str, before: str, report: Progress) -> None:
        """Bring the indices from the state *before* a write to the one after it."""
        entries = self.library.passages.of_document(document_id)
        report("index", 0, len(self._indices))
        for done, index in enumerate(self._indices, start=1):
            try:
                if index.stamp == before:
                    index.replace(document_id, entries, self._stamp())
                else:
                    self._rebuild(index, _ignore)
            except IndexFailed as exc:
                LOG.warning("文件已入库，但未能写入检索索引，将在下次写入或启动时重建。%s", exc)
            report("index", done, len(self._indices))

    def _fill_tokens(self, report: Progress, *, after: int = 0) -> None:
        """Encode the words of the clause passages past the number *after* that lack it; a search does without until then."""
        table, encoder = self.library.tokens, self._embedder.interaction
        total, done = table.count_missing(after), 0
        if total:
            report("tokens", 0, total)
        while bare := table.missing(after):
            table.put(zip(bare, encoder.encode_passages([one.text for one in bare]), strict=True))
            done += len(bare)
            report("tokens", min(done, total), total)

    def _rebuild(self, index: SearchIndex, report: Progress) -> None:
        total = sum(self.library.passages.counts().values())
        LOG.info("正在从文件库重建%s（%d 条）", index.name, total)
        index.rebuild(_counted(self.library.passages.batches(), total, report), self._stamp())


class CollectionShelf:
    """One collection of a shelf, as ingest wants it: what is in the others is not known here."""

    def __init__(self, shelf: Shelf, collection: str) -> None:
        self._shelf, self._collection = shelf, collection

    def find(self, content_hash: str) -> Known | None:
        """As Shelf.find."""
        return self._shelf.find(content_hash, self._collection)

    def recognise(self, file: Fingerprint) -> Known | None:
        """As Shelf.recognise."""
        return self._shelf.recognise(file, self._collection)

    def remember(self, key: str, document: Document) -> None:
        """As Shelf.remember."""
        self._shelf.remember(key, document)

    def id_of(self, identity: str) -> str:
        """The id that the document of this identity has, or gets."""
        return self._shelf.id_of(identity, self._collection)

    def add(self, document: Document, data: bytes, progress: Progress | None = None) -> Document:
        """As Shelf.add."""
        return self._shelf.add(document, data, progress, collection=self._collection)


def _check_model(library: Library, embedder: Encoder, *, reencode: bool, report: Progress) -> None:
    if library.model == embedder.fingerprint:
        return
    if library.model is not None and library.summaries() and not reencode:
        raise ModelMismatch(library.model, embedder.fingerprint)
    entries = [entry for batch in library.passages.batches() for entry in batch]
    vectors = _encode(embedder, [entry.text for entry in entries], report)
    library.adopt(embedder.fingerprint, {e.number: v for e, v in zip(entries, vectors, strict=True)})


def _encode(embedder: Encoder, texts: Sequence[str], report: Progress) -> Floats:
    if not texts:
        return np.zeros((0, 0), np.float32)
    place = {
        text: at for at, text in enumerate(dict.fromkeys(texts))
    }  # a clause of one sentence is that sentence
    report("encode", 0, len(place))
    vectors = embedder.encode_passages(list(place), lambda done, total: report("encode", done, total))
    return vectors[[place[text] for text in texts]]


def _counted(batches: Iterable[list[Entry]], total: int, report: Progress) -> Iterator[list[Entry]]:
    done = 0
    for batch in batches:
        yield batch
        done += len(batch)
        report("index", done, total)


def _ignore(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
