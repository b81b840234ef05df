"""The only file that speaks Chroma: nearest passages by vector, in a folder of ours or on a server."""

import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, get_args
from urllib.parse import SplitResult, unquote, urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from ingest.model import Unit
from retrieval.address import told
from retrieval.errors import ChromaUnavailable, IndexFailed
from retrieval.indexing import Entry, Floats, WriteMark

# Chroma's defaults miss one neighbour in eight of random vectors; these missed none. They count at creation only.
HNSW = CreateCollectionConfiguration(
    hnsw=CreateHNSWConfiguration(space="cosine", max_neighbors=32, ef_construction=200, ef_search=200)
)
SILENT = "连接失败，或没有应答"
PROBED = 10  # neighbours that a sound graph must be able to name


class VectorIndex:
    """One collection for all passages, of clauses and of sentences; ids are passage numbers."""

    name = "向量索引"

    def __init__(
        self,
        client: ClientAPI,
        library_id: str,
        mark: WriteMark,
        *,
        server: str | None = None,
        folder: Path | None = None,
    ) -> None:
        """*server* is the address as it may be told; where there is none, Chroma works in a *folder* of ours."""
        self._client, self._mark, self._server, self._folder = client, mark, server, folder
        self.is_silent = False  # whether the server did not answer when it was last spoken to
        self._name = f"wence-{library_id}"
        self._collection: Collection | None = None

    @classmethod
    def open(cls, folder: Path, library_id: str, *, url: str | None = None) -> Self:
        """Open Chroma in *folder*, or on the server at *url*. Files that can't be opened are thrown away.

        Raises ChromaUnavailable when the server does not answer.
        """
        mark = WriteMark(folder)
        if url:
            return cls(_connect(url), library_id, mark, server=told(url))._load()
        mark.clear_away()
        with mark.touching():
            return cls(_open_folder(folder), library_id, mark, folder=folder)._load()

    @property
    def stamp(self) -> str | None:
        stamp = (self._collection.metadata or {}).get("stamp") if self._collection else None
        return stamp if isinstance(stamp, str) else None

    def is_sound(self, counts: Mapping[Unit, int]) -> bool:
        """Whether it holds as many passages as *counts* says, and finds them."""
        try:
            with self._mark.touching(), self._speaking():
                return self._collection is not None and _finds(self._collection, sum(counts.values()))
        except IndexFailed:
            return False

    def replace(self, document_id: str, entries: Sequence[Entry], stamp: str) -> None:
        """Put *entries* in the place of the document's. Raises IndexFailed."""
        with self._mark.touching(), self._speaking():
            self._there.delete(where={"document": document_id})
            self._add(entries)
            self._finish(stamp)

    def rebuild(self, batches: Iterable[Sequence[Entry]], stamp: str) -> None:
        """Make the collection anew from *batches*. Raises IndexFailed."""
        with self._mark.touching(), self._speaking():
            self._empty()
            self._collection = self._client.create_collection(
                self._name, configuration=HNSW, embedding_function=None
            )
            for batch in batches:
                self._add(batch)
            self._finish(stamp)

    def nearest(self, vector: Floats, *, n: int) -> list[int]:
        """The numbers of the *n* passages nearest to *vector*, nearest first. Raises IndexFailed."""
        with self._speaking():
            found = self._there.query(query_embeddings=vector[np.newaxis], n_results=n, include=[])
        return [int(number) for number in found["ids"][0]]

    def require_server(self) -> None:
        """Raises ChromaUnavailable where there is a server that does not answer."""
        if self._server:
            with self._speaking():
                self._client.heartbeat()

    def numbers(self) -> list[int]:
        """The numbers of all passages that it holds. Raises IndexFailed."""
        with self._speaking():
            return [int(number) for number in self._there.get(include=[])["ids"]]

    def close(self) -> None:
        if isinstance(self._client, Client):
            self._client.close()

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Chroma's errors stop here; a server that does not answer is told from one that can't do what it should."""
        try:
            with _speaking():
                yield
        except IndexFailed as failure:
            if self._server and isinstance(failure.__cause__, httpx.TransportError):
                self.is_silent = True
                raise ChromaUnavailable(self._server, SILENT) from failure
            raise
        self.is_silent = False

    def _empty(self) -> None:
        """Let go of what is there. Chroma leaves the files of collections that it deletes: a folder goes as a whole."""
        if self._folder is not None:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._client = _open_folder(self._folder)
            return
        for name in (self._name, *(f"{self._name}-{unit}" for unit in get_args(Unit))):
            _drop(self._client, name)  # each unit once had a collection of its own

    @property
    def _there(self) -> Collection:
        """The collection. Raises IndexFailed where it is missing."""
        if self._collection is None:
            raise IndexFailed(self.name, self._name)
        return self._collection

    def _load(self) -> Self:
        with suppress(NotFoundError):
            self._collection = self._client.get_collection(self._name, embedding_function=None)
        return self

    def _add(self, entries: Sequence[Entry]) -> None:
        most = self._client.get_max_batch_size()
        for at in range(0, len(entries), most):
            part = entries[at : at + most]
            self._there.upsert(
                ids=[str(e.number) for e in part],
                embeddings=np.stack([e.vector for e in part]),
                metadatas=[{"document": e.document_id} for e in part],
            )

    def _finish(self, stamp: str) -> None:
        # A search makes Chroma write its graph now, not in some later one.
        _finds(self._there, self._there.count())
        self._there.modify(metadata={"stamp": stamp})


def _finds(collection: Collection, expected: int) -> bool:
    """Whether the collection holds *expected* passages and its graph names the neighbours of one of them."""
    if collection.count() != expected:
        return False
    if expected == 0:
        return True
    sample = collection.get(limit=1, include=["embeddings"])["embeddings"]
    found = collection.query(query_embeddings=sample, n_results=min(expected, PROBED), include=[])
    return len(found["ids"][0]) == min(expected, PROBED)


def _drop(client: ClientAPI, name: str) -> None:
    try:
        client.delete_collection(name)
    except NotFoundError:
        return


def _open_folder(folder: Path) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    try:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    except Exception:  # whatever is wrong with it, it can be rebuilt
        shutil.rmtree(folder, ignore_errors=True)
        SharedSystemClient.clear_system_cache()  # Chroma keeps the broken client and would hand it out again
    with _speaking():
        return chromadb.PersistentClient(path=str(folder), settings=settings)


def _connect(url: str) -> ClientAPI:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            headers=_credentials(parts),
            settings=Settings(anonymized_telemetry=False),
        )
    except Exception as exc:
        # Its client tells only in words that nobody answered.
        silent = "Could not connect" in str(exc) or isinstance(exc, httpx.TransportError)
        raise ChromaUnavailable(told(url), SILENT if silent else str(exc)) from exc


def _credentials(parts: SplitResult) -> dict[str, str]:
    """The name and password of an address as a server, or the proxy before it, is sent them."""
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


@contextmanager
def _speaking() -> Iterator[None]:
    """Chroma's errors stop here, its missing collections included."""
    try:
        yield
    except IndexFailed:
        raise
    except Exception as exc:
        raise IndexFailed(VectorIndex.name, str(exc) or type(exc).__name__) from exc
