"""The parts outside every numbered unit: page header, title, addressees, notice, signature, annexes, footer."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.annexes import is_annex
from ingest.line_kinds import (
    ATTENDED,
    DISCLOSURE,
    FOOTER,
    LISTED,
    MONTH,
    STOP,
    SUBTITLE,
    TAIL,
    is_body,
    is_date,
    is_header,
    is_noise,
    is_salutation,
    is_signed,
    is_title,
)
from ingest.model import Span
from ingest.page import bare

NAMES = {
    "header": "页头",
    "title": "标题",
    "salutation": "主送",
    "notice_body": "通知正文",
    "signature": "落款",
    "disclosure": "公开说明",
    "plan_title": "方案标题",
    "preamble": "正文前言",
    "report_body": "报道正文",
    "attendance": "参会人员",
    "attachment": "附件说明",
    "footer": "页脚",
    "contents": "目录",
    "body": "正文",
}
TEXTS = {"notice_body", "preamble", "report_body", "body", "attendance"}
NOISE = "noise"
LONGEST = 300  # characters of lines without a stop that make one part
SIGNERS = 12  # bodies that may sign together
SUBTITLED = ("—", "――", "--")
WRAPPED = 4  # lines that a title may take
TITLE_LINE = 40  # characters of a line of a wrapped title
VALUE = 60  # characters of the value of a field below its name
AUTHOR = 20  # characters of who gave a speech, with his office
ORDER = re.compile(r"[公通]\s*告$")  # on a line of its own below the body that gives it
NO_TITLE = re.compile(r"[，。；：！？,;:!?]|^[（(]")  # in no line of a wrapped title
SHORT = 80  # characters of a line without a stop that may be part of a title


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines between numbered units. ``last``: no unit follows."""

    lines: tuple[Span, ...]
    last: bool


