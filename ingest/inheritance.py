"""What a clause inherits: heading path, lead-ins, scope of application, phase, and the terms it uses."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.applicability import scopes_in
from ingest.definitions import Definition, definitions_in
from ingest.model import Clause, Metadata, Span
from ingest.own_words import heading_end
from ingest.owners import Owners
from ingest.phases import Phase, phase_of
from ingest.sentences import split_sentences

_INTRODUCES = re.compile(r"(?:[：:，,、]|(?:以下|下列|如下)[^。；;：:\n]{0,20}[。；;]?)\s*$")
_WORDS = re.compile(r"[^\W\d_]")  # page numbers and ruler lines say nothing
_MARKS = " \t\r\n\u3000\xa0*#"


@dataclass(frozen=True, slots=True)
class Words:
    """An exact slice of the canonical text, and the clause or frame part it stands in."""

    quote: str
    start: int
    end: int
    clause_id: str


@dataclass(frozen=True, slots=True)
class Inherited:
    """What stands elsewhere but holds for a clause as well.

    ``headings``: labels and headings above it, outermost first. ``lead_ins``: the words that introduce it or one
    of its ancestors (“…严禁：”), outermost first. ``applies_to``: sentences that say whom it applies to, the
    document's before the chapter's. ``phase``: the nearest one that it is or stands under.
    ``definitions``: those of the terms it uses that are defined in other clauses.
    """

    headings: tuple[str, ...] = ()
    lead_ins: tuple[Words, ...] = ()
    applies_to: tuple[Words, ...] = ()
    phase: Phase | None = None
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """A document's clauses, and what was read of them once for all."""

    text: str
    owners: Owners
    by_id: Mapping[str, Clause]
    general: tuple[Words, ...]
    scopes: Mapping[str, tuple[Words, ...]]


def inherited(text: str, clauses: Sequence[Clause], metadata: Metadata) -> Mapping[str, Inherited]:
    """For the id of each of *clauses* (all of one document, in document order) what it inherits."""
    owners = Owners(text, clauses)
    context = _context(text, owners, clauses, metadata=metadata)
    used = _terms_used(text, clauses, owners)
    found: dict[str, Inherited] = {}
    for clause in sorted(clauses, key=lambda c: (c.start, -c.end)):
        above = found.get(clause.parent or "", Inherited(applies_to=context.general))
        found[clause.id] = Inherited(
            headings=clause.path[:-1],
            lead_ins=above.lead_ins + _lead_in(context, clause),
            applies_to=above.applies_to + context.scopes.get(clause.id, ()),
            phase=phase_of(text, clause) or above.phase,
            definitions=used.get(clause.id, ()),
        )
    return found


def _words(text: str, span: Span, clause_id: str) -> Words:
    return Words(span.of(text), span.start, span.end, clause_id)


def _lead_in(context: _Context, clause: Clause) -> tuple[Words, ...]:
    """What the parent says just before this child, without the parent's label and heading."""
    parent = context.by_id.get(clause.parent or "")
    run = _spoken_before(context, parent, clause.start) if parent else None
    if parent is None or run is None:
        return ()
    text, border = context.text, heading_end(context.text, parent)
    sentences = split_sentences(text, min(max(run.start, border), run.end), run.end)
    last = sentences[-1] if sentences else None
    if last is None or not _INTRODUCES.search(last.of(text)):
        return ()
    start = last.end - len(last.of(text).lstrip(_MARKS))
    return (_words(text, Span(start, last.end), parent.id),) if start < last.end else ()


def _spoken_before(context: _Context, parent: Clause, position: int) -> Span | None:
    """The last run of the parent's own words before *position* that says anything."""
    runs = context.owners.of_clause[parent.id]
    i = bisect_right(runs, position, key=lambda run: run.end) - 1
    while i > 0 and not _WORDS.search(runs[i].of(context.text)):
        i -= 1
    return runs[i] if i >= 0 else None


def _context(text: str, owners: Owners, clauses: Sequence[Clause], *, metadata: Metadata) -> _Context:
    scopes = scopes_in(text, owners, clauses)
    general = [_words(text, s.quote, s.clause_id) for s in scopes if s.within is None]
    within: dict[str, tuple[Words, ...]] = {}
    for scope in scopes:
        if scope.within is not None:
            words = _words(text, scope.quote, scope.clause_id)
            within[scope.within] = (*within.get(scope.within, ()), words)
    own = () if scopes else _stated_scope(text, owners, metadata)
    by_id = {clause.id: clause for clause in clauses}
    return _Context(text, owners, by_id, tuple(general) or own, within)


def _stated_scope(text: str, owners: Owners, metadata: Metadata) -> tuple[Words, ...]:
    """What the metadata quotes as the document's scope."""
    fact = metadata.applies_to
    owner = owners.at(fact.start) if fact.start is not None else None
    if owner is None or fact.start is None or fact.end is None:
        return ()
    return (_words(text, Span(fact.start, fact.end), owner),)


def _terms_used(text: str, clauses: Sequence[Clause], owners: Owners) -> Mapping[str, tuple[Definition, ...]]:
    """For each clause the definitions, given elsewhere, of terms in its own words. One pass over the text."""
    definitions = {d.term: d for d in definitions_in(text, clauses)}
    if not definitions:
        return {}
    longest_first = sorted(definitions, key=len, reverse=True)
    found: dict[str, dict[str, Definition]] = {}
    for match in re.finditer("|".join(map(re.escape, longest_first)), text):
        owner, definition = owners.at(match.start()), definitions[match[0]]
        if owner is not None and owner != definition.clause_id:
            found.setdefault(owner, {}).setdefault(match[0], definition)
    return {owner: tuple(terms.values()) for owner, terms in found.items()}
