"""The store of record keeps everything, exactly, whole or not at all."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from ingest.pipeline import Known
from ingest.readers.fingerprint import Fingerprint
from retrieval.errors import StorageFailed, UnknownClause, UnknownDocument, UnknownVersion
from retrieval.hits import Catalogue
from retrieval.library import Library
from retrieval.store.collections import Collection
from tests.small_plans import BOARDING, READING, SPORTS, plan, put, vectors_for

SPORTS_2 = plan("临溪县中小学体育提升方案", ["每天安排两节体育课。", "取消体育器材专项经费。"])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library.sqlite")
    yield library
    library.close()


def test_a_document_comes_back_as_it_was(library: Library):
    """Text, clauses, passages, metadata, receipt, noise and file survive storage unchanged."""
    put(library, SPORTS)

    assert isinstance(library, Catalogue)
    assert library.document(SPORTS.id) == SPORTS
    assert library.find(SPORTS.content_hash) == Known(SPORTS, is_current=True)
    assert library.text(SPORTS.id) == SPORTS.text
    assert tuple(library.clauses(SPORTS.id)) == SPORTS.clauses
    assert [library.clause(clause.id) for clause in SPORTS.clauses] == list(SPORTS.clauses)
    assert library.metadata(SPORTS.id) == SPORTS.metadata
    assert library.receipt(SPORTS.id) == SPORTS.receipt
    assert library.file(SPORTS.id) == SPORTS.text.encode("gb18030")


def test_a_closed_library_opens_with_the_same_contents(tmp_path: Path):
    """What was stored is there after a restart, and the generation goes on counting."""
    path = tmp_path / "library.sqlite"
    first = Library.open(path)
    put(first, SPORTS)
    put(first, READING)
    ident, generation = first.id, first.generation
    first.close()

    again = Library.open(path)

    assert [s.title for s in again.summaries()] == [SPORTS.title, READING.title]
    assert (again.id, again.generation) == (ident, generation)
    again.close()


def test_summaries_keep_the_order_of_adding(library: Library):
    """A new version does not move a document in the list."""
    for document in (SPORTS, READING, SPORTS_2):
        put(library, document)

    sports, reading = library.summaries()

    assert (sports.id, sports.version, sports.clauses) == (SPORTS.id, 2, 2)
    assert (reading.id, reading.version, reading.warnings) == (READING.id, 1, ("无文号",))
    assert library.summary(SPORTS.id) == sports


def test_old_citations_still_resolve(library: Library):
    """Text, clauses and file of an older version stay readable after a new one came."""
    put(library, SPORTS)
    put(library, SPORTS_2)
    third = SPORTS.clauses[3]

    assert library.text(SPORTS.id) == SPORTS_2.text
    assert library.text(SPORTS.id, 1) == SPORTS.text
    assert tuple(library.clauses(SPORTS.id, 1)) == SPORTS.clauses
    assert library.clause(third.id, 1) == third
    assert library.file(SPORTS.id, 1) == SPORTS.text.encode("gb18030")
    with pytest.raises(UnknownClause, match="新版本中不存在"):
        library.clause(third.id)


def test_versions_are_listed_with_what_they_hold(library: Library):
    """Each version has its number, content hash, file name, time and size; the oldest comes first."""
    put(library, SPORTS)
    put(library, replace(SPORTS_2, file_name="修订稿.txt"))

    first, second = library.versions(SPORTS.id)

    assert (first.version, first.content_hash, first.clauses) == (1, SPORTS.content_hash, 3)
    assert (second.version, second.content_hash, second.file_name) == (2, SPORTS_2.content_hash, "修订稿.txt")
    assert datetime.fromisoformat(first.added_at) <= datetime.fromisoformat(second.added_at)
    assert datetime.fromisoformat(first.added_at).utcoffset() == timedelta(0)
    with pytest.raises(UnknownDocument):
        library.versions("0000")


def test_a_reading_is_replaced_whole_or_not_at_all(library: Library):
    """What was read out of a version is stored anew under the same number; a failed one leaves the old reading."""
    put(library, SPORTS)
    put(library, READING)
    other = replace(SPORTS, clauses=SPORTS.clauses[:2], passages=SPORTS.passages[:1], warnings=("已重读",))
    twice = replace(other, clauses=(*other.clauses, other.clauses[-1]))
    generation = library.generation

    with pytest.raises(StorageFailed):
        library.replace(twice, vectors_for(twice))
    assert library.document(SPORTS.id) == SPORTS
    library.replace(other, vectors_for(other))

    assert library.document(SPORTS.id) == other
    assert library.summary(SPORTS.id).warnings == ("已重读",)
    assert library.file(SPORTS.id) == SPORTS.text.encode("gb18030")
    assert [version.version for version in library.versions(SPORTS.id)] == [1]
    assert library.document(READING.id) == READING
    assert library.generation == generation + 1


def test_only_the_current_version_is_searched(library: Library):
    """Passages of a replaced version are gone; every passage left belongs to the new text."""
    put(library, SPORTS)
    put(library, SPORTS_2)

    entries = library.passages.of_document(SPORTS.id)

    assert [entry.text for entry in entries] == [passage.text for passage in SPORTS_2.passages]
    assert sum(library.passages.counts().values()) == len(entries)
    assert library.find(SPORTS.content_hash) == Known(replace(SPORTS, passages=()), is_current=False)


def test_passage_numbers_are_never_used_twice(library: Library):
    """A stale index can't point at a newer passage, not even after everything was deleted."""
    put(library, SPORTS)
    before = {entry.number for batch in library.passages.batches() for entry in batch}
    library.delete(SPORTS.id)
    put(library, READING)

    after = {entry.number for batch in library.passages.batches() for entry in batch}

    assert before
    assert not before & after


