"""The audit log: who did what, when; only ever added to; for an admin."""

import csv
import io
import sqlite3
from contextlib import closing
from urllib.parse import quote

import httpx
import openpyxl
import pytest

from app.access.audit import LEFT_OUT, Audit, AuditFilter, Journal
from app.access.caller import LOCAL, Caller
from app.access.keys import FILE, Keys, Wish, now
from app.cli import main
from app.settings import Settings
from retrieval.errors import StorageFailed
from tests.access_notices import MEALS
from tests.serving import serving_library

FORMULA = "=HYPERLINK(0)食堂公示几次？"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("audit")


@pytest.fixture(scope="module")
def admin(home, embedder):
    """An admin of a server on which an editor has done everything once."""
    keys = Keys.open(home)
    words = {role: keys.add(Wish(role, role))[1] for role in ("editor", "admin")}
    keys.close()
    with serving_library(Settings(home=home), embedder) as server:

        def as_(role: str) -> httpx.Client:
            headers = {"Authorization": f"Bearer {words[role]}"}
            return httpx.Client(base_url=server.base_url, headers=headers, timeout=60, trust_env=False)

        with as_("admin") as admin, as_("editor") as editor:
            _do_everything(editor, admin)
            yield admin


def _do_everything(editor: httpx.Client, admin: httpx.Client) -> None:
    replies = [admin.put("/v1/collections/内部", json={"may_leave": False})]
    uploaded = editor.post("/v1/documents", files={"file": ("供餐.txt", MEALS.encode())})
    ident = uploaded.json()["document"]["id"]
    row = editor.get("/v1/commitments").json()["items"][0]["id"]
    mark = f"/v1/commitments/{quote(row, safe='')}/mark"
    answer = editor.post("/v1/ask", json={"question": FORMULA})
    replies += [
        uploaded,
        answer,
        editor.post("/v1/search", json={"query": "补助"}),
        editor.put(mark, json={"state": "done", "note": "", "who": "李"}),
        editor.delete(mark, params={"who": "李"}),
        editor.get("/v1/commitments.csv"),
        editor.post("/v1/answers.docx", json=answer.json()),
        editor.get(f"/v1/documents/{ident}/file"),
        editor.put(f"/v1/documents/{ident}/collection", json={"collection": "内部"}),
        editor.delete(f"/v1/documents/{ident}"),
        admin.delete("/v1/collections/内部"),
    ]
    begun = editor.post("/v1/conversations", json={}).json()["id"]
    turn = editor.post(f"/v1/conversations/{begun}/turns", json={"question": "食堂公示账目几次？"})
    replies += [
        turn,
        editor.post(
            "/v1/feedback", json={"turn": turn.json()["id"], "verdict": "down", "note": "不写进记录"}
        ),
        editor.delete(f"/v1/feedback/{turn.json()['id']}"),
        editor.delete(f"/v1/conversations/{begun}"),
    ]
    made = admin.post("/v1/keys", json={"name": "短", "days": 1})
    replies += [made, admin.delete(f"/v1/keys/{made.json()['id']}")]
    assert not [reply.text for reply in replies if reply.is_error]


def entries(admin: httpx.Client, **wanted) -> list[dict]:
    return admin.get("/v1/audit", params=wanted).json()["items"]


def test_everything_that_was_done_is_there(admin):
    """In its order, with who, what, to which document, and the request."""
    told = [(e["name"], e["action"]) for e in reversed(entries(admin))]

    assert told[:18] == [
        ("admin", "set_collection"),
        ("editor", "upload"),
        ("editor", "ask"),
        ("editor", "search"),
        ("editor", "mark"),
        ("editor", "unmark"),
        ("editor", "export"),
        ("editor", "export"),
        ("editor", "download"),
        ("editor", "move"),
        ("editor", "delete"),
        ("admin", "remove_collection"),
        ("editor", "ask"),
        ("editor", "judge"),
        ("editor", "unjudge"),
        ("editor", "delete_conversation"),
        ("admin", "add_key"),
        ("admin", "revoke_key"),
    ]
    upload = entries(admin, action="upload")[0]
    assert upload["words"] == "临溪县校园供餐管理办法"
    assert upload["subject"]
    assert upload["request_id"]
    assert upload["at"].startswith(now()[:10])
    assert entries(admin, action="ask")[-1]["words"] == FORMULA
    assert entries(admin, action="judge")[0]["words"] == "有问题"
    assert entries(admin, action="mark")[0]["words"] == "已完成 李"
    assert entries(admin, action="delete_conversation")[0]["words"] == "食堂公示账目几次？"


def test_a_file_that_is_read_in_step_by_step_names_its_request(admin):
    """Whoever streams the progress of an upload, as the page does, is found in the log by the id of the reply."""
    file = {"file": ("供餐.txt", MEALS.replace("临溪县", "岩川县").encode())}
    reply = admin.post("/v1/documents", files=file, headers={"Accept": "text/event-stream"})

    assert "event: document" in reply.text
    assert entries(admin, action="upload")[0]["request_id"] == reply.headers["X-Request-ID"]


def test_it_can_be_narrowed(admin):
    """By action, by key, by day."""
    assert {e["name"] for e in entries(admin, key="editor")} == {"editor"}
    assert entries(admin, since="2999-01-01") == []
    assert entries(admin, until="1999-01-01") == []
    assert admin.get("/v1/audit", params={"action": "nothing"}).status_code == 422


