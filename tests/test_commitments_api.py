"""The ledger over HTTP and on the command line."""

import re
import shlex
from collections import Counter

import pytest

from app.cli import main
from app.clients.client import ApiProblem
from app.commands import commitments
from app.commands.ledger_command import command_of
from app.parser import Parser
from app.settings import Settings
from app.words.ledger import KINDS
from tests.serving import EXAMPLES, serving_library

PLANS = [next(EXAMPLES.glob("01*")), next(EXAMPLES.glob("02*"))]


@pytest.fixture(scope="module")
def client(tmp_path_factory, models, embedder):
    settings = Settings(home=tmp_path_factory.mktemp("ledger"), models=models)
    with serving_library(settings, embedder) as client:
        for plan in PLANS:
            client.upload(plan.read_bytes(), plan.name)
        yield client


def test_rows_come_in_document_order_with_their_clause(client):
    """Every row quotes its document exactly and names the clause; documents list how many rows they have."""
    for document in client.documents():
        rows = client.commitments(document["id"])
        text = client.text(document["id"])["text"]
        assert len(rows) == document["commitments"] > 20
        assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
        assert all(row["quote"] == text[row["start"] : row["end"]] for row in rows)
        assert all(row["clause_id"].startswith(document["id"]) and row["clause"] for row in rows)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        pytest.param({"kind": "prohibition"}, lambda row: row["kind"] == "prohibition", id="kind"),
        pytest.param(
            {"kind": ["funding", "deadline"]}, lambda row: row["kind"] in ("funding", "deadline"), id="kinds"
        ),
        pytest.param({"strength": "soft"}, lambda row: row["strength"] == "soft", id="strength"),
        pytest.param(
            {"body": "教育局"}, lambda row: any("教育局" in n for n in row["responsible"]), id="body"
        ),
        pytest.param({"q": "听评课"}, lambda row: "听评课" in row["quote"], id="text"),
        pytest.param({"region": "云砚区"}, lambda row: "云砚区" in row["title"], id="region"),
        pytest.param({"has_number": True}, lambda row: row["metrics"], id="number"),
        pytest.param({"has_deadline": False}, lambda row: not row["deadline"]["raw"], id="no-deadline"),
        pytest.param({"has_body": True}, lambda row: row["responsible"], id="has-body"),
        pytest.param(
            {"unit": "万元"},
            lambda row: any((m["unit"] or "").split("/")[0] == "万元" for m in row["metrics"]),
            id="unit",
        ),
        pytest.param(
            {"deadline_before": "2025", "has_number": True},
            lambda row: (
                row["metrics"]
                and (row["deadline"]["iso"] or "9") < "2026"
                and row["deadline"]["type"] != "from"
            ),
            id="all-that-is-set-must-hold",
        ),
    ],
)
def test_filters_leave_out_nothing_and_no_more(client, wanted, holds):
    """A filter gives exactly those rows of the whole ledger that meet it."""
    whole = client.commitments()
    found = client.commitments(**wanted)
    assert found == [row for row in whole if holds(row)]
    assert 0 < len(found) < len(whole)


def test_several_documents_and_single_rows(client):
    """Documents can be named one by one, and so can rows; a row has an address of its own."""
    both = [document["id"] for document in client.documents()]
    whole = client.commitments()
    assert client.commitments(both) == whole
    assert client.commitments(ids=[whole[7]["id"], whole[3]["id"]]) == [whole[3], whole[7]]
    assert client.commitment(whole[5]["id"]) == whole[5]


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        pytest.param("kind", lambda row: list(KINDS).index(row["kind"]), id="kind"),
        pytest.param("strength", lambda row: row["strength"] == "soft", id="strength"),
        pytest.param("document", lambda _: 0, id="document"),
    ],
)
def test_sorting_keeps_document_order_among_equals(client, sort, key):
    """Rows that are equal by the sort stand as in the text."""
    assert client.commitments(sort=sort) == sorted(client.commitments(), key=key)


def test_sorted_by_deadline_the_undated_come_last(client):
    """What is due first comes first; pages of a sorted list fit together."""
    rows = client.commitments(sort="deadline")
    dates = [
        row["deadline"]["iso"] for row in rows if row["deadline"]["iso"] and row["deadline"]["type"] != "from"
    ]
    assert dates
    assert [row["deadline"]["iso"] for row in rows][: len(dates)] == dates
    assert [date[:4] for date in dates] == sorted(date[:4] for date in dates)