def test_a_file_that_was_read_is_recognised(library: Library):
    """In the collection where it was read, as the current version or an older one; that of a deleted document is not."""
    library.collections.put(Collection("内部"))
    first = put(library, SPORTS)
    for _ in range(2):
        library.remember("key", first)
    file, bytes_only = (
        Fingerprint("", "key"),
        Fingerprint(sha256(SPORTS.text.encode("gb18030")).hexdigest(), ""),
    )
    elsewhere = library.recognise(file, "内部")
    here, other, now = (library.recognise(one) for one in (file, Fingerprint("", "another"), bytes_only))
    put(library, SPORTS_2)

    assert (here, other, elsewhere, now) == (Known(first, is_current=True), None, None, None)
    for one in (file, bytes_only):
        assert library.recognise(one) == Known(replace(first, passages=()), is_current=False)
    put(library, SPORTS)
    assert library.recognise(file) == Known(replace(first, version=3), is_current=True)
    assert library.recognise(bytes_only) is None
    library.delete(SPORTS.id)
    library.remember("key", first)
    assert library.recognise(file) is None


def test_deleting_leaves_nothing_behind(library: Library, tmp_path: Path):
    """A deleted document is gone with all versions, clauses, passages and files; others stay."""
    for document in (SPORTS, SPORTS_2, READING):
        put(library, document)

    library.delete(SPORTS.id)

    assert [s.id for s in library.summaries()] == [READING.id]
    with pytest.raises(UnknownDocument, match=SPORTS.id):
        library.text(SPORTS.id)
    with pytest.raises(UnknownDocument):
        library.text(SPORTS.id, 1)
    with sqlite3.connect(tmp_path / "library.sqlite") as raw:
        counts = {t: raw.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("versions", "files")}
        clauses = raw.execute("SELECT count(*) FROM clauses").fetchone()[0]
    raw.close()
    assert counts == {"versions": 1, "files": 1}
    assert clauses == len(READING.clauses)