@dataclass(slots=True)
class _Reading:
    """What was read before the line in hand."""

    text: str
    usual: str  # the unit of running text before the first numbered unit
    known: Mapping[int, str]  # units of lines, by their start, that are known already
    stage: str = "head"  # head → notice → annexed → plan
    titled: bool = False
    spoke: bool = False  # running text or a signature came before
    parts: list[tuple[str, Span]] = field(default_factory=list)

    def unit_of(self, gap: Gap, i: int) -> str:
        words = bare(gap.lines[i].of(self.text))
        known = self.known.get(gap.lines[i].start, "")
        return known or _plain(words) or self._signature(gap, i) or self._placed(gap, i, words)

    def _signature(self, gap: Gap, i: int) -> str:
        """Bodies above a date, and the date."""
        words = bare(gap.lines[i].of(self.text))
        if self.stage == "head" and not self.spoke and not (gap.last and self.usual != "body"):
            return "header" if self.titled and (is_date(words) or is_signed(words)) else ""
        signing = self.parts and self.parts[-1][0] == "signature"
        if is_signed(words) or is_date(words) or (signing and MONTH.match(words)):
            return "signature"
        ahead = i
        while ahead < min(len(gap.lines), i + SIGNERS) and is_body(bare(gap.lines[ahead].of(self.text))):
            ahead += 1
        below = [bare(line.of(self.text)) for line in gap.lines[ahead : ahead + 2]]
        dated = any(map(is_date, below[: 1 + bool(below and DISCLOSURE.match(below[0]))]))
        dated = dated or (gap.last and bool(below) and MONTH.match(below[0]) is not None)
        return "signature" if ahead > i and (dated or (gap.last and ahead == len(gap.lines))) else ""

    def _placed(self, gap: Gap, i: int, words: str) -> str:
        """By the place in the document: title, addressees, or running text."""
        if self.parts and self.parts[-1][0] in ("title", "plan_title") and self._goes_on(gap, i, words):
            return self.parts[-1][0]
        if self.stage in ("annexed", "plan") and self._begins_anew(gap, i, words):
            self.stage, self.titled, self.spoke = "head", False, False
        if self.stage == "head" and not (gap.last and self.usual != "body"):
            authored = self.titled and not self.spoke and (is_body(words) or _names_author(self.text, gap, i))
            if is_header(words) or authored or self._is_value(gap, i, words):
                return "header"
            if not self.parts or not (self.titled or gap.last):
                unit = self._opening(gap, i, words)
                if unit:
                    return unit
            if is_salutation(words):
                return "salutation"
        if (is_title(words) or self._begins_title(gap, i)) and (not gap.last or self.stage == "annexed"):
            return "plan_title" if self.stage != "head" or self.spoke else "title"
        return self._running(gap, words)

    def _goes_on(self, gap: Gap, i: int, words: str) -> bool:
        """Whether a line belongs to the title above it: （试行）, 公　告 below the body that gives it, more bodies."""
        if ORDER.match(words) or (SUBTITLE.match(words) and not is_header(words)):
            return True
        above = bare(gap.lines[i - 1].of(self.text)) if i else ""
        return is_body(above) and is_body(words) and _heads_title(self.text, gap, i)

    def _is_value(self, gap: Gap, i: int, words: str) -> bool:
        """Whether *words* are the value of a field whose name stands alone on the line above."""
        above = gap.lines[i - 1].of(self.text) if i else ""
        empty = is_header(above) and above.endswith((":", "："))
        plain = len(words) <= VALUE and not (STOP.search(words) or is_title(words))
        return empty and plain and not self._begins_title(gap, i)

    def _begins_title(self, gap: Gap, i: int) -> bool:
        """Whether a title that is wrapped over lines begins here: plain lines, the last of which names the kind."""
        if self.parts and self.parts[-1][0] == "title" and is_title(self.parts[-1][1].of(self.text)):
            return False
        for line in gap.lines[i : i + WRAPPED]:
            words = line.of(self.text)
            if len(words) > TITLE_LINE or NO_TITLE.search(words) or is_body(words) or _plain(words):
                return False
            if is_title(words):
                return line is not gap.lines[i] and "关于" not in words
        return False

    def _begins_anew(self, gap: Gap, i: int, words: str) -> bool:
        """Whether another notice begins here: its 文号 or its title, with addressees below."""
        if not (is_header(words) or ("关于" in words and is_title(words))):
            return False
        ahead = (line.of(self.text) for line in gap.lines[i + 1 : i + 8])
        return any(is_salutation(other) for other in ahead)

    def _opening(self, gap: Gap, i: int, words: str) -> str:
        """A line at the top: the title, or what stands above it."""
        if is_title(words):
            return "title"
        if STOP.search(words) or len(words) > SHORT:
            return ""
        ahead = [line.of(self.text) for line in gap.lines[i + 1 : i + 12]]
        titles = [j for j, other in enumerate(ahead) if is_title(other) and not STOP.search(other)]
        if not titles or ahead[titles[0]].startswith(SUBTITLED):
            return "title"
        issued = titles[0] < WRAPPED and is_body(words) and _heads_title(self.text, gap, i)
        wrapped = "关于" in words and (titles[0] == 0 or self._begins_title(gap, i))
        return "title" if issued or wrapped else "header"

    def _running(self, gap: Gap, words: str) -> str:
        if gap.last and (LISTED.match(words) or (ATTENDED.match(words) and self.usual == "report_body")):
            return "attendance"
        if gap.last and TAIL.match(words):
            return "footer"
        if self.stage == "notice":
            return "notice_body"
        if gap.last and self.usual == "preamble":
            return "body"
        return self.usual

    def note(self, unit: str) -> None:
        """Remember what *unit* tells about the lines after it."""
        self.spoke = self.spoke or unit in TEXTS or unit == "signature"
        if unit == "title":
            self.titled = True
        elif unit == "salutation":
            self.stage, self.titled = "notice", True
        elif unit in ("signature", "attachment", "disclosure"):
            self.stage = "annexed"
        elif unit == "plan_title":
            self.stage = "plan"


