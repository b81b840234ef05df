"""What people take away, opened again with the programs' own libraries."""

import csv
import io
import json
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import docx
import httpx
import openpyxl
import pytest

from app.cli import main
from app.clients.client import ApiProblem
from app.settings import Settings
from tests.serving import EXAMPLES, serving_library
from tests.test_compare_api import OTHER, SERVICE

PAGE = "https://wence.example.cn"
TRICK = """溪湾区校园安全工作方案

溪教发〔2026〕9号

一、任务
1.=HYPERLINK("evil.example")每校配备保安员不少于2名。
2.@SUM(1)学校每学期组织应急演练不少于1次。
3.2026年9月前，区财政局安排安防经费80万元。
4.2027年底前完成视频监控改造。
5.到2026年8月31日，重点部位监控覆盖率达到100%。

溪湾区教育局
2026年1月5日
"""
QUESTION = "泊宁区课后服务每生每月收费多少"


@pytest.fixture(scope="module")
def client(tmp_path_factory, models, embedder):
    settings = Settings(home=tmp_path_factory.mktemp("export"), models=models, page_url=PAGE)
    with serving_library(settings, embedder) as client:
        for name, text in (("泊宁.txt", SERVICE), ("渚阳.txt", OTHER), ("溪湾.txt", TRICK)):
            client.upload(text.encode(), name)
        notice = next(EXAMPLES.glob("01*"))
        client.upload(notice.read_bytes(), notice.name)
        yield client


@pytest.fixture(scope="module")
def plans(client) -> list[str]:
    return [document["id"] for document in client.documents()[:2]]


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def column(sheet, head: str) -> list:
    (at,) = (cell.column for cell in sheet[1] if cell.value == head)
    return [sheet.cell(row, at) for row in range(2, sheet.max_row + 1)]


def words(document: docx.document.Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_workbook_holds_every_row_with_typed_cells(client):
    """Rows as in the ledger, quotes verbatim, numbers as numbers, dates as dates shown as precisely as the text."""
    rows = client.commitments()
    book = sheets(client.commitments_file("xlsx"))
    sheet = book["承诺台账"]

    assert sheet.max_row == len(rows) + 1
    assert [cell.value for cell in column(sheet, "原文")] == [row["quote"] for row in rows]
    assert [cell.value for cell in column(sheet, "数值")] == [
        row["metrics"][0]["value"] if row["metrics"] else None for row in rows
    ]
    shown = {
        row["deadline"]["iso"]: (cell.value, cell.number_format)
        for row, cell in zip(rows, column(sheet, "时限日期"), strict=True)
        if row["deadline"]["iso"]
    }
    assert shown["2026-09"] == (datetime(2026, 9, 1), 'yyyy"年"m"月"')
    assert shown["2026-08-31"] == (datetime(2026, 8, 31), 'yyyy"年"m"月"d"日"')
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    assert all(cell.alignment.wrap_text for cell in column(sheet, "原文"))


def test_links_lead_to_the_clause_on_the_page(client):
    """A row's link opens the reader at its clause and its very words."""
    rows = client.commitments()
    links = column(sheets(client.commitments_file("xlsx"))["承诺台账"], "条款")

    for row, cell in zip(rows, links, strict=True):
        target = urlsplit(cell.hyperlink.target)
        assert cell.value == row["clause"]
        assert f"{target.scheme}://{target.netloc}{target.path}" == f"{PAGE}/reader"
        assert {name: value for name, (value,) in parse_qs(target.query).items()} == {
            "doc": row["document_id"],
            "clause": row["clause_id"],
            "start": str(row["start"]),
            "end": str(row["end"]),
            "version": str(row["version"]),
        }


def test_no_text_becomes_a_formula(client):
    """Words that begin like a formula stay words in a workbook and are disarmed in CSV."""
    tricky = [row["quote"] for row in client.commitments() if row["quote"][0] in "=@"]
    book = sheets(client.commitments_file("xlsx"))
    table = client.commitments_file("csv")

    assert {quote[0] for quote in tricky} == {"=", "@"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value in tricky} == {"s"}
    assert all(cell.data_type != "f" for cell in cells)
    assert table.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    quotes = [line[lines[0].index("原文")] for line in lines[1:]]
    assert [f"'{quote}" for quote in tricky] == [quote for quote in quotes if quote.startswith("'")]
    assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for line in lines for field in line)


