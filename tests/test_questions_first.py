"""While a file is read in: questions go first, and whoever asks is told what is not quite there yet."""

import os
import sys
import threading
from pathlib import Path

import pytest

from app.items.contract import document_item
from app.service import Service
from app.settings import Settings
from app.ui.library import document_html
from retrieval.embedder import Embedder
from retrieval.errors import StorageFailed
from retrieval.shelf import Shelf
from tests.serving import EXAMPLES
from tests.small_plans import READING, SPORTS

NOTICE = next(EXAMPLES.glob("03*"))
QUESTION = "霁渡县教师交流轮岗的年限是几年？"


@pytest.mark.skipif(sys.platform != "linux", reason="threads of one process have one priority")
def test_threads_that_read_in_are_behind_those_that_ask(embedder: Embedder):
    """Those of both encoders; a single question is encoded by whoever asks it."""
    texts = [f"每学期检查{n}次。" for n in range(8)]
    embedder.encode_passages(texts)
    list(embedder.interaction.encode_passages(texts))
    found = {
        kind: {
            os.getpriority(os.PRIO_PROCESS, thread.native_id)
            for thread in threading.enumerate()
            if thread.native_id and thread.name.startswith(kind)
        }
        for kind in ("encoder", "interaction", "MainThread")
    }

    (asking,) = found["MainThread"]
    assert asking == os.getpriority(os.PRIO_PROCESS, 0)
    assert all(found.values())
    assert min(found["encoder"] | found["interaction"]) > asking


def test_whoever_asks_is_told_what_is_being_encoded(tmp_path: Path, embedder: Embedder):
    """In the list and with the answer, from when it can be found until its words are encoded; nothing afterwards."""
    told: list[tuple[str, bool, tuple[str, ...]]] = []
    with Service.open(Settings(home=tmp_path), embedder=embedder) as service:

        def watch(stage: str, *_: int) -> None:
            if documents := service.documents(limit=10).items:
                html = document_html(document_item(documents[0]))
                assert ("正在编入" in html) == documents[0].being_encoded
                told.append((stage, documents[0].being_encoded, service.ask(QUESTION).warnings))

        document = service.upload(NOTICE.read_bytes(), NOTICE.name, progress=watch).document
        after = service.ask(QUESTION)

    while_encoding = [step[1:] for step in told if step[0] == "tokens"]
    assert {being for being, _ in while_encoding} == {True}
    assert all(f"正在编入：《{document.title}》" in warnings[-1] for _, warnings in while_encoding)
    assert (document.being_encoded, after.status, after.warnings) == (False, "answered", ())


def test_words_that_could_not_be_encoded_are_told_until_they_are(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
):
    """Where their place could not be written it stays said, also after another document; the next start mends it."""
    with Shelf.open(tmp_path, embedder) as shelf:
        with monkeypatch.context() as full:
            full.setattr(
                shelf.library.tokens, "put", lambda _: (_ for _ in ()).throw(StorageFailed("x", "满"))
            )
            with pytest.raises(StorageFailed):
                shelf.add(SPORTS, b"")
        shelf.add(READING, b"")
        before = {d.id: d.being_encoded for d in shelf.library.summaries()}
    with Shelf.open(tmp_path, embedder) as shelf:
        after = {d.id: d.being_encoded for d in shelf.library.summaries()}

    assert before == {SPORTS.id: True, READING.id: False}
    assert after == {SPORTS.id: False, READING.id: False}
