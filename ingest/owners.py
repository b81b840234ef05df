"""Who owns a place in the text: the innermost clause around it."""

from bisect import bisect_right
from collections.abc import Sequence

from ingest.model import Clause, Span
from ingest.own_words import own_words


class Owners:
    """The runs of own words of all clauses, in order of the text: ``runs`` are (span, clause id)."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self.of_clause = own_words(text, clauses)
        pairs = [(run, ident) for ident, runs in self.of_clause.items() for run in runs]
        self.runs: tuple[tuple[Span, str], ...] = tuple(sorted(pairs, key=lambda p: p[0].start))
        self._starts = [run.start for run, _ in self.runs]

    def at(self, position: int) -> str | None:
        """The id of the clause whose own words hold *position*; None in noise and between clauses."""
        i = bisect_right(self._starts, position) - 1
        return self.runs[i][1] if i >= 0 and position < self.runs[i][0].end else None
