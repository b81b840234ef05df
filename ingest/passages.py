"""Clauses cut into what is embedded and indexed: a clause's own words, and each sentence of them, with context."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.model import Clause, Passage, Span, Unit
from ingest.own_words import clause_sentences, own_words
from ingest.sentences import stripped

MOST_WORDS = (
    400  # characters of own words in one passage: with context they stay under 480 tokens of the model
)
_MOST_TITLE = 50
_MOST_CONTEXT = 120
_MOST_LEAD_IN = 60
_COMMA = re.compile(r"[，、,：:]")


def cut_passages(text: str, title: str, clauses: Sequence[Clause]) -> tuple[Passage, ...]:
    """Passages of all *clauses*, in their order: first those of unit "clause", then each sentence.

    Context (title, heading path) stands on a line of its own before the words. A clause of more than MOST_WORDS
    characters becomes several passages with the same clause_id, cut between sentences.
    """
    runs = own_words(text, clauses)
    by_id = {clause.id: clause for clause in clauses}
    return tuple(
        passage for clause in clauses for passage in _of_clause(text, title, clause, by_id=by_id, runs=runs)
    )


def _of_clause(
    text: str,
    title: str,
    clause: Clause,
    *,
    by_id: Mapping[str, Clause],
    runs: Mapping[str, tuple[Span, ...]],
) -> Iterator[Passage]:
    above = by_id.get(clause.parent or "")
    lead_in = _lead_in(clause, runs[above.id], text) if above else ""
    sentences = clause_sentences(text, clause, runs[clause.id])
    for span in _grouped(text, sentences, runs[clause.id]):
        headings = clause.path[:-1] if span.start == clause.start else clause.path
        yield _passage(text, clause, "clause", span=span, context=_context(title, headings, lead_in))
    for span in sentences:
        headings = clause.path[-3:-1] if span.start == clause.start else clause.path[-2:]
        yield _passage(text, clause, "sentence", span=span, context=_context(title, headings, lead_in))


def _passage(text: str, clause: Clause, unit: Unit, *, span: Span, context: str) -> Passage:
    words = span.of(text)
    embedded = f"{context}\n{words}" if context and context != words else words
    return Passage(clause.id, unit, span.start, span.end, embedded)


def _context(title: str, headings: Sequence[str], lead_in: str) -> str:
    """Title, headings and lead-in on one short line: the nearest headings stay when it grows too long."""
    room = _MOST_CONTEXT
    kept: list[str] = []
    for part in reversed([*headings, lead_in]):
        if part and len(part) <= room:
            kept.insert(0, " ".join(part.split()))
            room -= len(part)
    return " ".join(part for part in (title[:_MOST_TITLE], *kept) if part)


def _lead_in(clause: Clause, parents_runs: Sequence[Span], text: str) -> str:
    """What the parent says just before its children: “三、…严禁：” belongs to each of them."""
    before = [run for run in parents_runs if run.end <= clause.start]
    words = before[-1].of(text) if before else ""
    last = re.split(r"[。！？\n]", words)[-1].strip() if words.endswith(("：", ":")) else ""
    return last if len(last) <= _MOST_LEAD_IN else last[-_MOST_LEAD_IN:]


def _grouped(text: str, sentences: Sequence[Span], runs: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring sentences of one run joined up to MOST_WORDS characters."""
    for run in runs:
        group: Span | None = None
        for span in (s for s in sentences if run.start <= s.start < run.end):
            for piece in _short_enough(text, span):
                if group and piece.end - group.start > MOST_WORDS:
                    yield group
                    group = None
                group = Span(group.start if group else piece.start, piece.end)
        if group:
            yield group


def _short_enough(text: str, span: Span) -> Iterator[Span]:
    """*span*, cut at commas where it alone is too long, and anywhere where it has none."""
    start = span.start
    while span.end - start > MOST_WORDS:
        commas = [m.end() for m in _COMMA.finditer(text, start + 1, start + MOST_WORDS)]
        cut = commas[-1] if commas else start + MOST_WORDS
        piece = stripped(text, start, cut)
        if piece.start < piece.end:
            yield piece
        start = cut
    rest = stripped(text, start, span.end)
    if rest.start < rest.end:
        yield rest
