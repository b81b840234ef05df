"""Office files over HTTP: pages and tables, citations with their page, archives, and the file as it was."""

import io

import httpx
import pytest
from PIL import Image

from app.clients.client import ApiProblem
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


def test_a_page_is_drawn_as_it_is(client, plan):
    """A picture of the page that a clause stands on, as large as was asked for within bounds."""
    document = plan["document"]["id"]
    small, usual = (
        Image.open(io.BytesIO(client.page_picture(document, 2, dpi=dpi))).convert("L") for dpi in (50, None)
    )

    assert (small.width, usual.width) == (414, 827)
    assert usual.histogram()[0] > 1000  # black on white
    assert usual.histogram()[255] > usual.width * usual.height / 2
    assert client.page_picture(document, 1) != client.page_picture(document, 2)
    with pytest.raises(ApiProblem, match="（dpi）应不大于 200"):
        client.page_picture(document, 1, dpi=2000)


@pytest.mark.parametrize(
    ("page", "make", "name", "says"),
    [
        pytest.param(
            99, lambda: plan_as_pdf(font_size=30), "方案.pdf", "没有第 99 页，共", id="no-such-page"
        ),
        pytest.param(1, xlsx, "任务.xlsx", "没有页面图像", id="format-without-pages"),
    ],
)
def test_what_can_not_be_drawn_is_told(client, page, make, name, says):
    """A problem document says whether it is the page or the kind of file."""
    document = client.upload(make(), name)["document"]["id"]

    with pytest.raises(ApiProblem, match=says) as caught:
        client.page_picture(document, page)
    assert caught.value.status == 404


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
    held = {
        "甲/方案.docx": plan_as_docx(),
        "乙.txt": plan_as_text().replace("18所", "19所").encode(),
        "丙.pdf": b"%PDF-",
        "丁.txt": plan_as_text().encode(),
        "戊.mp4": b"x",
    }
    data = bytearray(zipped(**held))
    data[data.index("丁.txt".encode()) + 20] ^= 0xFF
    reply = httpx.post(
        f"{client.base_url}/v1/documents",
        files={"file": ("全部.zip", bytes(data))},
        timeout=120,
        trust_env=False,
    ).json()

    assert [item["document"]["title"] for item in reply["items"]] == [TITLE, TITLE]
    why = {problem["file_name"]: problem["why"] for problem in reply["problems"]}
    assert why.keys() == {"丙.pdf", "丁.txt", "戊.mp4"}
    assert all("已损坏" in why[name] for name in ("丙.pdf", "丁.txt"))
    assert "不是可导入的格式" in why["戊.mp4"]


def test_a_bad_file_leaves_the_library_alone(client):
    """An error of the worker is a problem document, and nothing was added."""
    before = len(client.documents())
    with pytest.raises(ApiProblem, match="压缩结构已损坏"):
        client.upload(plan_as_docx()[:2000], "坏.docx")

    assert len(client.documents()) == before
