"""Documents that were written against us: nothing in them is fetched, obeyed, rendered or written elsewhere."""

import io
import shutil
import socket
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.chat import message, pieces
from app.errors import NoPictures
from app.service import Service
from app.settings import Settings
from ingest.errors import UnreadableFile
from ingest.readers import read
from ingest.readers.office import to_docx
from retrieval.embedder import Embedder
from retrieval.ledger.filter import LedgerFilter
from tests.linking_files import LINKING, NOTICE, borrowing, flat_text
from tests.office_files import docx_of
from tests.openai_stub import Fault, endpoint
from tests.test_inert import active
from tests.trap import Trap

QUESTION = "泠溪区每校配备几名保安员"


@pytest.fixture
def trap() -> Iterator[Trap]:
    with Trap() as made:
        yield made


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Service]:
    with Service.open(Settings(home=tmp_path_factory.mktemp("untrusted")), embedder=embedder) as service:
        yield service


def test_the_trap_notices_a_visitor(trap: Trap):
    """It would not pass over one."""
    with socket.create_connection(("127.0.0.1", trap.port)):
        assert trap.visited()


@pytest.mark.parametrize("suffix", LINKING)
def test_no_address_in_a_document_is_opened(service: Service, trap: Trap, suffix: str):
    """Neither when a file is read in nor when it answers, is drawn or is taken away."""
    with suppress(UnreadableFile):  # a picture, where no text is recognised
        document = service.upload(LINKING[suffix](trap.url), f"网址{suffix}").document
        answer = service.ask("每校配备几名保安员").to_dict()
        service.export.answer(answer, "docx")
        service.export.commitments(LedgerFilter(), "xlsx")
        with suppress(NoPictures):
            service.page_picture(document.id, 1)
        service.delete(document.id)

    assert not trap.visited()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".ofd"])
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_no_text_is_borrowed_from_elsewhere(
    service: Service, trap: Trap, tmp_path: Path, suffix: str, scheme: str
):
    """An entity of a document's XML brings in neither a file of this machine nor what another one serves."""
    (tmp_path / "secret").write_text("s3cr3t-words")
    url = (tmp_path / "secret").as_uri() if scheme == "file" else trap.url
    text = ""
    with suppress(UnreadableFile):
        document = service.upload(borrowing(suffix, url), f"借用{suffix}").document
        text = service.text(document.id).text
        service.delete(document.id)

    assert "s3cr3t" not in text
    assert not trap.visited()


def test_another_program_is_kept_from_the_network(trap: Trap, tmp_path: Path):
    """LibreOffice, which reads what our converter can't, fetches linked pictures unless it is kept from it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "file.doc").write_bytes(flat_text(trap.url))

    made = to_docx(tmp_path / "file.doc")

    assert made is not None
    assert "每校配备保安员不少于2名" in read(made.read_bytes(), "通知.docx").text
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


def test_a_name_with_a_zero_in_it_keeps_no_file_out(service: Service):
    """No program can be told such a name; the file is read in under the rest of it."""
    added = service.upload(docx_of(NOTICE.splitlines()), "方\x00案\n.docx").document
    service.delete(added.id)

    assert added.file_name == "方案.docx"


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
