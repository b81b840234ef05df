"""One file from bytes to the shelf."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.errors import NothingToKeep, UnreadableFile
from ingest.layout import Reading
from ingest.model import Document, Metadata
from ingest.pipeline import Known, Outcome, Prepared, Progress, ingest, prepare, read_again, read_document
from ingest.readers.fingerprint import Fingerprint

NOTICE = (
    "关于印发临湖区课后服务方案的通知\n湖教发〔2024〕7号\n各校：\n现将《临湖区课后服务方案》印发给你们。\n临湖区教育局\n2024年3月1日\n"
    "临湖区课后服务方案\n一、目标\n建成示范校{n}所。\n二、措施\n每周检查1次。\n"
)


class RecordingShelf:
    """Keeps documents in memory as the library does, and what it was asked."""

    def __init__(self) -> None:
        self.kept: list[Document] = []
        self.files: list[bytes] = []
        self.keys: set[tuple[str, str, int]] = set()

    def find(self, content_hash: str) -> Known | None:
        return self._known(lambda d: d.content_hash == content_hash)

    def recognise(self, file: Fingerprint) -> Known | None:
        return self._known(lambda d: (file.key, d.id, d.version) in self.keys)

    def _known(self, wanted: Callable[[Document], bool]) -> Known | None:
        found = [Known(d, d == self._last(d.id)) for d in reversed(self.kept) if wanted(d)]
        return next(iter(sorted(found, key=lambda known: not known.is_current)), None)

    def _last(self, ident: str) -> Document | None:
        return next((d for d in reversed(self.kept) if d.id == ident), None)

    def remember(self, key: str, document: Document) -> None:
        self.keys.add((key, document.id, document.version))

    def id_of(self, identity: str) -> str:
        return identity

    def add(self, document: Document, data: bytes, progress: Progress) -> Document:
        progress("store", 1, 1)
        last = self._last(document.id)
        document = replace(document, version=last.version + 1 if last else 1)
        self.kept.append(document)
        self.files.append(data)
        return document


def never(*_: object) -> Reading:
    raise AssertionError("read")


def put(shelf: RecordingShelf, n: int = 10, name: str = "方案.txt") -> tuple[Document, str]:
    outcome = ingest(NOTICE.format(n=n).encode(), name, shelf=shelf)
    return outcome.document, outcome.change


def test_a_new_file_is_added_with_all_that_was_read():
    """The shelf gets the document whole: text, metadata, clauses, passages, receipt, and the file itself."""
    shelf = RecordingShelf()

    document, change = put(shelf)

    assert change == "added"
    assert document.title == "临湖区课后服务方案"
    assert document.metadata.document_number.value == "湖教发〔2024〕7号"
    assert {"一、", "二、"} <= {clause.label for clause in document.clauses}
    assert {passage.clause_id for passage in document.passages} == {clause.id for clause in document.clauses}
    assert all(clause.id.startswith(f"{document.id}:") for clause in document.clauses)
    assert all(
        passage.text.startswith(document.title) for passage in document.passages if "\n" in passage.text
    )
    assert document.receipt.unowned == 0
    assert shelf.files == [NOTICE.format(n=10).encode()]


def test_the_same_content_changes_nothing():
    """The same text in another encoding under another name is the document that is already there."""
    shelf = RecordingShelf()
    first, _ = put(shelf)

    outcome = ingest(NOTICE.format(n=10).encode("gb18030"), "副本.md", shelf=shelf)

    assert (outcome.change, outcome.document) == ("unchanged", first)
    assert len(shelf.files) == 1


def test_known_bytes_are_not_read_again(monkeypatch: pytest.MonkeyPatch):
    """The very file again, under any name of its kind, is told by its bytes."""
    shelf = RecordingShelf()
    first, _ = put(shelf)
    monkeypatch.setattr("ingest.pipeline.read", never)

    assert ingest(NOTICE.format(n=10).encode(), "副本.TXT", shelf=shelf) == Outcome(first, "unchanged")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(NOTICE.format(n=11).encode(), "方案.txt", id="other-bytes"),
        pytest.param(NOTICE.format(n=10).encode(), "方案.md", id="another-kind"),
    ],
)
def test_what_may_read_otherwise_is_read(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str):
    """Other bytes, and the same bytes for another reader."""
    shelf = RecordingShelf()
    put(shelf)
    monkeypatch.setattr("ingest.pipeline.read", never)

    with pytest.raises(AssertionError, match="read"):
        ingest(data, name, shelf=shelf)


def test_another_reader_reads_known_bytes_again(monkeypatch: pytest.MonkeyPatch):
    """Once for the same text; a text that a better reader makes of the same bytes is a new version."""
    shelf = RecordingShelf()
    first, _ = put(shelf)
    monkeypatch.setattr("ingest.readers.fingerprint._readers", lambda: "later")
    assert put(shelf) == (first, "unchanged")
    with monkeypatch.context() as patch:
        patch.setattr("ingest.pipeline.read", never)
        assert put(shelf) == (first, "unchanged")
    monkeypatch.setattr("ingest.readers.fingerprint._readers", lambda: "better")
    monkeypatch.setattr(
        "ingest.pipeline.read",
        lambda data, *_: Reading(data.decode() + "三、附则\n自印发之日起施行。\n"),
    )

    better, change = put(shelf)
    assert (better.id, better.version, change) == (first.id, 2, "new_version")
    assert "三、" in {clause.label for clause in better.clauses}


def test_what_was_prepared_is_used_only_while_it_is_right():
    """The content came, or was superseded, or the id changed between preparing a file and its turn: as if it had not been prepared."""
    old = NOTICE.format(n=10).encode()
    shelf = RecordingShelf()
    twice = [prepare(old, "方案.txt", shelf=shelf) for _ in range(2)]
    changes = [ingest(old, "方案.txt", shelf=shelf, prepared=ready).change for ready in twice]
    by_bytes, by_text = prepare(old, "方案.txt", shelf=shelf), prepare(old, "方案.md", shelf=shelf)
    assert by_bytes == Prepared()
    assert (by_text.document, by_text.reading is None) == (None, False)
    put(shelf, 12)
    went = [
        ingest(old, name, shelf=shelf, prepared=ready)
        for name, ready in (("方案.md", by_text), ("方案.txt", by_bytes))
    ]

    assert changes == ["added", "unchanged"]
    assert [(outcome.change, outcome.document.version) for outcome in went] == [
        ("older_version", 1),
        ("older_version", 1),
    ]
    new = NOTICE.format(n=13).encode()
    ready = prepare(new, "方案.txt", shelf=shelf)
    shelf.id_of = lambda identity: f"{identity}-2"  # type: ignore[method-assign]
    moved = ingest(new, "方案.txt", shelf=shelf, prepared=ready).document
    assert ready.document is not None
    assert moved.id == f"{ready.document.id}-2"
    assert {clause.document_id for clause in moved.clauses} == {moved.id}


def test_changed_content_is_a_new_version():
    """The same 文号 with other words is the next version of one document."""
    shelf = RecordingShelf()
    first, _ = put(shelf)

    second, change = put(shelf, n=12)

    assert change == "new_version"
    assert (second.id, second.version) == (first.id, 2)
    assert second.content_hash != first.content_hash


def test_progress_is_told():
    """Parsing begins and ends before the shelf reports its own stages."""
    told: list[tuple[str, int, int]] = []

    ingest(NOTICE.encode(), "方案.txt", shelf=RecordingShelf(), progress=lambda *step: told.append(step))

    assert told == [("parse", 0, 1), ("parse", 1, 1), ("store", 1, 1)]


def test_an_unreadable_file_leaves_the_shelf_alone():
    """What can't be read is refused before anything is kept."""
    shelf = RecordingShelf()

    with pytest.raises(UnreadableFile):
        ingest(b"%PDF-1.7", "方案.txt", shelf=shelf)

    assert shelf.files == []


