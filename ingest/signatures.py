"""Signatures: the bodies that issue a document, and its date, on lines of their own."""

from ingest.line_kinds import (
    ANNEX,
    DISCLOSURE,
    FOOTER,
    MONTH,
    STOP,
    is_body,
    is_date,
    is_noise,
    is_signed,
    is_title,
)
from ingest.page import Page

SIGNERS = 12  # bodies that may sign together
CELLS = 3  # cells in a row that show a table
CELL = 25  # characters of a line that may be a table's cell


def is_signature(page: Page, i: int) -> bool:
    """Whether line *i* is the date of a signature, or the last of the bodies where there is no date."""
    words = page.at(i)
    if len(words) > CELL and not words.endswith("日"):
        return False
    if is_signed(words):
        return True
    if is_date(words):
        signed = is_body(page.at(i - 1)) and not _in_table(page, i)
        return signed or (_closes(page, i + 1) and not _below_cells(page, i))
    if len(words) > CELL or not page.is_plain(i) or not _closes(page, i + 1):
        return False
    if MONTH.match(words):
        return is_body(page.at(i - 1)) and not _below_cells(page, i)
    return is_body(words) and STOP.search(page.at(i - 1)) is not None


def signed_from(page: Page, i: int) -> int:
    """The first of the bodies above the date in line *i*."""
    first = i
    while first > max(0, i - SIGNERS) and page.is_plain(first - 1) and is_body(page.at(first - 1)):
        first -= 1
    return first


def _closes(page: Page, i: int) -> bool:
    """Whether nothing of the document's text follows from line *i* on."""
    words = page.at(i)
    if not words or is_noise(words):
        return True
    return bool(DISCLOSURE.match(words) or FOOTER.match(words) or ANNEX.match(words))


def _below_cells(page: Page, i: int) -> bool:
    """Whether the lines above bodies and date in line *i* are cells, so that these end a table."""
    first = signed_from(page, i)
    above = [page.at(n) for n in range(first - CELLS, first)]
    return all(words and len(words) <= CELL and not STOP.search(words) for words in above)


def _in_table(page: Page, i: int) -> bool:
    """Whether body and date are cells: short lines without a stop stand around them."""
    before, after = page.at(signed_from(page, i) - 1), page.at(i + 1)
    cells = (before, after)
    if any(not words or len(words) > CELL or STOP.search(words) for words in cells):
        return False
    return not (_closes(page, i + 1) or is_title(after) or is_title(before))
