"""Which date relative deadlines (三年内, 9月底前, 年内) are reckoned from."""

import re
from collections.abc import Sequence

from ingest.dates import dates_in
from ingest.model import Clause, Metadata

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=学?年)")
_RANGE = re.compile(r"\d{4}年?[ ]*(?:[-－–—~～至到]|——)+[ ]*(?:19|20)\d\d")
_NUMBER = re.compile(  # the 文号 at the head of a line, not that of a document named in running text
    r"^[^《》\n]{0,20}[〔\[](?P<year>(?:19|20)\d\d)[〕\]]第?\d+号", re.MULTILINE
)
_FARTHEST = 4  # characters from the head of the part to a date that is its own


def reckoned_from(text: str, clauses: Sequence[Clause], metadata: Metadata) -> str | None:
    """ISO date of issue or publication, or of the meeting; else the one year that the title names; else the date that
    opens what stands before the clauses, or the year of the 文号 there. None where the document gives none of them.
    """
    for fact in (metadata.date_issued, metadata.date_published, metadata.event_date):
        if isinstance(fact.value, str):
            return fact.value.split("/")[0]
    return _of_title(metadata) or _of_frame(text, clauses)


def _of_title(metadata: Metadata) -> str | None:
    for fact in (metadata.plan_title, metadata.title):
        words = fact.quote or ""
        years = set(_YEAR.findall(words))
        if len(years) == 1 and not _RANGE.search(words):
            return years.pop()
    return None


def _of_frame(text: str, clauses: Sequence[Clause]) -> str | None:
    first = min((clause.start for clause in clauses if not clause.is_frame), default=len(text))
    numbers: list[str] = []
    for part in clauses:
        if not part.is_frame or part.start >= first:
            continue
        dates = dates_in(text, part.start, min(part.end, part.start + 20))
        if dates and dates[0].span.start <= part.start + _FARTHEST:
            return dates[0].iso
        numbers += [m["year"] for m in _NUMBER.finditer(text[part.start : part.end])]
    return numbers[0] if numbers else None