def test_the_summary_counts_what_the_filter_lists(client):
    """Every count of the summary is that of the listed rows."""
    wanted = {"has_number": True}
    rows, summary = client.commitments(**wanted), client.ledger_summary(**wanted)
    assert summary["total"] == len(rows) == sum(each["rows"] for each in summary["kinds"])
    assert {each["kind"]: each["rows"] for each in summary["kinds"]} == Counter(row["kind"] for row in rows)
    bodies = Counter(body for row in rows for body in set(row["responsible"]))
    assert {each["body"]: each["rows"] for each in summary["bodies"]} == bodies
    for profile in summary["documents"]:
        own = [row for row in rows if row["document_id"] == profile["document_id"]]
        assert (profile["rows"], profile["with_number"]) == (len(own), len(own))
        assert profile["with_deadline"] == sum(bool(row["deadline"]["raw"]) for row in own)
        assert profile["hard"] == sum(row["strength"] == "hard" for row in own)


def test_a_plan_none_of_whose_rows_are_wanted_still_has_its_profile(client):
    """A plan that has no row with a date says so: it isn't left out."""
    titles = {document["title"] for document in client.documents()}
    summary = client.ledger_summary(q="这几个字哪里都没有")
    assert summary["total"] == 0
    assert {each["title"] for each in summary["documents"]} == titles


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        pytest.param({"deadline_before": "明年"}, "deadline_before.*应为日期", id="no-date"),
        pytest.param({"deadline_after": "2016-13"}, "deadline_after.*应为日期", id="no-month"),
        pytest.param({"kind": "money"}, "kind.*只能是", id="no-kind"),
        pytest.param({"deadline": "2016"}, "没有 deadline 这个字段", id="misspelt"),
    ],
)
def test_a_bad_filter_is_refused(client, wanted, says):
    """A filter that can't be applied is an error that names it, never a list of everything."""
    with pytest.raises(ApiProblem, match=says) as problem:
        client.commitments(**wanted)
    assert problem.value.status == 422


def test_rows_of_an_older_version_stay_readable(client):
    """A version of one document has its own rows; a version that isn't there is a 404, one of all documents a 422."""
    document = client.documents()[0]["id"]
    assert client.commitments(document, version=1) == client.commitments(document)
    with pytest.raises(ApiProblem, match="没有第 7 版") as problem:
        client.commitments(document, version=7)
    assert problem.value.status == 404
    with pytest.raises(ApiProblem, match="version 只能与一份文件的 document 同用"):
        client.commitments(version=1)


@pytest.mark.parametrize("row", ["没有这一条", "文件:1/2没有这一条~1"])
def test_an_unknown_row_is_a_problem(client, row):
    """A row that isn't there is a 404 that names it, whatever signs its clause is numbered with."""
    with pytest.raises(ApiProblem, match="没有这一条") as problem:
        client.commitment(row)
    assert (problem.value.status, problem.value.type) == (404, "urn:wence:unknown-commitment")


def test_an_unknown_document_is_a_problem(client):
    """The ledger of a document that isn't there is a 404 that names it."""
    with pytest.raises(ApiProblem, match="不存在的文件") as problem:
        client.commitments("不存在的文件")
    assert problem.value.status == 404


def test_the_ledger_on_the_command_line(client, monkeypatch, capsys):
    """`wence commitments` prints clause, words, figures, dates, bodies and strength, and the total."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    assert main(["commitments", "--kind", "funding"]) == 0
    printed = capsys.readouterr().out
    assert "条款 | 原文 | 类别 | 数量 | 时限 | 责任单位 | 强度" in printed
    assert "600万元/年" in printed
    assert f"共 {len(client.commitments(kind='funding'))} 条。" in printed


def test_filters_and_counts_on_the_command_line(client, monkeypatch, capsys):
    """Options are the filters of the API; `--summary` counts and says what a plan lacks."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    document = client.documents()[0]
    assert main(["commitments", document["id"], "--with", "number", "--without", "deadline"]) == 0
    listed = client.commitments(document["id"], has_number=True, has_deadline=False)
    assert f"共 {len(listed)} 条。" in capsys.readouterr().out
    assert main(["commitments", "--summary", "--without", "deadline", "--unit", "万元"]) == 0
    assert "没有可考核的时限" in capsys.readouterr().out


