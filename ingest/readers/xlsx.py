"""Spreadsheets, .xlsx and .xls: each sheet a table of tasks, each row of it a unit with its headers."""

import io
from struct import error as StructError

from doc2docx.errors import Doc2DocxError
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.builder import TextBuilder
from ingest.readers.sheet import MOST_CELLS, write_sheet
from ingest.readers.sheet_look import Look, look_of_xlsx, shown
from ingest.readers.uncomputed import count_uncomputed
from ingest.readers.xls_look import look_of_xls

_DEFAULT_NAMES = ("sheet", "工作表")
_ODD = (  # what formats written against the rules make their readers raise
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, StopIteration),
    *(RecursionError, OverflowError, StructError, Doc2DocxError),
)


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where it can't be opened or holds no words."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise UnreadableFile(file_name, "文件设有打开密码", "请取消密码后重新导入") from error
    except (CalamineError, WorksheetNotFound, ValueError) as error:
        raise UnreadableFile(
            file_name, "表格文件已损坏，或不是 Excel 格式", "请用 Excel 或 WPS 另存后重新导入"
        ) from error
    builder = TextBuilder(labelled=True)
    metadata = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for sheet in metadata:
        if sheet.visible != SheetVisibleEnum.Visible:
            builder.drop(f"隐藏的工作表：{sheet.name}")
            continue
        if len(metadata) > 1 and not sheet.name.lower().startswith(_DEFAULT_NAMES):
            builder.line(sheet.name)
        _write(book, sheet.name, data, builder)
    if data.startswith(b"PK") and (missing := count_uncomputed(data)):
        builder.warn(
            f"有 {missing} 个单元格只有公式、没有保存结果，未能收录；请用 Excel 或 WPS 打开并保存后重新导入"
        )
    reading = builder.reading()
    if not reading.layout.tables and not reading.text.strip():
        raise UnreadableFile(file_name, "表格里没有文字", "请检查文件后重新导入")
    return reading


def _write(book: CalamineWorkbook, name: str, data: bytes, builder: TextBuilder) -> None:
    sheet = book.get_sheet_by_name(name)
    values = sheet.to_python(skip_empty_area=False)
    if sum(map(len, values)) > MOST_CELLS:
        values = values[: MOST_CELLS // max(map(len, values))]
        builder.warn(f"工作表“{name}”过大，只收录了前 {len(values)} 行")
    try:
        look = (look_of_xlsx if data.startswith(b"PK") else look_of_xls)(data, name)
    except _ODD:
        # Formats that other programs wrote against the rules: the values are there all the same.
        look = Look()
        builder.warn(f"工作表“{name}”的单元格格式读不出来，百分数按小数收录")
    if look.hidden:
        builder.warn(f"工作表“{name}”有 {look.hidden} 行是隐藏的，也已收录，请核对")
    rows = [
        [shown(v, look.formats.get((r, c), "")) for c, v in enumerate(row)] for r, row in enumerate(values)
    ]
    write_sheet(rows, sheet.merged_cell_ranges or [], builder)
