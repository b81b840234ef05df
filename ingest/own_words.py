"""A clause's own words: those of none of its children. And the sentences of them, heading apart."""

import re
from collections.abc import Mapping, Sequence

from ingest.model import Clause, Span
from ingest.sentences import CLOSERS, split_sentences, stripped

_BEHIND = f"。.．；;：:{CLOSERS}"  # marks that belong to the heading before them
_SAYS = re.compile(r"[^\W_]")


def own_words(text: str, clauses: Sequence[Clause]) -> Mapping[str, tuple[Span, ...]]:
    """For each clause id the runs of its own words, in order, without white space at their ends.

    A clause that children follow has one run (its heading and lead-in); words after the children make another.
    """
    children: dict[str, list[Clause]] = {clause.id: [] for clause in clauses}
    for clause in clauses:
        if clause.parent is not None:
            children[clause.parent].append(clause)
    return {clause.id: _between(text, clause, children[clause.id]) for clause in clauses}


def _between(text: str, clause: Clause, children: Sequence[Clause]) -> tuple[Span, ...]:
    runs, begin = [], clause.start
    for child in sorted(children, key=lambda c: c.start):
        runs.append(stripped(text, begin, child.start))
        begin = max(begin, child.end)
    runs.append(stripped(text, begin, max(begin, clause.end)))
    return tuple(run for run in runs if run.start < run.end)


def heading_end(text: str, clause: Clause) -> int:
    """Where label and printed heading end, the full stop after the heading included."""
    end = clause.start + len(clause.label)
    if clause.heading:
        found = text.find(clause.heading, end, min(clause.end, end + len(clause.heading) + 4))
        end = found + len(clause.heading) if found >= 0 else end
    while end < clause.end and text[end] in _BEHIND:
        end += 1
    return end


def clause_sentences(text: str, clause: Clause, runs: Sequence[Span]) -> list[Span]:
    """The sentences of a clause's own words; its heading is a sentence by itself, even where it is glued on."""
    spans = []
    border = heading_end(text, clause) if clause.heading else clause.start
    for run in runs:
        cut = min(max(border, run.start), run.end)
        if run.start < cut:
            spans += split_sentences(text, run.start, cut)
        spans += split_sentences(text, cut, run.end)
    # Marks alone say nothing: ### between a heading and the next, the ruler line of a table.
    return [span for span in spans if _SAYS.search(text, span.start, span.end)]