def test_unknown_ids_say_so(library: Library):
    """Asking for what isn't there names it and says where to look."""
    put(library, SPORTS)

    with pytest.raises(UnknownDocument, match="wence documents"):
        library.text("0000")
    with pytest.raises(UnknownVersion, match="没有第 7 版，文件库中只有第 1 版"):
        library.text(SPORTS.id, 7)
    with pytest.raises(UnknownClause, match="九、"):
        library.clause(f"{SPORTS.id}:九、")
    with pytest.raises(UnknownDocument):
        library.delete("0000")


def test_a_failed_write_changes_nothing(library: Library):
    """A document that can't be stored whole is not stored at all."""
    put(library, SPORTS)
    generation = library.generation
    twice = replace(READING, clauses=(*READING.clauses, READING.clauses[-1]))

    with pytest.raises(StorageFailed, match="不受影响"):
        put(library, twice)
    with pytest.raises(ValueError, match="shorter"):
        library.put(READING, b"", vectors_for(READING)[1:])

    assert library.generation == generation
    assert [s.id for s in library.summaries()] == [SPORTS.id]
    assert library.find(READING.content_hash) is None


def test_threads_see_whole_documents(library: Library):
    """Readers beside a writer see a document's old or new version, never a mixture."""
    put(library, SPORTS)
    whole = {SPORTS.text: len(SPORTS.clauses), SPORTS_2.text: len(SPORTS_2.clauses)}

    def read(_: int) -> bool:
        document = library.document(SPORTS.id)
        return whole[document.text] == len(document.clauses)

    with ThreadPoolExecutor(4) as pool:
        reads = pool.map(read, range(60))
        writes = pool.map(lambda d: put(library, d), [SPORTS_2, SPORTS] * 5)

        assert len(list(writes)) == 10
        assert all(reads)


def test_vectors_keep_their_direction(library: Library):
    """Stored at half precision, a vector stays within a thousandth of itself."""
    vectors = np.random.default_rng(1).normal(size=(len(SPORTS.passages), 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    library.put(SPORTS, b"", vectors)

    stored = np.stack([entry.vector for entry in library.passages.of_document(SPORTS.id)])

    assert stored.dtype == np.float32
    assert np.allclose((stored * vectors).sum(axis=1), 1, atol=1e-3)


def test_passages_of_a_scope_and_around_a_hit(library: Library):
    """A scope gives all passages of its documents; a found passage brings all of its clause."""
    for document in (SPORTS, READING, BOARDING):
        put(library, document)

    scope = library.passages.within(frozenset({READING.id, BOARDING.id}))
    sentence = scope.number[scope.is_sentence][-1]
    around = library.passages.around([int(sentence)])

    assert scope.number.size == len(READING.passages) + len(BOARDING.passages)
    assert set(around.clause) == {scope.clause[scope.number == sentence][0]}
    assert list(around.is_sentence) == [False, True]
    assert library.passages.around([]).number.size == 0


def test_whose_passages_are(library: Library):
    """Also after a document in the midst got another version and one went."""
    for document in (SPORTS, READING, BOARDING):
        put(library, document)
    put(library, SPORTS_2)
    library.delete(BOARDING.id)

    owners = library.passages.owners()
    numbers = {d.id: [e.number for e in library.passages.of_document(d.id)] for d in (SPORTS, READING)}
    mixed = [numbers[READING.id][0], numbers[SPORTS.id][-1], 1_000_000, numbers[READING.id][-1], 0]

    assert owners.count(frozenset({SPORTS.id, READING.id, BOARDING.id})) == sum(map(len, numbers.values()))
    assert owners.of_these(mixed, frozenset({READING.id})) == [mixed[0], mixed[3]]
    assert owners.of_these(mixed, frozenset({SPORTS.id, READING.id, "gone"})) == [
        mixed[0],
        mixed[1],
        mixed[3],
    ]
    assert owners.of_these(mixed, frozenset()) == []
    assert owners.share(frozenset({SPORTS.id})) == len(numbers[SPORTS.id]) / sum(map(len, numbers.values()))
