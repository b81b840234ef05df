"""PDF files with text: paragraphs and tables in reading order, and the page that each stands on."""

import io
import re
from collections.abc import Callable

import pdfplumber.pdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers import ocr
from ingest.readers.paged import COVERED, DAMAGED, FEWEST, MOST_PAGES, Page, reading_of
from ingest.readers.pdf_columns import gutter_of
from ingest.readers.pdf_flow import PageLines
from ingest.readers.pdf_lines import UNKNOWN, Sheet, lines_of, sheet_of
from ingest.readers.pdf_tables import PdfTable, has_rules, tables_of
from ingest.readers.pdf_unruled import unruled_tables

_BROKEN = (  # what a damaged page makes the library raise that looks for ruling lines
    *(MalformedPDFException, PdfminerException, PSException),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UNKNOWN = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x1f]")
_GARBLED = 0.3  # share of characters without a meaning from which a page can't be read


def read(data: bytes, file_name: str, progress: Callable[[int, int], None]) -> Reading:
    """*progress* is told pages. Raises UnreadableFile where it can't be opened, asks for a password, or no page has text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(file_name, "PDF 设有打开密码", "请取消密码后重新导入") from error
        raise UnreadableFile(
            file_name, "PDF 已损坏或不完整", "请重新下载，或用阅读器另存后重新导入"
        ) from error
    pages, total = [], min(len(document), MOST_PAGES)
    for at in range(total):
        pages.append(_page(document, data, at))
        progress(at + 1, total)
    return reading_of(pages, file_name, len(document))


def _page(document: pdfium.PdfDocument, data: bytes, at: int) -> Page:
    """One page; one that can't be loaded is empty, with a note."""
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return Page(PageLines((), 1.0), (), notes=(DAMAGED,))
    sheet = sheet_of(page)
    words = "".join(char.text for char in sheet.chars)
    unknown = len(_UNKNOWN.findall(words))
    garbled = unknown > _GARBLED * max(len(words), 1)
    scanned = len(_CHINESE.findall(words)) < FEWEST and _pictured(page) > COVERED
    if (scanned or garbled) and ocr.is_installed():
        seen = ocr.recognise(page.render(scale=ocr.DPI / 72).to_pil(), ocr.DPI)
        return Page(PageLines(seen.lines, page.get_height()), (), confidence=seen.confidence)
    if garbled or not sheet.chars:
        return Page(PageLines((), sheet.height), (), scanned, garbled)
    tables, notes = _tables(page, data, at, sheet)
    outside = [char for char in sheet.chars if not any(table.holds(char) for table in tables)]
    unruled = unruled_tables(outside)
    outside = [char for char in outside if not any(table.holds(char) for table in unruled)]
    tables = tuple(sorted((*tables, *unruled), key=lambda table: table.top))
    gutter = gutter_of(outside)
    lines = PageLines(tuple(lines_of(outside, gutter)), sheet.height, gutter)
    if unknown:
        notes = (*notes, f"有 {unknown} 个字的字体没有文字编码，以“{UNKNOWN}”代替，请对照原文件")
    return Page(lines, tables, scanned, notes=notes)


def _tables(
    page: pdfium.PdfPage, data: bytes, at: int, sheet: Sheet
) -> tuple[tuple[PdfTable, ...], tuple[str, ...]]:
    """The tables by ruling lines, and what went wrong with them.

    The library that finds them turns a page as the page says: where the text says otherwise, boxes don't meet.
    """
    if not has_rules(page) or sheet.quarters * 90 != page.get_rotation():
        return (), ()
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[at + 1]) as ruled:
            return tuple(tables_of(ruled.pages[0], sheet)), ()
    except _BROKEN:
        return (), ("的表格线读不出来，按普通文字收录",)


def _pictured(page: pdfium.PdfPage) -> float:
    """The share of the page under its largest picture."""
    bounds = (item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    areas = [(right - left) * (top - bottom) for left, bottom, right, top in bounds]
    return max(areas, default=0.0) / max(page.get_width() * page.get_height(), 1.0)
