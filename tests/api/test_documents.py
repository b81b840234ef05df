"""Documents over HTTP: added, read, listed, deleted."""

import threading
from pathlib import Path

import httpx
import pytest

from app import sse
from tests.api.conftest import FILES
from tests.serving import EXAMPLES

NOTICE = FILES[1]
METADATA_KEYS = {
    "title", "plan_title", "issuer", "doc_number", "index_number", "date_issued", "date_published", "region",
    "level", "doc_kind", "applies_to", "effective_period", "addressees", "basis", "attachments", "event_date", "source",
    "validity", "repeals", "status",
}  # fmt: skip


def upload(http: httpx.Client, data: bytes, name: str, **headers: str) -> httpx.Response:
    return http.post("/v1/documents", files={"file": (name, data)}, headers=headers)


def test_a_new_file_is_created_and_the_same_again_changes_nothing(writable):
    """201 with document and receipt for a new file; 200 for the same one, and still one document."""
    first = upload(writable, NOTICE.read_bytes(), NOTICE.name)
    again = upload(writable, NOTICE.read_bytes(), "另一个名字.txt")

    assert (first.status_code, first.json()["change"]) == (201, "added")
    assert (again.status_code, again.json()["change"]) == (200, "unchanged")
    assert again.json()["document"] == first.json()["document"]
    assert writable.get("/v1/documents").json()["total"] == 1


def test_changed_content_is_a_new_version_and_old_citations_still_resolve(writable):
    """The text and the clauses that an old citation names stay readable under its version."""
    old = NOTICE.read_text(encoding="utf-8")
    new = old.replace("第三条", "第三条  本办法所称教师包括教研员。", 1)
    ident = upload(writable, old.encode(), NOTICE.name).json()["document"]["id"]
    changed = upload(writable, new.encode(), NOTICE.name)

    clause = next(
        c["id"]
        for c in writable.get(f"/v1/documents/{ident}/clauses").json()["items"]
        if c["label"] == "第三条"
    )
    before, after = (writable.get(f"/v1/clauses/{clause}", params={"version": n}).json() for n in (1, 2))
    assert (changed.status_code, changed.json()["change"]) == (200, "new_version")
    assert changed.json()["document"]["version"] == 2
    assert writable.get(f"/v1/documents/{ident}/text", params={"version": 1}).json()["text"] == old
    assert writable.get(f"/v1/documents/{ident}/text").json()["text"] == new
    assert "教研员" in after["text"]
    assert "教研员" not in before["text"]
    assert before["text"] == old[before["start"] : before["end"]]


def test_progress_is_streamed_while_a_file_goes_in(writable):
    """Progress by stage, never backwards within one, then the document; the same body as without a stream."""
    reply = upload(writable, NOTICE.read_bytes(), NOTICE.name, Accept=sse.MEDIA_TYPE)
    seen = list(sse.decode([reply.content]))

    steps = [data for name, data in seen if name == "progress"]
    stages = list(dict.fromkeys(step["stage"] for step in steps))
    assert stages == ["parse", "encode", "store", "index", "tokens"]
    for stage in stages:
        done = [step["done"] for step in steps if step["stage"] == stage]
        assert done == sorted(done)
        assert done[-1] == next(step["total"] for step in steps if step["stage"] == stage)
    assert [name for name, _ in seen if name != "progress"] == ["document"]
    assert seen[-1][1]["change"] == "added"
    assert seen[-1][1]["document"] == writable.get("/v1/documents").json()["items"][0]


def test_an_upload_whose_sender_leaves_is_finished(writable):
    """A page that is closed during an upload leaves the document whole in the library."""
    with writable.stream(
        "POST",
        "/v1/documents",
        files={"file": (NOTICE.name, NOTICE.read_bytes())},
        headers={"Accept": sse.MEDIA_TYPE},
    ) as reply:
        next(reply.iter_raw(1))

    for _ in range(200):
        if items := writable.get("/v1/documents").json()["items"]:
            break
        threading.Event().wait(0.05)
    assert writable.get(f"/v1/documents/{items[0]['id']}/text").json()["text"] == NOTICE.read_text(
        encoding="utf-8"
    )


