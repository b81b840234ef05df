"""Three stores, one state: documents come and go everywhere at once, and damage repairs itself."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.model import Document
from ingest.pipeline import Known
from retrieval.embedder import Embedder
from retrieval.errors import LibraryInUse, ModelMismatch, UnknownDocument
from retrieval.lexical import LexicalIndex
from retrieval.library import Library
from retrieval.shelf import Shelf
from retrieval.vectors import VectorIndex
from tests.small_plans import BOARDING, READING, SPORTS, plan

SPORTS_2 = plan("临溪县中小学体育提升方案", ["每天安排两节体育课。", "体育器材由市级统一采购。"])


class OtherModel:
    """A model with another name, whose vectors can't be compared with the real one's."""

    fingerprint = "another-model"

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.interaction = real.interaction

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> np.ndarray:
        vector = self._real.encode_query(text, beside)[:64]
        return vector / np.linalg.norm(vector)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        vectors = self._real.encode_passages(texts, progress)[:, :64]
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def shelf(tmp_path: Path, embedder: Embedder) -> Iterator[Shelf]:
    with Shelf.open(tmp_path, embedder) as shelf:
        for document in (SPORTS, READING):
            add(shelf, document)
        yield shelf


def add(shelf: Shelf, document: Document) -> Document:
    return shelf.add(document, document.text.encode())


def best(shelf: Shelf, query: str) -> str:
    return shelf.retriever.retrieve(query, 1)[0].text


def every_file(folder: Path, change: Callable[[bytes], bytes]) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.write_bytes(change(path.read_bytes()))


def check_in_step(home: Path, expected: Sequence[Document]) -> None:
    """Opened one by one, all three stores hold the passages of the *expected* documents and nothing else."""
    library = Library.open(home / "library.sqlite")
    vectors, lexical = VectorIndex.open(home / "chroma", library.id), LexicalIndex.open(home / "lexical")
    texts = [entry.text for batch in library.passages.batches() for entry in batch]
    counts = library.passages.counts()
    stamps = {vectors.stamp, lexical.stamp, f"{library.id}:{library.generation}"}
    sound = vectors.is_sound(counts) and lexical.is_sound(counts)
    for store in (library, vectors, lexical):
        store.close()

    assert sorted(texts) == sorted(p.text for document in expected for p in document.passages)
    assert len(stamps) == 1
    assert sound


def test_a_new_library_is_empty(tmp_path: Path, embedder: Embedder):
    """A library that was just made finds nothing, and says nothing is wrong."""
    with Shelf.open(tmp_path / "new" / "home", embedder) as shelf:
        assert shelf.retriever.retrieve("体育课", 5) == []
        assert list(shelf.library.summaries()) == []
        assert shelf.library.model == shelf.fingerprint


def test_the_same_file_twice_changes_nothing(shelf: Shelf):
    """Adding content that is there already is neither a version nor a generation."""
    generation = shelf.library.generation

    again = add(shelf, SPORTS)

    assert again == SPORTS
    assert shelf.find(SPORTS.content_hash) == Known(SPORTS, is_current=True)
    assert shelf.library.generation == generation


def test_new_content_replaces_the_old_in_every_store(shelf: Shelf, tmp_path: Path):
    """A new version is found, its old words no more, and the old text is still there to be cited."""
    stored = add(shelf, SPORTS_2)

    assert stored.version == 2
    assert best(shelf, "体育器材谁来采购") == "二、体育器材由市级统一采购。"
    assert all("120万元" not in hit.text for hit in shelf.retriever.retrieve("体育器材专项经费120万元", 20))
    assert "120万元" in shelf.library.text(SPORTS.id, 1)
    shelf.close()
    check_in_step(tmp_path, [SPORTS_2, READING])


def test_deleting_removes_from_every_store(shelf: Shelf, tmp_path: Path):
    """A deleted document is found no more; deleting it again is an error."""
    shelf.delete(SPORTS.id)

    assert all(hit.document.id == READING.id for hit in shelf.retriever.retrieve("体育课", 20))
    with pytest.raises(UnknownDocument):
        shelf.delete(SPORTS.id)
    shelf.close()
    check_in_step(tmp_path, [READING])


def test_progress_is_told(tmp_path: Path, embedder: Embedder):
    """Encoding, storing, indexing and encoding words each report from nothing to all."""
    steps: list[tuple[str, int, int]] = []
    with Shelf.open(tmp_path, embedder) as shelf:
        shelf.add(SPORTS, b"", lambda *step: steps.append(step))

    stages = list(dict.fromkeys(stage for stage, _, _ in steps))
    assert stages == ["encode", "store", "index", "tokens"]
    for stage in stages:
        mine = [(done, total) for name, done, total in steps if name == stage]
        assert mine[0][0] == 0
        assert mine[-1][0] == mine[-1][1]


def test_uploads_side_by_side(tmp_path: Path, embedder: Embedder):
    """Several uploads at once, some of them the same, end as one whole document each."""
    with Shelf.open(tmp_path, embedder) as shelf, ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda d: add(shelf, d), [SPORTS, READING, SPORTS, BOARDING, READING]))

        assert {document.version for document in stored} == {1}
    check_in_step(tmp_path, [SPORTS, READING, BOARDING])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda home: shutil.rmtree(home / "chroma"), id="chroma-deleted"),
        pytest.param(lambda home: shutil.rmtree(home / "lexical"), id="tantivy-deleted"),
        pytest.param(
            lambda home: (home / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 9000), id="chroma-broken"
        ),
        pytest.param(lambda home: (home / "lexical" / "meta.json").write_bytes(b"{"), id="tantivy-broken"),
        pytest.param(lambda home: (home / "lexical" / "stamp.txt").unlink(), id="stamp-lost"),
        pytest.param(
            lambda home: (home / "lexical" / "stamp.txt").write_bytes(b"\x86" * 30), id="stamp-garbled"
        ),
        pytest.param(
            lambda home: every_file(home / "chroma", lambda data: data[: len(data) // 2]), id="chroma-halved"
        ),
        pytest.param(
            lambda home: every_file(home / "lexical", lambda data: data[: len(data) // 2]),
            id="tantivy-halved",
        ),
        pytest.param(
            lambda home: every_file(home / "chroma", lambda data: b"\xa5" * len(data)), id="chroma-garbled"
        ),
        pytest.param(
            lambda home: every_file(home / "lexical", lambda data: b"\xa5" * len(data)), id="tantivy-garbled"
        ),
        pytest.param(lambda home: (home / "chroma.unfinished").touch(), id="chroma-write-cut-short"),
        pytest.param(lambda home: (home / "lexical.unfinished").touch(), id="tantivy-write-cut-short"),
    ],
)
def test_a_damaged_index_is_rebuilt_at_the_next_start(
    shelf: Shelf, tmp_path: Path, embedder: Embedder, damage: Callable[[Path], object]
):
    """Whatever happens to an index, the next start restores it from the library without being asked."""
    shelf.close()
    damage(tmp_path)

    with Shelf.open(tmp_path, embedder) as again:
        assert best(again, "每学期更新的图书角") == "一、每班设图书角，藏书不少于80册，每学期更新一次。"
    check_in_step(tmp_path, [SPORTS, READING])


def test_an_index_left_behind_is_rebuilt(shelf: Shelf, tmp_path: Path, embedder: Embedder):
    """A document that reached the library but no index is searchable after the next start."""
    shelf.close()
    library = Library.open(tmp_path / "library.sqlite")
    vectors = embedder.encode_passages([p.text for p in BOARDING.passages])
    library.put(BOARDING, b"", vectors)
    library.close()

    with Shelf.open(tmp_path, embedder) as again:
        assert best(again, "校长陪餐") == "二、食堂饭菜留样48小时，校长每周陪餐不少于两次。"
    check_in_step(tmp_path, [SPORTS, READING, BOARDING])


def test_a_failing_index_stops_neither_storing_nor_searching(
    shelf: Shelf, tmp_path: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture
):
    """A document whose index update failed is kept, searches go on, and the next write mends the index."""
    shelf.close()
    with Shelf.open(tmp_path, embedder) as again:
        blocker = LexicalIndex.open(tmp_path / "lexical")
        blocker.replace("unknown", [], blocker.stamp or "")  # now it holds tantivy's only writer
        add(again, BOARDING)
        hits = again.retriever.retrieve("夜间值守的生活教师", 3)
        blocker.close()
        add(again, SPORTS_2)

    assert "全文索引" in caplog.text
    assert BOARDING.id in {hit.document.id for hit in hits}
    check_in_step(tmp_path, [SPORTS_2, READING, BOARDING])


def test_one_process_owns_a_library(shelf: Shelf, tmp_path: Path, embedder: Embedder):
    """A second owner is refused by name while the first is open, and welcome afterwards."""
    with pytest.raises(LibraryInUse, match=tmp_path.name):
        Shelf.open(tmp_path, embedder)

    shelf.close()

    Shelf.open(tmp_path, embedder).close()


def test_vectors_of_two_models_are_not_mixed(shelf: Shelf, tmp_path: Path, embedder: Embedder):
    """A library refuses a model that didn't make its vectors; it is free again for the one that did."""
    shelf.close()

    with pytest.raises(ModelMismatch, match=r"another-model.*wence reindex"):
        Shelf.open(tmp_path, OtherModel(embedder))

    Shelf.open(tmp_path, embedder).close()
    check_in_step(tmp_path, [SPORTS, READING])


