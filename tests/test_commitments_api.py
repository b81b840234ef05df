"""The ledger over HTTP and on the command line."""

import pytest

from app.cli import main
from app.client import ApiProblem
from app.settings import Settings
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
        pytest.param({"strength": "soft"}, lambda row: row["strength"] == "soft", id="strength"),
        pytest.param(
            {"body": "教育局"}, lambda row: any("教育局" in n for n in row["responsible"]), id="body"
        ),
        pytest.param({"q": "听评课"}, lambda row: "听评课" in row["quote"], id="text"),
    ],
)
def test_filters_leave_out_nothing_and_no_more(client, wanted, holds):
    """A filter gives exactly those rows of the whole ledger that meet it."""
    whole = client.commitments()
    found = client.commitments(**wanted)
    assert found == [row for row in whole if holds(row)]
    assert 0 < len(found) < len(whole)


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