def test_a_filter_holds_in_every_format_and_is_said(client, plans):
    """All formats hold the filtered rows, and tell the filter, the time and the documents with their versions."""
    wanted = {"document": plans[0], "kind": "funding"}
    rows = client.commitments(**wanted)
    book = sheets(client.commitments_file("xlsx", **wanted))
    about = {row[0]: row[1] for row in book["说明"].iter_rows(min_row=2, values_only=True)}
    memo = docx.Document(io.BytesIO(client.commitments_file("docx", **wanted)))
    plain = json.loads(client.commitments_file("json", **wanted))

    assert 0 < len(rows) < len(client.commitments(plans[0]))
    assert book["承诺台账"].max_row == len(rows) + 1
    assert about["筛选条件"] == "文件：《泊宁区课后服务实施方案》；类别：经费"
    assert isinstance(about["导出时间"], datetime)
    assert about["条数"].startswith(f"共 {len(rows)} 条")
    assert about["文件"] == "泊宁区课后服务实施方案"
    assert [row["id"] for row in plain["items"]] == [row["id"] for row in rows]
    assert all(row["quote"] in words(memo) for row in rows)
    assert "泊宁教发〔2025〕3号" in words(memo)
    assert len(memo.tables[-1].rows) == len(rows) + 1


def test_a_comparison_as_a_workbook(client, plans):
    """Topics with a cell of each plan, what differs, how sure; and a sheet for what only one plan has."""
    found = client.compare(plans)
    book = sheets(client.comparison_file("xlsx", plans))
    sheet = book["对照"]

    assert book.sheetnames == ["对照", "仅A有", "仅B有", "说明"]
    assert sheet.max_row == len(found["topics"]) + 1
    for at, letter in enumerate("AB"):
        cells = column(sheet, f"原文（{letter}）")
        assert [cell.value for cell in cells] == [topic["cells"][at]["quote"] for topic in found["topics"]]
        assert book[f"仅{letter}有"].max_row == len(found["only"][at]["rows"]) + 1
    assert [cell.value for cell in column(sheet, "概率")] == [
        topic["confidence"]["value"] for topic in found["topics"]
    ]
    assert {cell.value for cell in column(sheet, "把握")} <= {"高", "中", "低"}


def test_a_comparison_as_a_memo(client, plans):
    """Every shared quote is in the table, with the formal names of both documents."""
    found = client.compare(plans)
    memo = docx.Document(io.BytesIO(client.comparison_file("docx", plans)))

    assert all(cell["quote"] in words(memo) for topic in found["topics"] for cell in topic["cells"])
    for document in found["documents"]:
        assert document["formal"] in words(memo)


def test_an_answer_as_a_memo(client):
    """Question, sentences, numbered formal citations in words with links, quotes verbatim, versions, time."""
    answer = client.ask(QUESTION)
    memo = docx.Document(io.BytesIO(client.answer_file("docx", answer)))
    text = words(memo)

    assert answer["citations"]
    assert QUESTION in text
    assert "《泊宁区课后服务实施方案》（泊宁教发〔2025〕3号）第二部分第（一）条" in text
    assert all(citation["quote"] in text for citation in answer["citations"])
    assert "[1]" in text
    assert "文件库第 1 版" in text
    assert f"{date.today().year}年" in text
    addresses = [link.address for paragraph in memo.paragraphs for link in paragraph.hyperlinks]
    assert len(addresses) == len(answer["citations"])
    assert all(address.startswith(f"{PAGE}/reader?doc=") for address in addresses)
    fonts = memo.styles["Normal"].element.rPr.rFonts
    assert fonts.get(docx.oxml.ns.qn("w:eastAsia")) == "仿宋"


def test_an_answer_as_markdown(client):
    """The same memo as text."""
    answer = client.ask(QUESTION)
    text = client.answer_file("md", answer).decode()

    assert text.startswith("# 关于“")
    assert "\n> " + answer["citations"][0]["quote"] in text


