"""Formulas in an .xlsx whose results were not saved: programs that write formulas without computing them leave these."""

import io
import re
import zipfile
import zlib
from contextlib import suppress

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_EMPTY = re.compile(rb"<c\b[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def count_uncomputed(data: bytes) -> int:
    """How many cells of the workbook hold a formula and no value; in sheets that are damaged none are counted."""
    found = 0
    with suppress(zipfile.BadZipFile, zlib.error, NotImplementedError):
        parts = zipfile.ZipFile(io.BytesIO(data))
        for name in filter(_SHEET.fullmatch, parts.namelist()):
            found += len(_EMPTY.findall(parts.read(name)))
    return found
