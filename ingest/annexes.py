"""Annexes: the lines that mention them, and those that head them."""

import re

from ingest.line_kinds import ANNEX, DISCLOSURE, FOOTER, STOP, is_body, is_date, is_noise, is_signed
from ingest.marks import Hold, Kind, Mark
from ingest.numerals import read_number
from ingest.page import Page

MENTIONED = 30  # lines that a list of annexes may take before we stop looking for its end
STARTS = "附#* "  # first characters of a line that is_annex
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十]")


def is_annex(words: str) -> bool:
    """附件, 附件1, 附件：某某表 at the head of a line; 附件所列 and the like are running text."""
    if words[:1] not in STARTS:
        return False
    found = ANNEX.match(words)
    if found is None or len(words) > 150 or words.endswith("。"):
        return False
    label, rest = found["label"].strip(), words[found.end() :]
    if not rest.strip() or found["sign"]:
        return len(label) > 1 or bool(found["sign"])
    return len(label) > 1 and (label[-1].isdigit() or rest[0] in " \u3000\t《") and rest.strip() != "下载"


def annex_title(words: str) -> str:
    """What an annex line says after 附件1：."""
    found = ANNEX.match(words)
    return words[found.end() :].strip(" \u3000\t*") if found else ""


def heads_annex(page: Page, i: int) -> bool:
    """Whether the annex itself begins at line *i*; else the line only tells that there is one."""
    if not is_annex(page.at(i)):
        return False
    after = mentions_until(page, i) + 1
    words, title = page.at(after), annex_title(page.at(i))
    if not words or after > i + 1 or is_annex(words):
        return False
    if title and words.strip("#* 《》") == title.strip("《》"):
        return False
    return not _ends_notice(page, after)


def _ends_notice(page: Page, i: int) -> bool:
    """Whether line *i* begins what stands below a list of annexes: signature, disclosure, footer."""
    words, following = page.at(i), page.at(i + 1)
    if is_date(words) or is_signed(words) or is_noise(words):
        return True
    if DISCLOSURE.match(words) or FOOTER.match(words):
        return True
    return is_body(words) and (not following or is_date(following) or is_body(following))


def mentions_until(page: Page, i: int) -> int:
    """The last line of a list of annexes that begins in line *i*."""
    found = ANNEX.match(page.at(i))
    last = i
    listed = found is not None and (
        annex_title(page.at(i)) or (found["sign"] and not _NUMBERED.search(found["label"]))
    )
    while listed and last - i < MENTIONED and _lists(page, last + 1):
        last += 1
    return last


def _lists(page: Page, i: int) -> bool:
    """Whether line *i* is one entry of a list of annexes: numbered, short, no sentence."""
    words = page.at(i)
    numbered = words[:1].isdigit() and not page.is_plain(i)
    return numbered and len(words) <= 80 and not STOP.search(words[-1:].strip(";；"))


def annex_mark(page: Page, i: int) -> Mark | None:
    """The label of the annex that line *i* heads."""
    found = ANNEX.match(page.at(i))
    if found is None:
        return None
    start = page.lines[i].start + found.start("label")
    number = read_number(re.sub(r"[附件表录图\s]|[-—].*", "", found["label"])) or 1
    return Mark(start, start + len(found["label"]), Kind.ANNEX, number, "", Hold.LINE, page.lines[i].start)
