"""Spreadsheets, .xlsx and .xls: each sheet a table of tasks, each row of it a unit with its headers."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
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

_DEFAULT_NAMES = ("sheet", "工作表")
Place = tuple[int, int]  # row and column, from 0


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
        look = _look(data, name)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        # Formats that other programs wrote against the rules: the values are there all the same.
        look = _Look({}, 0)
        builder.warn(f"工作表“{name}”的单元格格式读不出来，百分数按小数收录")
    if look.hidden:
        builder.warn(f"工作表“{name}”有 {look.hidden} 行是隐藏的，也已收录，请核对")
    rows = [[_words(v, look.shares.get((r, c))) for c, v in enumerate(row)] for r, row in enumerate(values)]
    write_sheet(rows, sheet.merged_cell_ranges or [], builder)


@dataclass(frozen=True, slots=True)
class _Look:
    """The cells that a sheet shows as percentages, with their decimals, and how many of its rows it hides."""

    shares: Mapping[Place, int]
    hidden: int


def _look(data: bytes, name: str) -> _Look:
    """How a sheet is shown; for .xls, whose formats are not read, as if all were plain."""
    if not data.startswith(b"PK"):
        return _Look({}, 0)
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[name]
    shown = (cell for row in sheet.iter_rows() for cell in row if "%" in (cell.number_format or ""))
    shares = {
        (cell.row - 1, cell.column - 1): len(cell.number_format.partition(".")[2].rstrip("%"))
        for cell in shown
    }
    hidden = sum(shape.hidden and number <= sheet.max_row for number, shape in sheet.row_dimensions.items())
    return _Look(shares, hidden)


def _words(value: Any, decimals: int | None) -> str:
    """A value as the sheet shows it: whole numbers without a point, dates in ISO, shares as percentages."""
    match value:
        case bool():
            return "是" if value else "否"
        case float() | int() if decimals is not None:
            return f"{value * 100:.{decimals}f}%"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.10g}"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time() | timedelta():
            return str(value)
    return str(value)