def test_a_page_with_nothing_but_its_surroundings_is_an_error():
    """A file that holds no clause and no body is refused with what to do, and nothing is kept."""
    shelf = RecordingShelf()

    with pytest.raises(NothingToKeep, match=r"空页\.txt.*没有读到任何条款或正文.*重新导入"):
        ingest("打印本页 关闭窗口\n".encode(), "空页.txt", shelf=shelf)

    assert shelf.files == []


def test_a_stored_text_can_be_read_again():
    """Today's reading of a stored text is the same document: same id, version and text, whatever was stored before."""
    stored = replace(read_document(NOTICE.encode(), "方案.txt"), version=3)
    stale = replace(
        stored, clauses=stored.clauses[:2], passages=(), metadata=Metadata(), id="0123456789abcdef"
    )

    assert read_again(stored) == stored
    again = read_again(stale)
    assert (again.id, again.version, again.text) == (stale.id, 3, stored.text)
    assert [c.labels for c in again.clauses] == [c.labels for c in stored.clauses]
    assert {c.document_id for c in again.clauses} == {stale.id}
    assert again.metadata == stored.metadata


def test_warnings_of_the_receipt_are_the_documents():
    """A document without numbered clauses is kept, with a warning."""
    document = read_document("请各校按时上报材料。".encode(), "便函.txt")

    assert document.warnings == document.receipt.warnings
    assert any("未识别出任何编号条款" in warning for warning in document.warnings)
    assert document.title == "便函.txt"


def test_every_real_plan_is_read_whole(shared):
    """All plans of the corpus: clauses found, no character lost, every quote exact."""
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = read_document(path.read_bytes(), path.name)

        assert document.receipt.clauses >= 10, path.name
        assert document.receipt.unowned == 0, path.name
        assert document.receipt.coverage > 0.95, path.name
        assert document.title != path.name
        for clause in document.clauses:
            assert document.text[clause.start : clause.end].startswith(clause.label)
