"""Vectors in Chroma: nearest passages, by document, in a folder or on a server."""

import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import numpy as np
import pytest

from eval.bench.chroma_server import chroma_server
from retrieval.embedder import Embedder
from retrieval.errors import ChromaUnavailable, IndexFailed
from retrieval.indexing import Entry
from retrieval.shelf import Shelf
from retrieval.vectors import VectorIndex
from tests.small_plans import BOARDING, READING, SPORTS, plan

DIMENSION = 48
RANDOM = np.random.default_rng(7).normal(size=(240, DIMENSION)).astype(np.float32)
VECTORS = RANDOM / np.linalg.norm(RANDOM, axis=1, keepdims=True)
ENTRIES = [
    Entry(n + 1, f"d{n % 6}", "sentence" if n % 3 else "clause", "", vector)
    for n, vector in enumerate(VECTORS)
]
COUNTS = {"clause": 80, "sentence": 160}
CHANGED = ["每天安排两节体育课。", "体育器材由县级统一采购，经费200万元。"]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    index = VectorIndex.open(tmp_path / "chroma", "lib")
    index.rebuild([ENTRIES[:100], ENTRIES[100:]], "first")
    yield index
    index.close()


def test_every_passage_finds_itself(index: VectorIndex):
    """The passage nearest to a stored vector is the one it belongs to."""
    missed = [e.number for e in ENTRIES if index.nearest(e.vector, n=1) != [e.number]]

    assert missed == []


def test_nearest_are_in_order(index: VectorIndex):
    """Neighbours come nearest first, clauses and sentences alike."""
    found = index.nearest(VECTORS[0], n=20)

    exact = sorted((e.number for e in ENTRIES), key=lambda n: -VECTORS[n - 1] @ VECTORS[0])
    assert found == exact[:20]


def test_replacing_a_document(index: VectorIndex):
    """A document's new passages take the place of its old ones; other documents stay."""
    index.replace("d0", [Entry(900, "d0", "clause", "", VECTORS[0])], "second")

    assert index.nearest(VECTORS[0], n=1) == [900]
    assert index.stamp == "second"
    assert index.numbers() == [*(e.number for e in ENTRIES if e.document_id != "d0"), 900]
    assert index.nearest(VECTORS[1], n=1) == [2]


def test_stamp_and_contents_survive_a_restart(index: VectorIndex, tmp_path: Path):
    """A reopened index holds what was written and knows its state; another library's is not taken for its own."""
    index.close()

    again = VectorIndex.open(tmp_path / "chroma", "lib")
    other = VectorIndex.open(tmp_path / "chroma", "other")

    assert again.stamp == "first"
    assert again.is_sound(COUNTS)
    assert not again.is_sound({**COUNTS, "clause": 79})  # one passage less
    assert again.nearest(VECTORS[5], n=1) == [6]
    assert other.stamp is None
    assert not other.is_sound({})
    again.close()
    other.close()


def test_an_empty_index_is_sound(tmp_path: Path):
    """A library without documents has an empty collection, where nothing is found."""
    index = VectorIndex.open(tmp_path / "chroma", "lib")
    index.rebuild([], "empty")

    assert index.is_sound({})
    assert index.nearest(VECTORS[0], n=5) == []
    index.close()


def test_a_rebuilt_index_leaves_nothing_behind(index: VectorIndex, tmp_path: Path):
    """Made anew, the index takes as much room as before: the files of the old graph are gone."""
    before = sorted(path.is_dir() for path in (tmp_path / "chroma").iterdir())

    index.rebuild([ENTRIES], "second")

    assert index.is_sound(COUNTS)
    assert sorted(path.is_dir() for path in (tmp_path / "chroma").iterdir()) == before


def test_a_damaged_database_is_thrown_away(index: VectorIndex, tmp_path: Path):
    """Chroma files that can't be opened make an empty index, which can be filled again."""
    index.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"\x00\xff" * 4096)

    again = VectorIndex.open(tmp_path / "chroma", "lib")

    assert again.stamp is None
    again.rebuild([ENTRIES], "again")
    assert again.is_sound(COUNTS)
    again.close()


def test_a_cut_short_write_empties_the_index(index: VectorIndex, tmp_path: Path):
    """Where the process died amid a write, Chroma's files are not even opened: a broken graph can kill it."""
    index.close()
    (tmp_path / "chroma.unfinished").touch()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"never read")

    again = VectorIndex.open(tmp_path / "chroma", "lib")

    assert again.stamp is None
    assert not (tmp_path / "chroma.unfinished").exists()
    again.close()


