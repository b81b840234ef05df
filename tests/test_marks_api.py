"""Marks over HTTP and on the command line: kept with who and when, across versions, gone with their document."""

import csv
import io

import docx
import openpyxl
import pytest

from app.cli import main
from app.clients.client import ApiProblem
from app.settings import Settings
from tests.serving import serving_library

PLAN = "望溪镇中心小学体育工作方案\n\n望溪小〔2024〕7号\n\n一、课程\n{lessons}。\n二、演练\n每学期组织疏散演练3次。\n{last}"
LESSONS = "每周开设体育课3节"
VISITS = "三、家访\n每学期家访学生不少于20名。\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory, embedder):
    with serving_library(Settings(home=tmp_path_factory.mktemp("marks")), embedder) as client:
        yield client


def upload(client, lessons: str, last: str = VISITS) -> str:
    reply = client.upload(PLAN.format(lessons=lessons, last=last).encode(), "方案.txt")
    ident: str = reply["document"]["id"]
    return ident


@pytest.fixture
def document(client):
    """A document of three clauses with one row each, removed afterwards."""
    ident = upload(client, LESSONS)
    yield ident
    client.delete(ident)


def row_of(client, document: str, words: str) -> dict:
    (row,) = client.commitments(document, q=words)
    return row


def test_a_mark_is_kept_with_its_history(client, document):
    """Each entry stays with who, when and the words; the last one counts and comes with the row."""
    row = row_of(client, document, "体育课")
    assert row["mark"] is None

    client.put_mark(row["id"], "doing", who="甲")
    found = client.put_mark(row["id"], "done", note="已验收", who="乙")

    assert [(e["state"], e["note"], e["who"]) for e in found["history"]] == [
        ("doing", "", "甲"),
        ("done", "已验收", "乙"),
    ]
    mark = row_of(client, document, "体育课")["mark"]
    assert mark == client.mark(row["id"])["mark"] == client.commitment(row["id"])["mark"]
    assert (mark["state"], mark["quote"], mark["version"], mark["changed"]) == (
        "done",
        row["quote"],
        1,
        False,
    )
    assert mark["at"].endswith("+00:00")


def test_rows_are_filtered_by_their_marks(client, document):
    """Each value of the filter gives exactly the rows with that mark; the summary counts the same ones."""
    lessons, drills, visits = client.commitments(document)
    client.put_mark(lessons["id"], "done", who="甲")
    client.put_mark(drills["id"], "todo", who="甲")

    found = {
        wanted: [row["id"] for row in client.commitments(document, mark=wanted)]
        for wanted in ("done", "doing", "todo", "none", "changed")
    }

    assert found == {
        "done": [lessons["id"]],
        "doing": [],
        "todo": [drills["id"]],
        "none": [visits["id"]],
        "changed": [],
    }
    assert client.ledger_summary(document, mark="none")["total"] == 1
    assert client.commitments(document, mark="done", ids=[visits["id"]]) == []


def test_marks_live_through_a_new_version(client, document):
    """An unchanged row keeps its mark, a reworded one too but flagged, and one whose row is gone stays listed."""
    for row in client.commitments(document):
        client.put_mark(row["id"], "done", who="甲")

    upload(client, "每周开设体育课4节", last="")

    lessons, drills = client.commitments(document)
    assert (drills["mark"]["state"], drills["mark"]["changed"]) == ("done", False)
    assert (lessons["mark"]["changed"], lessons["mark"]["remark"]) == (True, "文件更新后原文已变，请核对")
    assert lessons["mark"]["quote"] == LESSONS
    assert [row["id"] for row in client.commitments(document, mark="changed")] == [lessons["id"]]
    (orphan,) = client.marks(document, orphaned=True)
    assert (orphan["row_id"], orphan["version"]) == (None, 1)
    assert "家访" in orphan["quote"]

    checked = client.put_mark(lessons["id"], "doing", who="乙")
    client.unmark(orphan["marked_row_id"], who="乙")

    assert checked["mark"]["changed"] is False
    assert [entry["who"] for entry in checked["history"]] == ["甲", "乙"]
    assert client.marks(document, orphaned=True) == []
    assert len(client.marks(document)) == 2


