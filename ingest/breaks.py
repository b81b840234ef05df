"""Where the numbered text stops for a while: signatures, annexes, footers, the end of the page."""

import re
from collections.abc import Sequence

from ingest.line_kinds import (
    ANNEX,
    ASIDE,
    ATTENDED,
    CLOSING,
    DISCLOSURE,
    FOOTER,
    LISTED,
    STOP,
    TAIL,
    is_body,
    is_date,
    is_noise,
    is_signed,
    is_title,
)
from ingest.marks import Hold, Kind, Mark
from ingest.model import Span
from ingest.numerals import read_number
from ingest.outline import Break

LONGEST = 400  # characters of a line that may break the text
SIGNERS = 12  # bodies that may sign together
MENTIONED = 20  # lines that a list of annexes may take before we stop looking for its end


def find_breaks(text: str, lines: Sequence[Span], marks: Sequence[Mark]) -> list[Break]:
    """The places where open units end, by position, none overlapping."""
    return _Finder(text, lines, marks).run()


class _Finder:
    def __init__(self, text: str, lines: Sequence[Span], marks: Sequence[Mark]) -> None:
        self.lines = lines
        self.words = [line.of(text) for line in lines]
        self.labelled = {mark.lead for mark in marks} | {mark.start for mark in marks}
        self.first = next((m.start for m in marks if m.hold is Hold.LINE and m.ordinal == 1), len(text))
        self.spoken = any(mark.kind is Kind.SPEECH for mark in marks)
        self.several = sum(map(self._heads_annex, range(len(lines)))) > 1

    def run(self) -> list[Break]:
        found, i = [], 0
        tail = self._tail()
        while i < tail:
            unit, last = self._at(i)
            if unit:
                first = self._signed_from(i) if unit == "signature" else i
                annex = self._annex(i) if unit == "annex" else None
                found.append(
                    Break(
                        self.lines[first].start,
                        self.lines[last].end,
                        "attachment" if unit == "annex" else unit,
                        annex,
                    )
                )
            i = last + 1
        for i in range(tail, len(self.lines)):
            unit = "attendance" if ATTENDED.match(self.words[i]) else "tail"
            found.append(Break(self.lines[i].start, self.lines[i].end, unit))
        return found

    def _at(self, i: int) -> tuple[str, int]:
        """What breaks the text at line *i* ("": nothing does), and its last line."""
        words = self.words[i]
        if len(words) > LONGEST:
            return "", i
        if self._is_annex(i):
            return ("annex", i) if self._heads_annex(i) else ("attachment", self._mentions_until(i))
        if self._dated(i):
            return "signature", i
        if DISCLOSURE.match(words):
            return "disclosure", i
        if FOOTER.match(words):
            return "footer", i
        if CLOSING.match(words):
            return "notice_body", i
        if self.spoken and ASIDE.match(words):
            return "report_body", i
        if is_title(words) and len(words) <= 60 and self.lines[i].start not in self.labelled:
            return "plan_title", i
        return "", i

    # -- signatures --------------------------------------------------------------------------------

    def _dated(self, i: int) -> bool:
        """Whether line *i* is the date of a signature."""
        words = self.words[i]
        if is_signed(words):
            return True
        if not is_date(words):
            return False
        return (i > 0 and is_body(self.words[i - 1])) or self._closes(i + 1)

    def _closes(self, i: int) -> bool:
        """Whether what follows a date shows that it was that of a signature."""
        if i >= len(self.lines):
            return True
        words = self.words[i]
        return bool(DISCLOSURE.match(words) or FOOTER.match(words) or ANNEX.match(words)) or is_noise(words)

    def _signed_from(self, i: int) -> int:
        """The first of the bodies that sign above the date in line *i*."""
        first = i
        while first > max(0, i - SIGNERS) and self._signs(first - 1):
            first -= 1
        return first

    def _signs(self, i: int) -> bool:
        return is_body(self.words[i]) and self.lines[i].start not in self.labelled

    # -- annexes -----------------------------------------------------------------------------------

    def _is_annex(self, i: int) -> bool:
        return 0 <= i < len(self.words) and is_annex(self.words[i])

    def _heads_annex(self, i: int) -> bool:
        """Whether the annex itself begins at line *i*; else the line only tells that there is one."""
        if not self._is_annex(i):
            return False
        after = self._mentions_until(i) + 1
        if after >= len(self.lines) or self._is_annex(after):
            return False
        words, rest = self.words[after], annex_title(self.words[i])
        if after > i + 1 or (rest and words.strip("#* 《》") == rest.strip("《》")):
            return False
        signed = (
            is_body(words)
            and after + 1 < len(self.words)
            and (is_date(self.words[after + 1]) or is_body(self.words[after + 1]))
        )
        return not (
            signed
            or is_date(words)
            or is_signed(words)
            or DISCLOSURE.match(words)
            or FOOTER.match(words)
            or is_noise(words)
        )

    def _mentions_until(self, i: int) -> int:
        """The last line of a list of annexes that begins in line *i*."""
        last = i
        if annex_title(self.words[i]):
            while last + 1 < len(self.lines) and last - i < MENTIONED and self._lists(last + 1):
                last += 1
        return last

    def _lists(self, i: int) -> bool:
        words = self.words[i]
        return (
            words[:1].isdigit()
            and self.lines[i].start in self.labelled
            and len(words) <= 80
            and not STOP.search(words[-1:].strip(";；"))
        )

    def _annex(self, i: int) -> Mark | None:
        """The label of an annex that holds units itself; None where the file is that annex with its notice."""
        found = ANNEX.match(self.words[i])
        if found is None or not (self.several or self.lines[i].start > self.first):
            return None
        start = self.lines[i].start + found.start("label")
        number = read_number(re.sub(r"[附件表录图\s]|[-—].*", "", found["label"])) or 1
        end = start + len(found["label"])
        return Mark(start, end, Kind.ANNEX, number, "", Hold.LINE, self.lines[i].start)

    # -- the end -----------------------------------------------------------------------------------

    def _tail(self) -> int:
        """The first line of the end of the page: who attended, who edited, web furniture."""
        i = len(self.lines)
        while i and self.lines[i - 1].start not in self.labelled and self._ends_page(self.words[i - 1]):
            i -= 1
        return i

    def _ends_page(self, words: str) -> bool:
        if is_noise(words) or TAIL.match(words) or LISTED.match(words):
            return True
        return self.spoken and ATTENDED.match(words) is not None


def is_annex(words: str) -> bool:
    """附件, 附件1, 附件：某某表 at the head of a line; 附件所列 and the like are running text."""
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
