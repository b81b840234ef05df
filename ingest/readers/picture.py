"""Pages as pictures, of files whose pages are fixed: run by worker.py, for a library may stumble over any file."""

import io
from collections.abc import Callable, Mapping
from math import sqrt

import ofdkit
import pypdfium2 as pdfium
from PIL import Image

from ingest.errors import UnreadableFile
from ingest.readers.image import frames_of
from ingest.readers.ofd_images import Pictures

POINTS = 72  # in an inch
MOST_PIXELS = 8_000_000  # a page larger than A3 at 150 dpi is drawn smaller


class _OnlyText(Exception):
    """A page of a format of which we draw pictures only."""


def draw(data: bytes, file_name: str, format: str, *, page: int, dpi: int) -> bytes:
    """The page with this number, from 1, as PNG. Raises UnreadableFile where the file has no such page."""
    try:
        picture = _FORMATS[format](data, page, dpi)
    except IndexError as error:
        raise UnreadableFile(file_name, f"没有第 {page} 页", "请核对页码") from error
    except _OnlyText as error:
        why = f"第 {page} 页由文字排成，没有图像"
        raise UnreadableFile(file_name, why, "请查看全文，或下载原文件后用 OFD 阅读器打开") from error
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def is_drawn(format: str | None) -> bool:
    """Whether pages of files of this *format* can be drawn."""
    return format in _FORMATS


def _pdf(data: bytes, page: int, dpi: int) -> Image.Image:
    document = pdfium.PdfDocument(data)
    if page > len(document):
        raise IndexError(page)
    sheet = document[page - 1]
    points = max(1.0, sheet.get_width() * sheet.get_height())
    scale = min(dpi / POINTS, sqrt(MOST_PIXELS / points))
    picture: Image.Image = sheet.render(scale=scale).to_pil()
    return picture


def _image(data: bytes, page: int, dpi: int) -> Image.Image:
    frame = frames_of(data)[page - 1]
    picture = frame.picture()
    share = min(1.0, dpi / frame.dpi, sqrt(MOST_PIXELS / (picture.width * picture.height)))
    return picture.resize((max(1, int(picture.width * share)), max(1, int(picture.height * share))))


def _ofd(data: bytes, page: int, dpi: int) -> Image.Image:
    """Only what is a picture on it: of a page of text there is none."""
    sheet = ofdkit.open(data).pages[page - 1]
    if sheet.runs:
        raise _OnlyText
    return Pictures(data).drawn(sheet, dpi)


_FORMATS: Mapping[str, Callable[[bytes, int, int], Image.Image]] = {"pdf": _pdf, "image": _image, "ofd": _ofd}
