"""Documents that were written against us: nothing in them is fetched, obeyed, rendered or written elsewhere."""

import io
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from app.chat import message, pieces
from app.service import Service
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.office_files import pdf_of, plan_document, saved, xlsx
from tests.openai_stub import Fault, endpoint
from tests.test_inert import active

TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
QUESTION = "泠溪区每校配备几名保安员"
NOTICE = """泠溪区校园安全工作方案

泠教发〔2026〕9号

一、每校<img src="URL/b.png">配备保安员不少于2名（[详见](URL/c)），![图](URL/a.png)由区教育局负责。
二、学校每学期组织应急演练不少于1次，<script src="URL/d.js"></script>。

泠溪区教育局
2026年1月5日
"""


class Trap:
    """A port that notices when somebody comes."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.3)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def visited(self) -> bool:
        try:
            self._listener.accept()[0].close()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Service]:
    with Service.open(Settings(home=tmp_path_factory.mktemp("untrusted")), embedder=embedder) as service:
        yield service


def page(url: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in NOTICE.replace("URL", url).splitlines() if line)
    head = f'<link rel="stylesheet" href="{url}/s.css"><base href="{url}/">'
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def word(url: str) -> bytes:
    document = plan_document()
    document.add_paragraph(f"详见{url}/x")
    document.part.relate_to(f"{url}/picture.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.part.relate_to(f"{url}/template.dotx", TEMPLATE, is_external=True)
    return saved(document)


FORMATS: dict[str, Callable[[str], bytes]] = {
    ".txt": lambda url: NOTICE.replace("URL", url).encode(),
    ".md": lambda url: NOTICE.replace("URL", url).encode(),
    ".html": page,
    ".docx": word,
    ".xlsx": lambda url: xlsx([["任务", "单位"], [f'=WEBSERVICE("{url}")', f"{url}/x"], ["演练", "教育局"]]),
    ".csv": lambda url: f"任务,单位\n配备保安员,{url}/x\n演练,教育局\n".encode(),
    ".pdf": lambda url: pdf_of([f"一、每校配备保安员不少于2名，详见{url}/x。", "二、组织演练。"]),
}


def test_the_trap_notices_a_visitor(trap: Trap):
    """It would not pass over one."""
    with socket.create_connection(("127.0.0.1", int(trap.url.rpartition(":")[2]))):
        assert trap.visited()


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_address_in_a_document_is_opened(service: Service, trap: Trap, suffix: str):
    """Neither when a file is read in nor when it answers or is taken away."""
    document = service.upload(FORMATS[suffix](trap.url), f"网址{suffix}").document
    answer = service.ask("每校配备几名保安员").to_dict()
    service.export.answer(answer, "docx")
    service.delete(document.id)

    assert not trap.visited()


def test_what_a_document_holds_has_no_effect_in_a_chat(service: Service):
    """Only links of ours are in the message; the structured answer keeps the very words."""
    document = service.upload(NOTICE.replace("URL", "http://evil.example").encode(), "圈套.txt").document
    answer = service.ask(QUESTION).to_dict()
    streamed = "".join(words for words, _ in pieces(service.ask_stream(QUESTION), service.page))
    memo = service.export.answer(answer, "md").data.decode()
    service.delete(document.id)

    assert "[详见](http://evil.example/c)" in answer["citations"][0]["quote"]
    assert streamed == message(answer, service.page)
    assert set(active(streamed)) == {"link_open"}
    assert len(active(streamed)) == len(answer["citations"]) + len(answer["nearest"])
    assert set(active(memo)) <= {"link_open"}


@pytest.mark.parametrize("name", ["../../../逃出.txt", "/tmp/逃出.txt", "..\\..\\逃出.txt", "C:\\逃出.txt"])
def test_a_name_leads_nowhere(service: Service, tmp_path: Path, name: str):
    """Of an upload or of a member of an archive: only its last part is kept, and no file of that name is written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, NOTICE)
    added = service.upload_archive(packed.getvalue(), "包.zip").added
    again = service.upload(NOTICE.encode(), name).document
    service.delete(again.id)

    assert {one.document.file_name for one in added} | {again.file_name} == {"逃出.txt"}
    assert not list(tmp_path.parent.rglob("逃出.txt"))
    assert not Path("/tmp/逃出.txt").exists()


def test_secrets_of_a_model_are_told_nowhere(tmp_path: Path, embedder: Embedder):
    """Neither its key nor what stands in its address reaches an answer, a message or an export."""
    with endpoint() as model:
        model.says(Fault.UNAUTHORIZED)
        url = model.base_url.replace("http://", "http://someone:s3cr3t-word@")
        settings = Settings(home=tmp_path, llm_base_url=url, llm_model="m", llm_api_key="s3cr3t-key")
        with Service.open(settings, embedder=embedder) as service:
            service.upload(NOTICE.encode(), "方案.txt")
            answer = service.ask(QUESTION).to_dict()
            said = [str(answer), message(answer, service.page), repr(settings), service.metrics().decode()]
            said.append(service.export.answer(answer, "md").data.decode())

    assert any("401" in warning for warning in answer["warnings"])
    assert not [words for words in said[:2] + said[3:] if "s3cr3t" in words]
    assert "s3cr3t-key" not in said[2]
