"""How a sheet shows its values: the number format of each cell that has one, and how many rows it hides."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS

Place = tuple[int, int]  # row and column, from 0
_CHINESE = {
    27: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
}  # of Excel in Chinese
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|;.*')


@dataclass(frozen=True, slots=True)
class Look:
    """``formats`` holds codes like 0.0% and yyyy"年"m"月"; cells that look plain have none."""

    formats: Mapping[Place, str] = field(default_factory=dict)
    hidden: int = 0


def code_of(number: int) -> str:
    """The format that files name by a number alone; "" for the plain one and those of dates with a day."""
    return _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "").replace("General", "")


def look_of_xlsx(data: bytes, name: str) -> Look:
    """The look of the sheet *name*. Raises what openpyxl does where the formats break the rules."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[name]
    formats = {
        (cell.row - 1, cell.column - 1): code
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style
        and (code := cell.number_format.replace("General", "") or code_of(cell._style.numFmtId))
    }
    hidden = sum(shape.hidden and number <= sheet.max_row for number, shape in sheet.row_dimensions.items())
    return Look(formats, hidden)


def shown(value: Any, code: str) -> str:
    """A value as the sheet shows it: whole numbers without a point, dates in ISO, shares as percentages.

    A date of which the sheet shows only the month is a month: 2025年3月.
    """
    match value:
        case bool():
            return "是" if value else "否"
        case float() | int() if "%" in code:
            decimals = len(code.partition(".")[2].partition("%")[0].rstrip('"'))
            return f"{value * 100:.{decimals}f}%"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.10g}"
        case datetime():
            if value.time() == time():
                return _of_date(value.date(), code)
            return value.isoformat(" ", "minutes")
        case date():
            return _of_date(value, code)
        case time() | timedelta():
            return str(value)
    return str(value)


def _of_date(value: date, code: str) -> str:
    signs = _LITERAL.sub("", code).lower()
    if "y" not in signs or "d" in signs:
        return value.isoformat()
    return f"{value.year}年{value.month}月" if "m" in signs else f"{value.year}年"
