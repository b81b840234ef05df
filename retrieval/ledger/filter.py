"""Which rows of the ledger are wanted, and in which order: one frozen value that every door and the store read."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.commitment_model import Commitment, DeadlineType, Kind, Strength
from ingest.normalise import fold

Sort = Literal["document", "deadline", "kind", "strength"]
MarkFilter = Literal["done", "doing", "todo", "none", "changed"]

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which rows are wanted; None and () set no limit, all that is set must hold.

    ``deadline_after`` and ``deadline_before`` are ISO dates of any precision, both inclusive: before 2016 is up to its
    last day, after 2016 from its first. A row is due on the last day of its deadline; one without, or one that only
    says from when, is never due. ``body`` is part of a responsible body's name, ``text`` of the row, ``unit`` that of
    a figure with or without its rate (万元, 万元/年). ``version`` is read with exactly one document. ``mark`` is what
    was noted on a row: its state, nothing, or something before its words changed. ``without`` leaves out rows by id.
    """

    documents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    strength: Strength | None = None
    deadline_after: str | None = None
    deadline_before: str | None = None
    has_deadline: bool | None = None
    has_number: bool | None = None
    has_body: bool | None = None
    deadline_types: tuple[DeadlineType, ...] = ()
    bodies: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    topic: str | None = None
    units: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    mark: MarkFilter | None = None
    sort: Sort = "document"
    version: int | None = None


def due_day(row: Commitment) -> str | None:
    """The last day (ISO) on which *row* is in time; None without a deadline that ends."""
    return None if row.deadline.type == "from" else last_day(row.deadline.iso)


def first_day(iso: str | None) -> str | None:
    """The first day of a date of any precision: 2016 → 2016-01-01. None for what is no date."""
    match = _ISO.fullmatch(iso or "")
    return _day(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None


def last_day(iso: str | None) -> str | None:
    """The last day of a date of any precision: 2016 → 2016-12-31. None for what is no date."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    if match[3]:
        return _day(year, month, int(match[3]))
    return _day(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 and year else None


def spellings(unit: str | None) -> tuple[str, ...]:
    """How a figure's unit may be asked for, folded: 万元/年 as such and as 万元; () without one."""
    whole = fold(unit or "")
    return tuple(dict.fromkeys((whole, whole.split("/")[0]))) if whole else ()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # 2月30日: printed so, but no day
        return None