def test_a_mark_can_be_taken_back(client, document):
    """The row has none then, its history tells, and taking back nothing changes nothing."""
    row = row_of(client, document, "演练")
    client.unmark(row["id"], who="甲")
    assert client.mark(row["id"]) == {"mark": None, "history": []}
    client.put_mark(row["id"], "done", who="甲")

    client.unmark(row["id"], who="乙")

    found = client.mark(row["id"])
    assert found["mark"] is None
    assert [entry["state"] for entry in found["history"]] == ["done", None]


def test_marks_go_with_their_document(client):
    """Deleting a document deletes what was noted on it: the same file read in again is unmarked."""
    document = upload(client, LESSONS)
    client.put_mark(row_of(client, document, "演练")["id"], "done", who="甲")

    client.delete(document)
    document = upload(client, LESSONS)

    assert client.marks() == []
    assert row_of(client, document, "演练")["mark"] is None
    client.delete(document)


@pytest.mark.parametrize(
    ("state", "who", "status", "says"),
    [
        pytest.param("finished", "甲", 422, "done", id="state"),
        pytest.param("done", " ", 422, "who", id="nobody"),
        pytest.param("done", "甲" * 51, 422, "50", id="long-name"),
    ],
)
def test_a_bad_mark_is_a_problem(client, document, state, who, status, says):
    """What is wrong with a mark is said, and nothing is stored."""
    row = row_of(client, document, "演练")
    with pytest.raises(ApiProblem, match=says) as problem:
        client.put_mark(row["id"], state, who=who)
    assert problem.value.status == status
    assert client.mark(row["id"])["history"] == []


def test_an_unknown_row_is_a_problem(client, document):
    """A row that never was is a 404 that names it."""
    with pytest.raises(ApiProblem, match="不存在的行") as problem:
        client.put_mark(f"{document}:不存在的行", "done", who="甲")
    assert (problem.value.status, problem.value.type) == (404, "urn:wence:unknown-commitment")


def test_marking_on_the_command_line(client, document, monkeypatch, capsys):
    """`wence mark` notes, shows and takes back a mark; without a name it says what is missing."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    row = row_of(client, document, "家访")["id"]

    assert main(["mark", row, "进行中", "--note", "已访12名", "--who", "甲"]) == 0
    noted = capsys.readouterr().out
    assert main(["mark", row, "撤销", "--who", "乙"]) == 0
    told = capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["mark", row, "已完成"])

    assert noted.startswith("进行中　已访12名　甲　20")
    assert told.startswith("没有标记。\n历次标记：\n  进行中　已访12名　甲")
    assert "--who" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["done", "已完成"])
def test_the_ledger_of_a_mark_on_the_command_line(client, document, monkeypatch, capsys, said):
    """`wence commitments --mark` lists the rows with that mark and names it, by either of its names."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    client.put_mark(row_of(client, document, "体育课")["id"], "done", who="甲")

    assert main(["commitments", document, "--mark", said]) == 0
    listed = capsys.readouterr().out
    assert main(["commitments", document, "--mark", "none"]) == 0

    assert listed.endswith("| 已完成\n共 1 条。\n")
    assert LESSONS in listed
    assert LESSONS not in capsys.readouterr().out


def test_marks_are_taken_away_with_their_rows(client, document):
    """Each format has a column with the state, what was noted and by whom; of a row whose words changed it says so."""
    client.put_mark(row_of(client, document, "体育课")["id"], "done", note="已验收", who="甲")
    upload(client, LESSONS.replace("3", "4"))

    sheet = openpyxl.load_workbook(io.BytesIO(client.commitments_file("xlsx", document)))["承诺台账"]
    lines = [
        dict(zip((c.value for c in sheet[1]), row, strict=True))
        for row in sheet.iter_rows(2, values_only=True)
    ]
    table = csv.DictReader(io.StringIO(client.commitments_file("csv", document).decode("utf-8-sig")))
    memo = docx.Document(io.BytesIO(client.commitments_file("docx", document))).tables[-1]

    assert [line["标记"] for line in lines] == ["已完成（文件更新后原文已变，请核对）", None, None]
    assert [line["标记"] for line in table] == [line["标记"] or "" for line in lines]
    assert lines[0]["标记说明"].startswith("已验收　甲　20")
    assert [row.cells[-1].text.splitlines()[0] for row in memo.rows] == ["标记", lines[0]["标记"], "—", "—"]