def test_a_refusal_can_be_taken_away(client):
    """An answer without citations says so and names what was searched."""
    answer = client.ask("泊宁区校车座位有多少个")
    text = client.answer_file("md", answer).decode()

    assert answer["status"] in ("not_mentioned", "partial", "not_in_library")
    assert "## 三、依据" not in text or answer["citations"]
    assert "检索范围" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"quote": "基础服务每生每月收费不超过220元。"}, "不一致", id="altered-quote"),
        pytest.param({"start": 0}, "不一致", id="other-place"),
        pytest.param({"version": 7}, "没有它所在的", id="unknown-version"),
        pytest.param({"document_id": "没有"}, "没有它所在的", id="unknown-document"),
    ],
)
def test_an_answer_that_quotes_what_is_not_there_is_refused(client, change, said):
    """No memo is made of words that the library doesn't hold at that place."""
    answer = client.ask(QUESTION)
    answer["citations"][0] |= change
    with pytest.raises(ApiProblem, match=said) as problem:
        client.answer_file("docx", answer)
    assert problem.value.status == 422


def test_a_sentence_may_cite_only_what_is_listed(client):
    """A sentence that cites a number without a citation makes no memo."""
    answer = client.ask(QUESTION)
    answer["sentences"][0]["citations"] = [9]
    with pytest.raises(ApiProblem, match=r"引用 \[9\]"):
        client.answer_file("md", answer)


def test_files_are_downloads_with_a_name(client):
    """A file comes as an attachment under a Chinese name, of its own type."""
    reply = httpx.get(f"{client.base_url}/v1/commitments.xlsx", trust_env=False)

    assert reply.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "attachment; filename*=UTF-8''%E6%89%BF%E8%AF%BA" in reply.headers["content-disposition"]
    refused = httpx.get(f"{client.base_url}/v1/commitments.pdf", trust_env=False)
    assert refused.status_code == 422


def test_files_from_the_command_line(client, plans, monkeypatch, tmp_path, capsys):
    """--output writes the file that its ending names, of the ledger, a comparison, an answer."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)
    files = {name: tmp_path / name for name in ("台账.xlsx", "台账.csv", "对照.docx", "答复.md")}

    assert main(["commitments", "--kind", "funding", "--output", str(files["台账.xlsx"])]) == 0
    assert main(["commitments", plans[0], "--output", str(files["台账.csv"])]) == 0
    assert main(["compare", *plans, "--output", str(files["对照.docx"])]) == 0
    assert main(["ask", QUESTION, "-o", str(files["答复.md"])]) == 0

    assert sheets(files["台账.xlsx"].read_bytes())["承诺台账"].max_row == 1 + len(
        client.commitments(kind="funding")
    )
    assert files["台账.csv"].read_text("utf-8-sig").count("\n") == 1 + len(client.commitments(plans[0]))
    assert docx.Document(str(files["对照.docx"])).tables
    assert files["答复.md"].read_text("utf-8").startswith("# ")
    assert capsys.readouterr().out.count("已写入") == 4
    with pytest.raises(SystemExit) as stopped:
        main(["commitments", "--output", "台账.pdf"])
    assert stopped.value.code == 2
    assert "应以 .xlsx" in capsys.readouterr().err


def test_a_comparison_on_the_command_line(client, plans, monkeypatch, capsys):
    """compare prints each shared topic with both plans' words, and what only one has; one plan alone is told why."""
    monkeypatch.setenv("WENCE_API_URL", client.base_url)

    assert main(["compare", *plans]) == 0
    shown = capsys.readouterr().out
    assert main(["compare", plans[0]]) == 1
    alone = capsys.readouterr().err
    assert main(["compare", *plans, "--old", "1"]) == 1

    assert "基础服务每生每月收费不超过120元" in shown
    assert "基础服务每生每月收费不超过150元" in shown
    assert "仅 B 有" in shown
    assert "没有更早的版本" in alone
    assert "--old 和 --new" in capsys.readouterr().err