def test_the_server_is_healthy_while_files_go_in(writable):
    """Uploads leave room for other requests: health is answered at once meanwhile."""
    files = sorted(EXAMPLES.glob("0[248]*"))
    threads = [
        threading.Thread(target=upload, args=(writable, path.read_bytes(), path.name)) for path in files
    ]
    for thread in threads:
        thread.start()
    waits = []
    while any(thread.is_alive() for thread in threads):
        waits.append(writable.get("/healthz").elapsed.total_seconds())

    assert writable.get("/v1/documents").json()["total"] == len(files)
    assert len(waits) > 3
    assert max(waits) < 2


def test_a_deleted_document_is_gone_everywhere(writable):
    """After DELETE neither lists, nor searches, nor its own address know the document."""
    ident = upload(writable, NOTICE.read_bytes(), NOTICE.name).json()["document"]["id"]

    assert writable.delete(f"/v1/documents/{ident}").status_code == 204
    assert writable.get(f"/v1/documents/{ident}").status_code == 404
    assert writable.delete(f"/v1/documents/{ident}").status_code == 404
    assert writable.get("/v1/documents").json()["items"] == []
    assert writable.post("/v1/search", json={"query": "教师"}).json()["items"] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, [0, 1, 2], id="all"),
        pytest.param({"limit": 2}, [0, 1], id="first-page"),
        pytest.param({"limit": 2, "offset": 2}, [2], id="second-page"),
        pytest.param({"offset": 9}, [], id="past-the-end"),
    ],
)
def test_lists_are_paged(http, query, expected):
    """A page holds its part of the whole, and says how long the whole is."""
    page = http.get("/v1/documents", params=query).json()

    assert [item["file_name"] for item in page["items"]] == [FILES[i].name for i in expected]
    assert page["total"] == 3


def test_clauses_are_slices_in_document_order(api):
    """Every clause is the text between its offsets and can be fetched by its id, whatever signs the id holds."""
    for document in api.documents():
        text, clauses = api.text(document["id"])["text"], api.clauses(document["id"])

        assert [c["start"] for c in clauses] == sorted(c["start"] for c in clauses)
        assert document["clauses"] == sum(c["level"] > 0 for c in clauses)
        for clause in clauses:
            assert clause["text"] == text[clause["start"] : clause["end"]]
            fetched = api.clause(clause["id"])
            assert fetched | clause == fetched
            assert fetched["document_id"] == document["id"]


def test_metadata_quotes_the_text(api):
    """All keys are there; a value that was found has its quote in the text."""
    for document in api.documents():
        facts, text = api.metadata(document["id"]), api.text(document["id"])["text"]

        assert set(facts) == METADATA_KEYS
        for fact in facts.values():
            assert (fact["value"] is None) == (fact["quote"] is None)
            if fact["quote"]:
                assert fact["quote"] == text[fact["start"] : fact["end"]]
        assert document["document_number"] == facts["doc_number"]["value"]


def test_receipts_add_up(api):
    """Every character is counted once, and none is lost."""
    for document in api.documents():
        receipt = api.receipt(document["id"])

        parts = (receipt["in_clauses"], receipt["in_frame"], receipt["in_noise"], receipt["unowned"])
        assert sum(parts) == receipt["characters"]
        assert receipt["unowned"] == 0
        assert receipt["clauses"] == document["clauses"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name[:2])
def test_the_file_comes_back_as_it_was_sent(http, api, path: Path):
    """Byte for byte, as a download under its own name."""
    ident = next(d["id"] for d in api.documents() if d["file_name"] == path.name)

    reply = http.get(f"/v1/documents/{ident}/file")

    assert reply.content == path.read_bytes() == api.file(ident)
    assert reply.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("../../库外.txt", "库外.txt", id="unix-path"),
        pytest.param("C:\\文件\\办法.txt", "办法.txt", id="windows-path"),
    ],
)
def test_a_file_name_is_only_a_name(writable, sent, kept):
    """Folders in a file name are dropped."""
    assert upload(writable, NOTICE.read_bytes(), sent).json()["document"]["file_name"] == kept


def test_a_page_without_a_body_is_refused(writable):
    """A file that holds only what surrounds a page is an error, and nothing is stored."""
    reply = writable.post("/v1/documents", files={"file": ("空页.txt", "打印本页 关闭窗口\n".encode())})

    assert (reply.status_code, reply.json()["type"]) == (422, "urn:wence:unreadable-file")
    assert "没有读到任何条款或正文" in reply.json()["detail"]
    assert writable.get("/v1/documents").json()["total"] == 0
