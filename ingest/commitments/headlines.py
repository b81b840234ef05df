"""Headings that commit to something themselves: 一、新增公办学位3000个 over who is charged with it."""

import re

from ingest.commitments.attributions import attributions, without
from ingest.commitments.kinds import BAN, is_counted
from ingest.commitments.metrics import read_metrics
from ingest.commitments.phrases import blanked
from ingest.model import Clause, Span
from ingest.own_words import heading_end

_OBLIGES = re.compile(r"应当|必须|一律|不得|严禁")
_DIGIT = re.compile(r"\d")
_LONGEST_NOTES = 400  # characters below a heading that may be nothing but notes


def commits(text: str, clause: Clause, span: Span) -> bool:
    """Whether the heading at *span* says more than what its clause is about: nothing follows it but notes, it is a
    whole sentence that binds, or it has a figure that doesn't come again below.
    """
    end = heading_end(text, clause)
    if end >= clause.end - 1:
        return True
    words = span.of(text)
    return (
        _is_sentence(text, words, end)
        or _has_own_figure(text, words, Span(end, clause.end))
        or _is_noted(text, Span(end, clause.end))
    )


def _is_sentence(text: str, words: str, end: int) -> bool:
    """Whether the heading ends with 。 in a line of its own, and forbids or obliges."""
    ends = text[end - 1] == "。" and text[end] in "\r\n"
    return ends and bool(BAN.search(words) or _OBLIGES.search(words))


def _has_own_figure(text: str, words: str, below: Span) -> bool:
    if not _DIGIT.search(words):
        return False
    figures = [m for m in read_metrics(words, bare=blanked(words)) if m.raw[:1].isdigit() and is_counted(m)]
    return any(text.find(m.raw, below.start, below.end) < 0 for m in figures)


def _is_noted(text: str, below: Span) -> bool:
    """Whether nothing stands below the heading but who and when."""
    if below.end - below.start > _LONGEST_NOTES:
        return False
    notes = attributions(text, below, None)
    return bool(notes) and not any(span.of(text).strip() for span in without(below, notes))