def _heads_title(text: str, gap: Gap, i: int) -> bool:
    """Whether the body or bodies in line *i* begin a title: more of them may follow, then 关于…的通知."""
    for line in gap.lines[i + 1 : i + SIGNERS]:
        words = bare(line.of(text))
        if not is_body(words):
            return words.startswith(("关于", "转发", "批转", "印发")) and len(words) > 2
    return False


def _names_author(text: str, gap: Gap, i: int) -> bool:
    """市长 某某某 below the title of a speech, above or below its date."""
    words = gap.lines[i].of(text)
    around = [bare(line.of(text)) for line in (*gap.lines[max(0, i - 1) : i], *gap.lines[i + 1 : i + 2])]
    named = len(words) <= AUTHOR and not (
        NO_TITLE.search(words) or words.startswith(SUBTITLED) or is_title(words)
    )
    return named and any(map(is_date, around))


def _plain(words: str) -> str:
    """Units that show in any place."""
    if is_noise(words):
        return NOISE
    if DISCLOSURE.match(words):
        return "disclosure"
    if FOOTER.match(words):
        return "footer"
    return "attachment" if is_annex(words) else ""


def name_parts(
    text: str, gaps: Iterable[Gap], usual: str, *, known: Mapping[int, str]
) -> list[tuple[str, Span]]:
    """(unit, span) of every line of *gaps*, neighbours of one unit joined; unit "noise" is no part.

    *usual* is the unit of running text in this kind of document: preamble, report_body or body. *known* gives the
    units of lines, by their start, that were recognised before.
    """
    reading = _Reading(text, usual, known)
    for at, gap in enumerate(gaps):
        fresh = True
        reading.spoke = reading.spoke or at > 0  # numbered units stand before it
        for i, line in enumerate(gap.lines):
            unit = reading.unit_of(gap, i)
            reading.note(unit)
            reading.parts = _joined(text, reading.parts, unit, line, fresh=fresh)
            fresh = False
    return reading.parts


def _joined(
    text: str, parts: list[tuple[str, Span]], unit: str, line: Span, *, fresh: bool
) -> list[tuple[str, Span]]:
    """*parts* with *line* added: to the part before it, where both are one."""
    if parts and not fresh and parts[-1][0] == unit and _runs_on(text, unit, parts[-1][1], line):
        parts[-1] = (unit, Span(parts[-1][1].start, line.end))
    else:
        parts.append((unit, line))
    return parts


def _runs_on(text: str, unit: str, before: Span, line: Span) -> bool:
    """Paragraphs are parts of their own; a line that was only wrapped goes on, as do the cells of a table."""
    if unit in ("title", "plan_title"):
        head = text[before.start : before.end] if before.end - before.start <= SHORT else ""
        return not is_title(head) or line.of(text).startswith(("的", "（", "("))
    if unit not in TEXTS:
        return True
    return not STOP.search(text[before.end - 4 : before.end]) and before.end - before.start < LONGEST


def gaps_between(text: str, lines: Sequence[Span], covered: Sequence[Span]) -> Iterator[Gap]:
    """What of *lines* lies outside *covered* (sorted, disjoint), gap by gap."""
    at, i = 0, 0
    for span in [*covered, Span(len(text), len(text))]:
        inside = []
        while i < len(lines) and lines[i].end <= at:
            i += 1
        while i < len(lines) and lines[i].start < span.start:
            cut = _clip(text, lines[i], at, span.start)
            if cut.start < cut.end:
                inside.append(cut)
            if lines[i].end > span.start:
                break
            i += 1
        if inside:
            yield Gap(tuple(inside), last=span.start == len(text))
        at = span.end


def _clip(text: str, line: Span, start: int, end: int) -> Span:
    if start <= line.start and line.end <= end:
        return line
    left, right = max(line.start, start), min(line.end, end)
    words = text[left:right]
    left += len(words) - len(words.lstrip())
    return Span(left, max(left, left + len(words.strip())))
