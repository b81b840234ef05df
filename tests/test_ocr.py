"""Scanned pages, in PDF, OFD and picture files: recognised where the extra is installed, else a clear word."""

import io
from collections.abc import Callable, Sequence
from functools import lru_cache

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.readers import ocr, read
from ingest.readers.limits import draw_apart, read_apart
from ingest.readers.worker import read_here
from tests.office_files import ofd_of_pictures, pdf_of, plan_as_text, xlsx

WIDTH, HEIGHT = 595, 842
LINES = plan_as_text().splitlines()[:5]
Make = Callable[[Sequence[Image.Image]], bytes]
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra `ocr` is not installed")


@lru_cache(maxsize=1)
def pictures() -> tuple[Image.Image, ...]:
    """The pages of a PDF as a scanner sees them, 144 dots an inch."""
    return tuple(page.render(scale=2).to_pil() for page in pdfium.PdfDocument(pdf_of(LINES)))


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        canvas.drawImage(ImageReader(page), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def as_image(format: str, **options: object) -> Make:
    def make(pages: Sequence[Image.Image]) -> bytes:
        buffer = io.BytesIO()
        pages[0].convert("L").save(buffer, format, **options)
        return buffer.getvalue()

    return make


def as_ofd(pages: Sequence[Image.Image]) -> bytes:
    return ofd_of_pictures([as_image("PNG")([page]) for page in pages])


KINDS = [
    pytest.param(as_pdf, "扫描.pdf", "pdf", id="pdf"),
    pytest.param(as_ofd, "扫描.ofd", "ofd", id="ofd"),
    pytest.param(as_image("PNG"), "扫描.png", "image", id="png"),
    pytest.param(as_image("JPEG", quality=80), "照片.jpg", "image", id="photo-without-dots-an-inch"),
    pytest.param(as_image("TIFF", dpi=(144, 144)), "扫描.tif", "image", id="tif"),
    pytest.param(as_image("BMP"), "扫描.bmp", "image", id="bmp"),
]


@needs_ocr
@pytest.mark.parametrize(("make", "name", "format"), KINDS)
def test_a_scan_is_recognised(make: Make, name: str, format: str):
    """The text is that of the pages, and the receipt names them with the confidence."""
    reading = read_apart(make(pictures()), name, format)
    ((page, confidence),) = reading.layout.confidence

    assert page == 1
    assert confidence > 0.8
    assert any("由图像识别" in words for words in reading.layout.warnings)
    assert reading.text.splitlines() == LINES


@needs_ocr
def test_a_file_of_text_and_scans_is_read_page_by_page():
    """Only pages that are pictures are recognised; the others are read as they are."""
    scan = pdfium.PdfDocument(as_pdf(pictures()))
    mixed = pdfium.PdfDocument(pdf_of(["附件", "一、任务分工", "校舍加固12栋，由县教育局负责。"]))
    mixed.import_pages(scan)
    buffer = io.BytesIO()
    mixed.save(buffer)
    reading = read(buffer.getvalue(), "混合.pdf")

    assert [page for page, _ in reading.layout.confidence] == [2]
    assert reading.text.splitlines() == ["附件", "一、任务分工", "校舍加固12栋，由县教育局负责。", *LINES]


@pytest.mark.parametrize(("make", "name", "format"), KINDS)
def test_without_the_extra_the_command_is_named(monkeypatch, make: Make, name: str, format: str):
    """A scan that can't be recognised is refused, and the message says what to install."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)

    with pytest.raises(UnreadableFile, match=r"是扫描的图像.*wence\[ocr\]"):
        read_here(make(pictures()), name, format)


@pytest.mark.parametrize(("make", "name", "format"), KINDS)
def test_the_page_of_a_scan_is_drawn(make: Make, name: str, format: str):
    """As large as was asked for, white with what is written on it in the same place."""
    drawn = Image.open(io.BytesIO(draw_apart(make(pictures()), name, format, page=1, dpi=72))).convert("L")
    expected = pictures()[0].convert("L").resize(drawn.size)

    assert abs(drawn.height - HEIGHT) < 5
    assert sum(abs(a - b) > 128 for a, b in zip(drawn.tobytes(), expected.tobytes(), strict=True)) < 2000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(as_image("PNG")(pictures())[:2000], "已损坏", id="cut-off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片已损坏", id="no-picture"),
    ],
)
def test_a_damaged_picture_is_refused(data: bytes, says: str):
    """The message says so, whether or not the extra is installed."""
    with pytest.raises(UnreadableFile, match=says):
        read(data, "扫描.png")


def test_a_picture_that_is_no_picture_is_read_as_what_it_is():
    """A table with the suffix of a picture."""
    assert "任务分解表" in read(xlsx(), "表.png").text


def test_a_picture_too_large_is_refused_before_it_is_unpacked():
    """A few kilobytes may hold gigabytes of dots."""
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")

    with pytest.raises(UnreadableFile, match="百万像素"):
        read(buffer.getvalue(), "图.png")