def test_it_can_be_taken_away_and_runs_nothing(admin):
    """CSV and Excel hold every entry; a question that looks like a formula is text; taking it away is noted."""
    rows = list(csv.reader(io.StringIO(admin.get("/v1/audit.csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(admin.get("/v1/audit.xlsx").content))
    asked = [row for row in rows if row[3] == "提问"]
    cells = [cell for row in book.active.iter_rows() for cell in row]

    assert rows[0][:4] == ["时间", "谁", "角色", "做了什么"]
    assert asked[-1][4] == f"'{FORMULA}"
    assert any(cell.value == FORMULA for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert len(entries(admin, action="read_audit")) >= 2


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_only_an_admin_reads_it(admin, home, role):
    """Neither it nor the keys are anybody else's."""
    keys = Keys.open(home)
    words = keys.add(Wish(f"other {role}", role))[1]
    keys.close()
    headers = {"Authorization": f"Bearer {words}"}
    for path in ("/v1/audit", "/v1/audit.csv", "/v1/keys"):
        assert admin.get(path, headers=headers).status_code == 403
    assert admin.post("/v1/keys", json={"name": "x", "role": "admin"}, headers=headers).status_code == 403


def test_a_judged_answer_is_seen_by_its_own_key_and_an_admin(admin, home):
    """Who judges an answer shows it to the admin, as the page says; another key sees nothing of it."""
    keys = Keys.open(home)
    mine, other = (
        {"Authorization": f"Bearer {keys.add(Wish(name, 'reader'))[1]}"} for name in ("评价的", "旁人")
    )
    keys.close()
    begun = admin.post("/v1/conversations", json={}, headers=mine).json()["id"]
    turn = admin.post(
        f"/v1/conversations/{begun}/turns", json={"question": "补助多少？"}, headers=mine
    ).json()
    admin.post("/v1/feedback", json={"turn": turn["id"], "verdict": "down"}, headers=mine)

    assert [admin.get("/v1/feedback", headers=each).json()["total"] for each in (mine, other, {})] == [
        1,
        0,
        1,
    ]


def test_keys_are_listed_without_their_secrets(admin):
    """The words of a new key are in the one reply that made it."""
    made = admin.post("/v1/keys", json={"name": "一次", "role": "editor", "collections": ["默认"]}).json()
    listed = admin.get("/v1/keys").text

    assert made["key"].startswith("wence_")
    assert made["key"] not in listed
    assert made["key"].split("_", 2)[2] not in listed
    assert admin.post("/v1/keys", json={"name": "一次"}).status_code == 422


def test_the_command_line_shows_it(admin, home, monkeypatch, capsys, tmp_path):
    """Beside the running server, without a key: whoever may read the folder may read the log."""
    assert entries(admin)
    monkeypatch.setenv("WENCE_HOME", str(home))

    assert main(["audit", "--action", "upload"]) == 0
    assert "临溪县校园供餐管理办法" in capsys.readouterr().out
    assert main(["audit", "--action", "refused_key"]) == 0
    assert main(["audit", "-o", str(tmp_path / "a.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").stat().st_size > 1000
    with pytest.raises(SystemExit):
        main(["audit", "--since", "昨天"])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET words = ''",
        "UPDATE audit SET at = '1999' WHERE number = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 1",
        "INSERT OR REPLACE INTO audit SELECT number, at, key_id, '别人', role, action, subject, words, request_id FROM audit",
        "REPLACE INTO audit (number, at, key_id, name, role, action, subject, words, request_id) "
        "VALUES (1, '', '', '', '', '', '', '', '')",
    ],
)
def test_nothing_is_changed_or_taken_out(tmp_path, sql):
    """The store itself refuses, whoever asks."""
    audit = Audit.open(tmp_path, days=10)
    audit.note(LOCAL, "ask", words="问")
    audit.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(sql)
        assert raw.execute("SELECT words, name FROM audit").fetchall() == [("问", "本机")]


def test_what_is_old_goes_and_nothing_younger(tmp_path):
    """Retention takes what is older than its days; it can't be turned back."""
    audit = Audit.open(tmp_path, days=10)
    audit.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        for days in (-30, -11, -9, 0):
            values = (now(days), "k", "甲", "reader", "ask", "", f"{days}", "")
            raw.execute("INSERT INTO audit VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        raw.commit()
    audit = Audit.open(tmp_path, days=10)
    kept, total = audit.page(AuditFilter(), limit=10)
    audit.close()

    assert [entry.words for entry in kept] == ["0", "-9"]
    assert total == 2
    with closing(sqlite3.connect(tmp_path / FILE)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE retention SET before = '1999'")


def test_questions_can_be_kept_out(tmp_path):
    """That somebody asked stays; what was asked does not."""
    audit = Audit.open(tmp_path, days=10)
    Journal(audit, Caller("k", "甲", "reader"), questions=False).asked("ask", "秘密的问题")
    (entry,), _ = audit.page(AuditFilter(), limit=10)
    audit.close()

    assert (entry.action, entry.words) == ("ask", LEFT_OUT)
    assert "秘密" not in (tmp_path / FILE).read_bytes().decode("utf-8", "ignore")


def test_a_full_disk_stops_strangers_and_not_this_machine(tmp_path, monkeypatch):
    """What can't be noted is not done for a key; whoever sits at the machine goes on."""
    audit = Audit.open(tmp_path, days=10)

    def full(*_):
        raise StorageFailed(FILE, "磁盘已满")

    monkeypatch.setattr(audit, "note", full)

    Journal(audit, LOCAL).note("ask")
    with pytest.raises(StorageFailed):
        Journal(audit, Caller("k", "甲", "reader")).note("ask")
    audit.close()
