"""Tables → an Excel workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.export.values import Cell, Column, Day, Link, Table, printable

LONGEST = 32_767  # characters that Excel takes in one cell
LONGEST_ADDRESS = 2_079
A3, A4 = 8, 9  # what Excel calls the papers
WIDEST_A4 = 90  # Chinese characters in a line that can still be read when it is fitted to the paper
MOST_LINKS = 65_000  # of a sheet; Excel takes 65,530
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
_DATES = {"year": 'yyyy"年"', "month": 'yyyy"年"m"月"', "day": 'yyyy"年"m"月"d"日"'}


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Format
    text: Format
    number: Format
    link: Format
    moment: Format
    dates: dict[str, Format]


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet a table: typed cells, a frozen head with a filter, wrapped text. Text is never taken for a formula."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        styles = _styles(book)
        for table in tables:
            _sheet(book.add_worksheet(_sheet_name(table.name)), table, styles)
    return target.getvalue()


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    def style(**more: object) -> Format:
        return book.add_format({**_FONT, **more})

    return _Styles(
        head=style(bold=True, bg_color="#E8EEF4", text_wrap=True, valign="vcenter", align="center"),
        text=style(text_wrap=True),
        number=style(num_format="General"),
        link=style(text_wrap=True, font_color="#1F5FA8", underline=1),
        moment=style(num_format="yyyy-mm-dd hh:mm", align="left"),
        dates={name: style(num_format=code, align="left") for name, code in _DATES.items()},
    )


def _sheet(sheet: Worksheet, table: Table, styles: _Styles) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width * 2)  # Excel counts half-width characters
        sheet.write_string(0, at, column.head, styles.head)
    links = 0
    for row, cells in enumerate(table.rows, start=1):
        for at, cell in enumerate(cells):
            links += isinstance(cell, Link)
            _write(sheet, (row, at), cell if links <= MOST_LINKS else _plain(cell), styles)
        sheet.set_row(row, _height(cells, table.columns))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    width = sum(column.width for column in table.columns)
    sheet.set_paper(A3 if width > WIDEST_A4 else A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, styles: _Styles) -> None:
    match cell:
        case None:
            sheet.write_blank(*at, None, styles.text)
        case str():
            sheet.write_string(*at, printable(cell)[:LONGEST], styles.text)
        case Day():
            moment = datetime(cell.first.year, cell.first.month, cell.first.day)
            sheet.write_datetime(*at, moment, styles.dates[cell.precision])
        case datetime():
            sheet.write_datetime(*at, cell.replace(tzinfo=None), styles.moment)
        case Link(words, url) if url and len(url) <= LONGEST_ADDRESS:
            sheet.write_url(*at, url, styles.link, printable(words))
        case Link(words):
            sheet.write_string(*at, printable(words), styles.text)
        case _:
            sheet.write_number(*at, cell, styles.number)


def _plain(cell: Cell) -> Cell:
    return cell.words if isinstance(cell, Link) else cell


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Points for the cell that needs most lines: programs that don't fit rows to wrapped text would hide it."""
    lines = 1
    for cell, column in zip(cells, columns, strict=True):
        words = cell.words if isinstance(cell, Link) else cell if isinstance(cell, str) else ""
        lines = max(lines, sum(1 + _wide(line) // max(1, column.width - 1) for line in words.split("\n")))
    return min(15.0 * lines + 3, 400.0)


def _wide(line: str) -> int:
    return (sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) + 1) // 2


def _sheet_name(name: str) -> str:
    return "".join("－" if sign in "[]:*?/\\" else sign for sign in name)[:31]