def test_a_new_model_makes_all_vectors_again(shelf: Shelf, tmp_path: Path, embedder: Embedder):
    """Told to, a library goes over to another model entirely, its own dimension included."""
    shelf.close()
    other = OtherModel(embedder)

    with Shelf.open(tmp_path, other, reencode=True) as changed:
        assert best(changed, "图书角藏书") == "一、每班设图书角，藏书不少于80册，每学期更新一次。"
        assert changed.library.passages.of_document(SPORTS.id)[0].vector.shape == (64,)

    with pytest.raises(ModelMismatch):
        Shelf.open(tmp_path, embedder)
    check_in_step(tmp_path, [SPORTS, READING])


def test_an_empty_library_takes_any_model(shelf: Shelf, tmp_path: Path, embedder: Embedder):
    """With no documents left there is nothing to mix."""
    shelf.delete(SPORTS.id)
    shelf.delete(READING.id)
    shelf.close()

    with Shelf.open(tmp_path, OtherModel(embedder)) as again:
        assert again.library.model == "another-model"


def test_a_document_without_passages_is_kept(shelf: Shelf, tmp_path: Path):
    """A file in which nothing could be cut is stored all the same."""
    blank = replace(BOARDING, passages=())

    assert add(shelf, blank).version == 1

    shelf.close()
    check_in_step(tmp_path, [SPORTS, READING])


def test_like_passages_are_encoded_once(tmp_path: Path, embedder: Embedder):
    """A clause of one sentence is that sentence: one vector serves both, and each passage still has its own row."""
    encoded: list[str] = []

    class Counting(OtherModel):
        def encode_passages(
            self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
        ) -> np.ndarray:
            encoded.extend(texts)
            return super().encode_passages(texts, progress)

    with Shelf.open(tmp_path, Counting(embedder)) as shelf:
        stored = add(shelf, SPORTS)
        entries = shelf.library.passages.of_document(stored.id)

    texts = [entry.text for entry in entries]
    assert len(encoded) == len(set(texts)) < len(texts)
    again = OtherModel(embedder).encode_passages(texts)
    assert np.abs(np.stack([entry.vector for entry in entries]) - again).max() < 1e-3
