"""Office files over HTTP: pages and tables, citations with their page, archives, and the file as it was."""

import httpx
import pytest

from app.client import ApiProblem
from app.settings import Settings
from app.ui.document_view import document_html
from ingest.model import Span
from tests.office_files import ROWS, TITLE, plan_as_docx, plan_as_pdf, plan_as_text, xlsx, zipped
from tests.serving import serving_library


@pytest.fixture(scope="module")
def client(tmp_path_factory, models, embedder):
    with serving_library(
        Settings(home=tmp_path_factory.mktemp("formats"), models=models), embedder
    ) as client:
        yield client


@pytest.fixture(scope="module")
def plan(client):
    """A PDF over several pages."""
    return client.upload(plan_as_pdf(font_size=30), "方案.pdf")


def test_a_citation_names_its_page(client, plan):
    """Answers, clauses and the receipt know the pages of a PDF."""
    answer = client.ask("新建、改扩建学校多少所？")
    pages = client.layout(plan["document"]["id"])["pages"]
    clauses = client.clauses(plan["document"]["id"])

    assert "6所" in answer["answer"]
    assert 1 < answer["citations"][0]["page"] <= len(pages) == plan["receipt"]["pages"]
    assert clauses[0]["page"] == 1
    assert clauses[-1]["page"] >= 2


def test_the_file_comes_back_byte_by_byte(client, plan):
    """With its own media type and name, always as a download."""
    url = f"{client.base_url}/v1/documents/{plan['document']['id']}/file"
    reply = httpx.get(url, trust_env=False)

    assert reply.content[:5] == b"%PDF-"
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_a_table_is_shown_as_a_table(client):
    """The page sets rows as cells again, with the quote marked and every clause in reach."""
    reply = client.upload(xlsx(), "任务.xlsx")
    document = reply["document"]["id"]
    text, clauses = client.text(document)["text"], client.clauses(document)
    at = text.index("培训骨干教师320名")
    html = document_html(
        text, clauses, Span(at, at + len("培训骨干教师320名")), None, client.layout(document)
    )

    assert reply["receipt"]["tables"] == 1
    assert "<th>责任单位</th>" in html
    assert "<td><mark>培训骨干教师320名</mark></td>" in html
    assert all(f'id="clause-{i}"' in html for i, c in enumerate(clauses) if c["label"])
    assert html.count(ROWS[1][2]) == 1


def test_an_archive_is_reported_file_by_file(client):
    """What can be read goes in, what can't is told with its reason."""
    data = zipped(
        **{
            "甲/方案.docx": plan_as_docx(),
            "乙.txt": plan_as_text().replace("18所", "19所").encode(),
            "丙.pdf": b"%PDF-",
        }
    )
    reply = httpx.post(
        f"{client.base_url}/v1/documents", files={"file": ("全部.zip", data)}, timeout=120, trust_env=False
    ).json()

    assert [item["document"]["title"] for item in reply["items"]] == [TITLE, TITLE]
    assert [problem["file_name"] for problem in reply["problems"]] == ["丙.pdf"]
    assert "已损坏" in reply["problems"][0]["why"]


def test_a_bad_file_leaves_the_library_alone(client):
    """An error of the worker is a problem document, and nothing was added."""
    before = len(client.documents())
    with pytest.raises(ApiProblem, match="压缩结构已损坏"):
        client.upload(plan_as_docx()[:2000], "坏.docx")

    assert len(client.documents()) == before
