"""`wence reindex`: today's reading and today's indices for what is stored already."""

from dataclasses import replace
from pathlib import Path

from ingest.model import Document, Metadata
from ingest.pipeline import read_document
from retrieval.embedder import Embedder
from retrieval.shelf import Shelf
from tests.test_shelf import add, best, check_in_step


def read(words: str) -> Document:
    text = f"临溪县食堂管理办法\n一、经费\n每餐补助{words}元。\n二、检查\n每月检查1次。\n"
    return read_document(text.encode(), "食堂.txt")


def test_reindex_by_hand(tmp_path: Path, embedder: Embedder):
    """Rebuilding both indices leaves the same library where nothing is read differently, and tells how far it is."""
    steps: list[tuple[str, int, int]] = []
    with Shelf.open(tmp_path, embedder) as shelf:
        document = add(shelf, read("4"))
        before = shelf.retriever.retrieve("每餐补助多少", 5)
        generation = shelf.library.generation

        assert shelf.reindex(lambda *step: steps.append(step)) == 0

        assert shelf.retriever.retrieve("每餐补助多少", 5) == before
        assert shelf.library.generation == generation
    assert steps[-1][0] == "index"
    assert steps[-1][1] == steps[-1][2] == len(document.passages)
    check_in_step(tmp_path, [document])


def test_reindex_brings_todays_reading_to_every_version(tmp_path: Path, embedder: Embedder):
    """What an older parser read is replaced, in old versions too; id, version, text and hash stay, search finds it."""
    first, second = read("4"), read("5")
    with Shelf.open(tmp_path, embedder) as shelf:
        for document in (first, second):
            add(shelf, replace(document, clauses=document.clauses[:1], passages=(), metadata=Metadata()))

        assert shelf.reindex() == 1

        assert shelf.library.document(second.id) == replace(second, version=2)
        assert shelf.library.document(first.id, 1) == replace(first, passages=())
        assert shelf.library.summary(second.id).title == "临溪县食堂管理办法"
        assert "5元" in best(shelf, "每餐补助多少元")
        assert shelf.reindex() == 0
    check_in_step(tmp_path, [second])


def test_reindex_reads_ledgers_again(tmp_path: Path, embedder: Embedder):
    """Where only the commitments were read otherwise, old versions and new get today's."""
    first, second = read("4"), read("5")
    with Shelf.open(tmp_path, embedder) as shelf:
        for document in (first, second):
            add(shelf, replace(document, commitments=document.commitments[:1]))

        assert shelf.reindex() == 1

        assert shelf.library.document(first.id, 1).commitments == first.commitments
        assert shelf.library.document(second.id).commitments == second.commitments
        assert shelf.library.summary(second.id).commitments == len(second.commitments) > 1
