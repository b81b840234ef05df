"""The account of a document's figures, dates, bans and bodies: in a row, or set aside with the reason."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.commitment_model import Commitment
from ingest.commitments.attributions import Attribution, attributions
from ingest.commitments.kinds import BAN
from ingest.commitments.metrics import FIGURE
from ingest.commitments.responsible import BODY
from ingest.commitments.set_aside import reason_for
from ingest.commitments.statements import Statement, statements
from ingest.model import Clause, Span

Sort = Literal["date", "ban", "number", "body"]
State = Literal["in_row", "set_aside", "unexplained"]

_DATE = re.compile(
    r"(?:19|20)\d\d[ ]*(?:学年度?|年)(?:[ ]*\d{1,2}[ ]*月)?(?:[ ]*\d{1,2}[ ]*日)?|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)|(?<!\d)\d{1,2}月(?:\d{1,2}日)?"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*[%％]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure, date, ban or body as printed, and the clause it stands in (None in a label or outside all).

    ``row`` is the id of the row that holds it, else ``reason`` says why none does (Chinese), None where no reason
    was found.
    """

    span: Span
    sort: Sort
    row: str | None = None
    reason: str | None = None
    clause_id: str | None = None

    @property
    def state(self) -> State:
        return "in_row" if self.row else "set_aside" if self.reason else "unexplained"


@dataclass(frozen=True, slots=True)
class Account:
    """All entries in order of their start; none overlaps another."""

    entries: tuple[Entry, ...]

    @property
    def in_rows(self) -> int:
        return sum(entry.row is not None for entry in self.entries)

    @property
    def set_aside(self) -> tuple[Entry, ...]:
        """Those with a reason for standing in no row."""
        return tuple(entry for entry in self.entries if entry.reason is not None)

    @property
    def unexplained(self) -> tuple[Entry, ...]:
        """Those that a reader should look at: in no row, and nothing tells why."""
        return tuple(entry for entry in self.entries if entry.row is None and entry.reason is None)

    @property
    def share(self) -> float:
        """Share of the entries that are in a row or set aside with a reason, 0 to 1."""
        return 1 - len(self.unexplained) / len(self.entries) if self.entries else 1.0


def account(text: str, clauses: Sequence[Clause], rows: Sequence[Commitment]) -> Account:
    """Account for every figure, date, ban and body of *text*, each once. *rows* are those of extract_commitments."""
    places = sorted(statements(text, clauses), key=lambda s: s.span.start)
    starts = [place.span.start for place in places]
    ordered = sorted(rows, key=lambda row: row.start)
    row_starts = [row.start for row in ordered]
    takers = _Takers(ordered)
    entries = []
    for span, sort in _findings(text):
        at = bisect_right(starts, span.start) - 1
        place = places[at] if at >= 0 and places[at].span.end > span.start else None
        row = _holder(span, ordered, row_starts) or _noted(text, span, place, takers)
        reason = None if row else reason_for(text, span, place)
        entries.append(Entry(span, sort, row, reason, place.clause.id if place else None))
    return Account(tuple(entries))


class _Takers:
    """Which rows took over a body or a deadline, found without going through all of them."""

    def __init__(self, rows: Sequence[Commitment]) -> None:
        """*rows* in order of their start."""
        self._rows = rows
        self._by_name: dict[str, list[int]] = {}
        self._by_deadline: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            for name in dict.fromkeys(row.responsible):
                self._by_name.setdefault(name, []).append(at)
            if row.deadline.raw:
                self._by_deadline.setdefault(row.deadline.raw, []).append(at)

    def of(self, note: Attribution) -> str | None:
        """The row that took over what *note* says: the last before it, else the first after."""
        names = {name for listed in note.roles.values() for name in listed}
        lists = [self._by_name[name] for name in names if name in self._by_name]
        lists.append(self._by_deadline.get(note.deadline.raw or "", []))
        before = max((self._last_before(note.span.start, places) for places in lists), default=-1)
        if before >= 0:
            return self._rows[before].id
        first = min((places[0] for places in lists if places), default=None)
        return self._rows[first].id if first is not None else None

    def _last_before(self, place: int, rows: Sequence[int]) -> int:
        """The last of *rows* that ends before *place*; -1 where there is none."""
        at = bisect_right(rows, place, key=lambda row: self._rows[row].start) - 1
        while at >= 0 and self._rows[rows[at]].end > place:
            at -= 1
        return rows[at] if at >= 0 else -1


def _noted(text: str, span: Span, place: Statement | None, takers: _Takers) -> str | None:
    """The row that took over what a note on who and when says at *span*."""
    for note in attributions(text, place.span, None) if place else ():
        if note.span.start <= span.start and span.end <= note.span.end:
            return takers.of(note)
    return None


def _holder(span: Span, rows: Sequence[Commitment], starts: Sequence[int]) -> str | None:
    at = bisect_right(starts, span.start) - 1
    near = (row for row in rows[max(at - 2, 0) : at + 1] if row.start <= span.start and span.end <= row.end)
    return next((row.id for row in near), None)


def _findings(text: str) -> list[tuple[Span, Sort]]:
    """All that has to be accounted for, in order; what one finds is hidden from the next."""
    found: list[tuple[Span, Sort]] = []
    taken = bytearray(len(text))
    patterns: tuple[tuple[re.Pattern[str], Sort], ...] = (
        (_DATE, "date"),
        (BAN, "ban"),
        (FIGURE, "number"),
        (_DIGITS, "number"),
        (BODY, "body"),
    )
    for pattern, sort in patterns:
        for span in _free(text, pattern, taken):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            found.append((span, sort))
    return sorted(found, key=lambda pair: pair[0].start)


def _free(text: str, pattern: re.Pattern[str], taken: bytearray) -> Iterator[Span]:
    """The matches of *pattern* among what isn't taken; one that runs into what is taken is cut short there."""
    at = 0
    while match := pattern.search(text, at):
        hidden = taken.find(1, match.start(), match.end())
        whole = match if hidden < 0 else pattern.match(text, match.start(), hidden)
        if whole and whole.end() > whole.start():
            yield Span(whole.start(), whole.end())
            at = whole.end()
        else:
            at = max(hidden, match.start()) + 1
