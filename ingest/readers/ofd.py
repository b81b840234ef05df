"""OFD files: runs of text by their place on the page, read like those of a PDF."""

from collections.abc import Callable, Iterator

import ofdkit

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers import ocr
from ingest.readers.ofd_images import Pictures, covered
from ingest.readers.paged import COVERED, FEWEST, MOST_PAGES, Page, reading_of
from ingest.readers.pdf_flow import PageLines
from ingest.readers.pdf_lines import Char, lines_of

_ASCENT = 0.88  # of a character above its baseline
_DRAWN = 20  # shapes on a page without text that may be characters
POINTS = 72 / 25.4  # in a millimetre


def read(data: bytes, file_name: str, progress: Callable[[int, int], None]) -> Reading:
    """*progress* is told pages. Raises UnreadableFile where it can't be opened, or no page has text."""
    try:
        document, pictures = ofdkit.open(data), Pictures(data)
        pages: list[Page] = []
        for page in list(document.pages)[:MOST_PAGES]:
            pages.append(_page(page, pictures))
            progress(len(pages), len(document.pages))
    except ofdkit.OFDLimitError as error:
        raise UnreadableFile(
            file_name, "OFD 的内容超出了安全上限", "请核对来源，或另存为 PDF 后导入"
        ) from error
    except ofdkit.OFDError as error:
        raise UnreadableFile(
            file_name, "OFD 已损坏或不完整", "请重新下载，或用阅读器另存为 PDF 后导入"
        ) from error
    return reading_of(pages, file_name, len(document.pages))


def _page(page: ofdkit.Page, pictures: Pictures) -> Page:
    chars = [char for run in page.runs for char in _chars(run)]
    height = page.height * POINTS
    placed = pictures.of(page) if len(chars) < FEWEST else []
    if covered(placed, page) <= COVERED:
        if not chars and pictures.strokes(page) >= _DRAWN:
            return Page(PageLines((), height), (), notes=("的文字是画成的图形，读不出来，没有收录",))
        return Page(PageLines(tuple(lines_of(chars)), height), ())
    if not ocr.is_installed():
        return Page(PageLines((), height), (), scanned=True)
    try:
        seen = ocr.recognise(pictures.drawn(page, ocr.DPI), ocr.DPI)
    except (OSError, ValueError, SyntaxError):
        return Page(PageLines((), height), (), scanned=True, notes=("的图像读不出来，没有收录",))
    return Page(PageLines(seen.lines, height), (), confidence=seen.confidence)


def _chars(run: ofdkit.TextRun) -> Iterator[Char]:
    """The characters of a run side by side, in points."""
    width = run.width / max(len(run.text), 1)
    top, bottom = (run.y - _ASCENT * run.size) * POINTS, (run.y + (1 - _ASCENT) * run.size) * POINTS
    for at, text in enumerate(run.text):
        if not text.isspace():
            left = run.x + at * width
            yield Char(text, left * POINTS, top, (left + width) * POINTS, bottom)
