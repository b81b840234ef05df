"""Candidates of a sentence → rows of the ledger: what a row inherits from its sentence, its clause and its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from ingest.commitment_model import NO_DEADLINE, Commitment, Deadline, Metric
from ingest.commitments.candidates import Candidate, candidates, deadline_of, is_consequence
from ingest.commitments.deadlines import inherited, read_deadline
from ingest.commitments.details import act_phrase, condition_of, scope_of, source_of, subject_of
from ingest.commitments.kinds import BAN, is_counted, read_kind
from ingest.commitments.metrics import TIME_UNITS, TIMES
from ingest.commitments.phrases import Phrase, blanked, split_phrases
from ingest.commitments.responsible import led_by
from ingest.commitments.statements import Statement
from ingest.commitments.strength import MUST, read_strength

_OPENS_WITH_MUST = re.compile(r"^(?:同时)?(?:一方面|另一方面)?(?:要|应|必须|须)")
_HEDGES = ("鼓励", "支持", "引导", "倡导")
_HEDGED = re.compile(f"鼓励支持|{'|'.join(_HEDGES)}")
_RESULTS = frozenset(
    ("形成", "创建", "构建", "打造", "培育")
)  # what those who are encouraged would bring about
_LONGEST_PARALLEL = 14  # characters of a phrase that leaves out what the one before it says: 副校长不少于25节
_BARE_YEAR = re.compile(r"(?:19|20)\d\d年")  # 2024年先行落实60个; what follows is of no year
_REACHED = frozenset(("实现", "达到"))  # aims of all: 实现全区…全覆盖
_GLOSS = re.compile(r"[(（][^()（）]{9,}[)）]$")


@dataclass
class Context:
    """What later phrases may inherit: bodies and dates, of this sentence, of the one before, of the heading."""

    issued: str | None = None
    phase: Deadline = NO_DEADLINE
    bodies: tuple[str, ...] = ()
    obliged: tuple[str, ...] = ()
    bound: bool = False
    stated: Deadline = NO_DEADLINE
    stated_for: tuple[str, ...] = ()
    hedge: str | None = None
    rate: Metric | None = None
    carries: bool = False
    counts: dict[str, int] = field(default_factory=dict)


def named_row(statement: Statement, words: str, start: int, context: Context) -> Commitment:
    """The row of what a table only names, a task or an indicator; what it is follows from the other cells."""
    return Commitment(
        id=identity_of(statement.clause.id, words, context),
        document_id=statement.clause.document_id,
        clause_id=statement.clause.id,
        quote=words,
        start=start,
        end=start + len(words),
        kind="responsibility",
        strength="hard",
        action=words,
    )


def phase_row(text: str, statement: Statement, context: Context) -> Iterator[Commitment]:
    """The row of a heading that names a phase and its dates; none where the sentence is nothing but marks."""
    phrase = next(iter(split_phrases(text, statement.span)), None)
    deadline = read_deadline(phrase.words, issued=context.issued) if phrase else NO_DEADLINE
    if phrase and deadline.raw:
        yield Commitment(
            id=identity_of(statement.clause.id, phrase.words, context),
            document_id=statement.clause.document_id,
            clause_id=statement.clause.id,
            quote=phrase.words,
            start=phrase.start,
            end=phrase.end,
            kind="deadline",
            strength="hard",
            deadline=deadline,
        )


def read_rows(text: str, statement: Statement, context: Context) -> Iterator[Commitment]:
    """The rows of one sentence; *context* goes from sentence to sentence of a clause."""
    phrases = split_phrases(text, statement.span, issued=context.issued)
    found = list(candidates(phrases))
    context.bodies, context.rate = (), None
    if not context.carries:
        context.bound, context.hedge = False, None
    if not context.carries or _BARE_YEAR.fullmatch(context.stated.raw or ""):
        context.stated, context.stated_for = NO_DEADLINE, ()
    i = 0
    for phrase in phrases:
        _follow(phrase, context)
        _note_date(phrase, context)
        while i < len(found) and found[i].phrases[-1] is phrase:
            yield _row(text, statement, found[i], context=context)
            i += 1
    context.carries = text[statement.span.end - 1] in ";；"


def _without_gloss(text: str, found: Candidate) -> int:
    """The end of the row without a bracket that explains its words."""
    start, end = found.start, found.end
    gloss = _GLOSS.search(text, start, end) if text[end - 1] in ")）" else None
    return gloss.start() if gloss and gloss.start() > start else end


def _follow(phrase: Phrase, context: Context) -> None:
    """Note who is spoken of from this phrase on, and whether they are only encouraged."""
    if phrase.bare.startswith(_HEDGES) and (hedge := _HEDGED.match(phrase.bare)):
        context.hedge = hedge[0]
    names = phrase.bodies
    must = bool(MUST.search(phrase.bare))
    if names:
        context.bodies, context.bound = names, must
        if must or not context.obliged:
            context.obliged = names
    elif _OPENS_WITH_MUST.match(phrase.bare):
        context.bodies, context.bound = context.obliged, True
    elif phrase.bare.startswith("凡"):
        context.bodies = ()


def _note_date(phrase: Phrase, context: Context) -> None:
    """Note the date that holds from this phrase on; one that stands beside a body holds for that body alone."""
    names = phrase.bodies
    if phrase.deadline.raw:
        context.stated, context.stated_for = phrase.deadline, names
    elif names and context.stated_for and names != context.stated_for:
        context.stated, context.stated_for = NO_DEADLINE, ()


def _row(text: str, statement: Statement, found: Candidate, *, context: Context) -> Commitment:
    metrics = _at_the_same_rate(found, context)
    start, end = found.start, _without_gloss(text, found)
    quote = text[start:end]
    bare = blanked(quote)
    acting = act_phrase(found.phrases, found.act)
    roles = led_by(quote)
    responsible = _responsible(found, roles, context)
    deadline = _deadline(found, context)
    verb = found.act.verb if found.act else None
    counted = any(map(is_counted, metrics))
    strength, cue = read_strength(bare, verb, bound=context.bound or counted)
    if strength == "hard" and cue is None and context.hedge and verb in _RESULTS:
        strength, cue = "soft", context.hedge
    kind = read_kind(
        quote, bare, act=found.act, metrics=metrics, deadline=deadline, has_body=bool(responsible)
    )
    return Commitment(
        id=identity_of(statement.clause.id, quote, context),
        document_id=statement.clause.document_id,
        clause_id=statement.clause.id,
        quote=quote,
        start=start,
        end=end,
        kind=kind,
        strength=strength,
        strength_cue=cue,
        action=acting.words[found.act.at :] if found.act and acting else None,
        metrics=metrics,
        deadline=deadline,
        responsible=responsible,
        roles=roles,
        subject=subject_of(acting or found.phrases[-1], found.act, responsible),
        source=source_of(quote),
        applies_to=scope_of(quote),
        condition=condition_of(found.phrases),
    )


def _at_the_same_rate(found: Candidate, context: Context) -> tuple[Metric, ...]:
    """校长每学期听课不少于20节，副校长不少于25节: the second is a rate too, by what stands before it."""
    metrics, rate = found.metrics, context.rate
    if not metrics:
        context.rate = None
        return metrics
    context.rate = next((m for m in metrics if m.per in TIMES), None)
    if rate is None or len(metrics) != 1 or context.rate or found.end - found.start > _LONGEST_PARALLEL:
        return metrics
    (metric,) = metrics
    if metric.per or f"{metric.unit}/{rate.per}" != rate.unit or metric.comparator != rate.comparator:
        return metrics
    context.rate = rate
    return (replace(metric, unit=rate.unit, per=rate.per),)


def _responsible(found: Candidate, roles: dict[str, tuple[str, ...]], context: Context) -> tuple[str, ...]:
    own = [name for phrase in found.phrases for name in phrase.bodies]
    named = [name for names in roles.values() for name in names]
    return tuple(dict.fromkeys([*own, *named])) or _inherited(found, context)


def _inherited(found: Candidate, context: Context) -> tuple[str, ...]:
    """The bodies spoken of before, where the row has no other subject and doesn't merely encourage others."""
    last = found.phrases[-1].bare
    acts = found.act or MUST.search(last) or BAN.search(last)
    if last.startswith(_HEDGES) or not (acts or any(m.per in TIMES for m in found.metrics)):
        return ()
    if found.act and found.act.sort == "accountability" and is_consequence(found):
        return context.bodies if MUST.search(last) else ()
    if found.act and found.act.verb in _REACHED:
        return ()
    return context.bodies


def _deadline(found: Candidate, context: Context) -> Deadline:
    own = deadline_of(found.phrases)
    if own.raw and not (
        own.derived and BAN.search(found.phrases[-1].bare)
    ):  # 两年内不得…: how long, not by when
        return own
    if own.raw or any(map(_is_lapse, found.metrics)):
        return NO_DEADLINE
    return inherited(context.stated) if context.stated.raw else inherited(context.phase)


def _is_lapse(metric: Metric) -> bool:
    """Whether a figure says within what time of something an act is due: 5个工作日内答复."""
    return metric.comparator == "<=" and metric.unit in TIME_UNITS and not metric.per


def identity_of(clause_id: str, quote: str, context: Context) -> str:
    """Clause and a hash of the words; a number where the same words come again."""
    digest = sha256(quote.encode()).hexdigest()[:8]
    key = f"{clause_id}~{digest}"
    context.counts[key] = context.counts.get(key, 0) + 1
    return key if context.counts[key] == 1 else f"{key}#{context.counts[key]}"
