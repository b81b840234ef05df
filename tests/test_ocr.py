"""Scanned pages: recognised where the extra is installed, and a clear word where it is not."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.readers import ocr, read
from ingest.readers.worker import read_here
from tests.office_files import pdf_of, plan_as_text

WIDTH, HEIGHT = 595, 842


def scanned(data: bytes) -> bytes:
    """The pages of a PDF as pictures, as a scanner makes them."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for page in pdfium.PdfDocument(data):
        canvas.drawImage(ImageReader(page.render(scale=2).to_pil()), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra `ocr` is not installed")
def test_a_scan_is_recognised():
    """The text is that of the pages, and the receipt names them with the confidence."""
    lines = plan_as_text().splitlines()[:5]
    reading = read(scanned(pdf_of(lines)), "扫描.pdf")
    ((page, confidence),) = reading.layout.confidence

    assert page == 1
    assert confidence > 0.8
    assert any("由图像识别" in words for words in reading.layout.warnings)
    assert "一、总体目标" in reading.text.splitlines()
    assert "90%以上" in reading.text


def test_without_the_extra_the_command_is_named(monkeypatch):
    """A scan that can't be recognised is refused, and the message says what to install."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)

    with pytest.raises(UnreadableFile, match=r"是扫描的图像.*wence\[ocr\]"):
        read_here(scanned(pdf_of(plan_as_text().splitlines()[:3])), "扫描.pdf", "pdf")
