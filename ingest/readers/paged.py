"""Pages of lines and tables as one text: what every format with fixed pages has in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.builder import TextBuilder, numbers
from ingest.readers.grid import Grid
from ingest.readers.ocr import COMMAND
from ingest.readers.pdf_columns import in_one_column
from ingest.readers.pdf_flow import Margins, PageLines, margins_of, runs_on, without_running
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_tables import PdfTable, continued, same_columns

MOST_PAGES = 1500
FEWEST = 10  # Chinese characters of a page that is no picture
DAMAGED = "已损坏，没有收录"  # note of a page that can't be loaded
COVERED = 0.5  # share of the page under pictures from which it is a scan


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, and whether it is a picture of text or its characters have no meaning."""

    lines: PageLines
    tables: tuple[PdfTable, ...]
    scanned: bool = False
    garbled: bool = False
    confidence: float | None = None  # mean, of words recognised in its image
    notes: tuple[str, ...] = ()  # what went wrong on it, in Chinese


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together; None stands where a page begins."""

    pieces: list[str | None]
    last: Line


def reading_of(pages: Sequence[Page], file_name: str, total: int) -> Reading:
    """The text of all *pages*. Raises UnreadableFile where there is none."""
    builder = TextBuilder()
    bare, heads = without_running([page.lines for page in pages])
    bare = [in_one_column(page) for page in bare]
    _Writer(builder, margins_of([line for page in bare for line in page.lines])).write(pages, bare)
    for at, page in enumerate(pages, start=1):
        if page.confidence is not None:
            builder.recognised(at, page.confidence)
    for head in heads:
        builder.drop(f"页眉或页脚：{head}")
    _doubts(pages, builder, total)
    reading = builder.reading()
    if not reading.text.strip():
        if pages and all(DAMAGED in page.notes for page in pages):
            raise UnreadableFile(file_name, f"文件共 {total} 页，各页都已损坏", "请重新扫描或下载后导入")
        pictures = "没有文字"
        if any(page.scanned for page in pages):
            pictures = "是扫描的图像"
        elif any(page.garbled for page in pages):
            pictures = "没有文字编码（字体没有说明各字是什么）"
        raise UnreadableFile(
            file_name,
            f"文件共 {total} 页，各页都{pictures}",
            f"扫描件请运行 `{COMMAND}` 安装文字识别后重新导入，或换用带文字的文件重新导入",
        )
    return reading


class _Writer:
    """Writes pages to a builder; a paragraph or a table may go on over the end of a page."""

    def __init__(self, builder: TextBuilder, margins: Margins) -> None:
        self._builder, self._margins = builder, margins
        self._paragraph: _Paragraph | None = None
        self._table: PdfTable | None = None
        self._table_pages: list[int] = []  # rows of the open table at which pages begin
        self._pages = 0  # that have begun since what is open was begun, and are not yet in it

    def write(self, pages: Sequence[Page], bare: Sequence[PageLines]) -> None:
        for page, lines in zip(pages, bare, strict=True):
            self._pages += 1
            for item in _in_order(lines.lines, page.tables):
                if isinstance(item, PdfTable):
                    self._add_table(item)
                else:
                    self._add_line(item)
        self._close()
        for _ in range(self._pages):
            self._builder.page()

    def _add_line(self, line: Line) -> None:
        open_one = self._paragraph
        if open_one and runs_on(open_one.last, line, self._margins, new_page=self._pages > 0):
            open_one.pieces += [*([None] * self._pages), line.text]
            open_one.last = line
        else:
            self._close()
            self._paragraph = _Paragraph([*([None] * self._pages), line.text], line)
        self._pages = 0

    def _add_table(self, table: PdfTable) -> None:
        if self._table and self._pages and same_columns(self._table, table):
            height = max(cell.row + cell.rows for cell in self._table.cells)
            self._table_pages += [height] * self._pages
            self._table = replace(self._table, cells=continued(self._table.cells, table.cells))
        else:
            self._close()
            self._table, self._table_pages = table, [0] * self._pages
        self._pages = 0

    def _close(self) -> None:
        """Write what is open. Pages that began meanwhile stay for what comes next."""
        if self._paragraph:
            self._builder.paragraph(self._paragraph.pieces)
        if self._table:
            self._builder.table(Grid(self._table.cells), self._table_pages)
        self._paragraph, self._table, self._table_pages = None, None, []


def _in_order(lines: Sequence[Line], tables: Sequence[PdfTable]) -> Iterator[Line | PdfTable]:
    items: list[Line | PdfTable] = [*lines, *tables]
    yield from sorted(items, key=lambda item: item.top)


def _doubts(pages: Sequence[Page], builder: TextBuilder, total: int) -> None:
    seen = [at for at, page in enumerate(pages, start=1) if page.confidence is not None]
    if seen:
        builder.warn(f"第 {numbers(seen)} 页的文字由图像识别得到，引用前请核对数字和名称")
    scans = [at for at, page in enumerate(pages, start=1) if page.scanned]
    if scans:
        builder.warn(
            f"第 {numbers(scans)} 页是扫描的图像，文字没有收录；请运行 `{COMMAND}` 安装文字识别后重新导入"
        )
    garbled = [at for at, page in enumerate(pages, start=1) if page.garbled]
    if garbled:
        builder.warn(
            f"第 {numbers(garbled)} 页的字体没有文字编码，读不出文字；请换用原文件，或运行 `{COMMAND}` 安装文字识别后重新导入"
        )
    blank = [
        at
        for at, page in enumerate(pages, start=1)
        if not (page.lines.lines or page.tables or page.scanned or page.garbled or page.notes)
    ]
    if blank and len(blank) < len(pages):
        builder.warn(f"第 {numbers(blank)} 页是空白")
    for at, page in enumerate(pages, start=1):
        for note in page.notes:
            builder.warn(f"第 {at} 页{note}")
    if total > len(pages):
        builder.warn(f"共 {total} 页，只收录了前 {len(pages)} 页")