def test_a_missing_graph_is_noticed(tmp_path: Path):
    """Vectors whose graph was deleted are not found, and the index says that it isn't sound."""
    many = np.random.default_rng(3).normal(size=(1200, DIMENSION)).astype(np.float32)
    index = VectorIndex.open(tmp_path / "chroma", "lib")
    index.rebuild([[Entry(n, "d", "clause", "", v) for n, v in enumerate(many, 1)]], "first")
    index.close()
    for graph in (tmp_path / "chroma").rglob("*.bin"):
        graph.unlink()

    again = VectorIndex.open(tmp_path / "chroma", "lib")

    assert again.stamp == "first"
    assert not again.is_sound({"clause": 1200})
    again.close()


def test_failures_are_ours(index: VectorIndex):
    """Chroma's errors come out as one of ours that says what to do."""
    with pytest.raises(IndexFailed, match="wence reindex"):
        index.nearest(VECTORS[0][:7], n=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Chroma server."""
    with chroma_server(tmp_path_factory.mktemp("server")) as url:
        yield url


def test_a_server_does_the_same(server: str, tmp_path: Path):
    """With an address the vectors live on the Chroma server, and nothing in the folder."""
    index = VectorIndex.open(tmp_path / "chroma", "lib", url=server)
    index.rebuild([ENTRIES], "first")
    index.replace("d0", [], "second")
    index.close()

    again = VectorIndex.open(tmp_path / "chroma", "lib", url=server)

    assert again.stamp == "second"
    assert again.is_sound({"clause": 40, "sentence": 160})
    assert again.nearest(VECTORS[3], n=1) == [4]
    assert not (tmp_path / "chroma").exists()
    again.close()


def test_collections_of_one_unit_are_let_go(server: str, tmp_path: Path):
    """What an earlier release kept on a server, a collection for each unit, goes when the index is made anew."""
    address = urlsplit(server)
    client = chromadb.HttpClient(host=str(address.hostname), port=int(address.port or 0))
    client.create_collection("wence-old-clause", embedding_function=None)
    index = VectorIndex.open(tmp_path / "chroma", "old", url=server)

    index.rebuild([ENTRIES], "first")
    index.close()

    assert {c.name for c in client.list_collections() if "wence-old" in c.name} == {"wence-old"}


def test_a_silent_server_is_named(tmp_path: Path):
    """Where no server answers, the message names the address and the setting."""
    with pytest.raises(ChromaUnavailable, match=r"127\.0\.0\.1:9：连接失败.*WENCE_CHROMA_URL"):
        VectorIndex.open(tmp_path / "chroma", "lib", url="http://127.0.0.1:9")


def test_a_password_in_the_address_is_sent_and_not_told(tmp_path: Path):
    """A proxy before the server may ask for one; what is said of a server that turns us away doesn't hold it."""
    heard: list[bytes] = []

    def refuse() -> None:
        connection, _ = listener.accept()
        with connection:
            heard.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = threading.Thread(target=refuse, daemon=True)
        server.start()
        with pytest.raises(ChromaUnavailable) as refusal:
            VectorIndex.open(
                tmp_path, "lib", url=f"http://someone:s3cr3t%40word@127.0.0.1:{port}/?key=s3cr3t"
            )
        server.join(10)

    assert b64encode(b"someone:s3cr3t@word") in heard[0]
    assert f"http://127.0.0.1:{port}/" in str(refusal.value)
    assert "s3cr3t" not in str(refusal.value)


def test_a_server_gives_the_same_results_as_a_folder(server: str, tmp_path: Path, embedder: Embedder):
    """Added, changed, deleted, opened again: the same hits with the same scores, whichever holds the vectors."""
    found: dict[str | None, list] = {}
    for url in (None, server):
        home = tmp_path / ("server" if url else "folder")
        with Shelf.open(home, embedder, chroma_url=url) as shelf:
            for document in (SPORTS, READING, BOARDING, plan("临溪县中小学体育提升方案", CHANGED)):
                shelf.add(document, document.text.encode())
            shelf.delete(BOARDING.id)
        with Shelf.open(home, embedder, chroma_url=url) as shelf:
            found[url] = [
                [(hit.clause.id, hit.text, round(hit.score, 6)) for hit in shelf.retriever.retrieve(query, 5)]
                for query in ("每天几节体育课", "图书角藏书", "校长陪餐", "经费多少")
            ]

    assert found[None] == found[server]
    assert all(found[server])