def test_a_bad_date_on_the_command_line(capsys):
    """The complaint says which option and what a date looks like."""
    with pytest.raises(SystemExit):
        main(["commitments", "--before", "明年"])
    assert "--before 应为日期" in capsys.readouterr().err


def test_the_account_is_listed_and_its_sums_stand_on_the_receipt(client):
    """Each entry is an exact slice that is in a row, set aside with a reason, or unexplained; the receipt counts them."""
    for document in client.documents():
        ident, text = document["id"], client.text(document["id"])["text"]
        entries, receipt = client.account(ident), client.receipt(ident)
        rows = {row["id"]: row for row in client.commitments(ident)}

        assert all(entry["words"] == text[entry["start"] : entry["end"]] for entry in entries)
        assert {entry["row"] for entry in entries} - {None} <= rows.keys()
        assert all(entry["reason"] for entry in client.account(ident, "set_aside"))
        assert len(entries) == receipt["ledger_entries"] > 50
        for state in ("in_row", "set_aside", "unexplained"):
            name = {"in_row": "ledger_in_rows"}.get(state, f"ledger_{state}")
            assert [e for e in entries if e["state"] == state] == client.account(ident, state)
            assert receipt[name] == len(client.account(ident, state))


def test_the_account_on_the_command_line(client, monkeypatch, capsys):
    """`wence commitments --account` gives the sums and what is in no row with its reason; `wence receipt` the sums."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    ident = client.documents()[0]["id"]
    receipt = client.receipt(ident)
    sums = f"台账核对：全部 {receipt['ledger_entries']} 处数字、日期、金额、禁令和单位，{receipt['ledger_in_rows']} 处在台账中，"

    assert main(["commitments", ident, "--account"]) == 0
    account = capsys.readouterr().out
    assert main(["receipt", ident]) == 0

    assert sums in account
    assert sums in capsys.readouterr().out
    assert "条款 | 原文 | 种类 | 去向" in account
    assert account.count(" | 文号") >= 1


def test_a_listing_answer_leads_to_its_rows(client):
    """An answer that lists says which filter it lists; the API gives exactly so many rows for it, all of them cited."""
    answer = client.ask("列出云砚区全部量化指标")
    link = answer["ledger"]
    rows = client.commitments(**link["filter"])
    assert len(rows) == link["total"] > 5
    assert link["url"].startswith("/ledger?document=")
    for row in rows:
        assert any(c["start"] <= row["start"] and row["end"] <= c["end"] for c in answer["citations"])
    assert client.ask("云砚区初中校长每学期听评课多少节？")["ledger"] is None


def test_the_command_of_a_listing_answer_lists_the_same(client, monkeypatch, capsys):
    """`wence ask` prints the command that lists the rows; run as printed, it gives the same total."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    assert main(["ask", "云砚区有哪些没有写明时限的量化指标"]) == 0
    printed = capsys.readouterr().out
    (command,) = [line for line in printed.splitlines() if line.strip().startswith("wence commitments")]
    assert main(shlex.split(command)[1:]) == 0
    total = re.search(r"台账中共 (\d+) 条", printed)
    assert total
    assert f"共 {total[1]} 条。" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(
            {"kind": ["funding", "deadline"], "deadline_before": "2026-12", "has_body": False}, id="plain"
        ),
        pytest.param(
            {"q": ["“双减” 工作", "手机"], "topic": "教师'队伍", "body": ["教育局", "财政局"]}, id="quotes"
        ),
        pytest.param({"document": ["a", "b"], "has_number": True, "sort": "deadline"}, id="documents"),
        pytest.param(
            {"deadline_type": ["by"], "region": ["云砚区"], "unit": ["万元", "元"], "version": 2}, id="rest"
        ),
    ],
)
def test_a_command_says_all_that_its_filter_says(wanted):
    """Every parameter becomes an option that reads as the same parameter, whatever stands in it."""
    parser = Parser(prog="wence")
    commitments.add(parser.add_subparsers())
    options = parser.parse_args(shlex.split(command_of(wanted))[1:])
    assert commitments.wanted_of(options) == wanted
