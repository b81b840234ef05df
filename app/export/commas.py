"""A table → CSV that Excel opens as UTF-8."""

import csv
from io import StringIO

from app.export.values import Cell, Link, Table

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def comma_separated(table: Table) -> bytes:
    """UTF-8 with a byte-order mark. Text that Excel would run as a formula gets an apostrophe before it."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.head for column in table.columns])
    writer.writerows([_field(cell) for cell in row] for row in table.rows)
    return (BOM + target.getvalue()).encode("utf-8", "replace")


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    words = cell.words if isinstance(cell, Link) else str(cell)
    return f"'{words}" if words.lstrip(" ").startswith(_FORMULA) else words
