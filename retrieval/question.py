"""A question understood once: one frozen value that everything after it reads. No model is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.numerals import read_number
from retrieval.hits import DocumentSummary
from retrieval.questions.changed_scope import changed_scope, in_other_places
from retrieval.questions.followups import ABOUT_DOCUMENTS, leans_on, other_subject, taken_over, with_context
from retrieval.questions.meant import AS_UNDERSTOOD, Meant
from retrieval.questions.metadata_questions import MetadataKey, asked_metadata
from retrieval.questions.naming import KINDS, Names, names_of
from retrieval.questions.scope import (
    Home,
    Scope,
    ScopeRequest,
    Unknown,
    at_home,
    requested,
    scope_of,
)
from retrieval.questions.slot_nouns import joined_slots
from retrieval.questions.slots import Asked, Slot, asked_slot, asks_for_list, asks_yes_no
from retrieval.questions.spelling import Correction
from retrieval.questions.terms import content_runs, official_words, without_names
from retrieval.questions.things import things_named

Operation = Literal["look_up", "list", "compare", "verify", "metadata"]

_SENTENCE = re.compile(r"[^?？;；。!！\n]+[?？;；。!！\n]*")
_ONLY_FORM = re.compile(
    r"^(?:请)?(?:分别|各自|并)?(?:是什么|叫什么|是多少|有哪些|列明|说明|列出)?[各自分工]*[?？。]*$"
)
_CLAUSE = re.compile(r"第\s*([一二三四五六七八九十百\d]{1,4})\s*([编章节条款点项]|部分|方面)")
_TELLING = re.compile(
    rf"请?[把将]|给我?|发|看看|列出|贴|念|讲|说|写|原文|全文|条文|内容|是|(?:管理|实施)?(?:{KINDS})"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions a user asks in one breath, with what it asks for and its content in folded runs.

    ``official`` are the official words of its spoken ones, ``topical`` those of them that stand for its content and not
    for how it asks (多少钱: 万元). ``metadata`` are the facts of a document that it asks for, if any: then its text is not
    searched. ``about`` are words of which a sentence must hold one; () for any. ``things`` are all names of each thing
    that it asks about: a clause that answers uses one of each.
    """

    text: str
    asked: Asked
    runs: tuple[str, ...]
    official: tuple[str, ...]
    topical: tuple[str, ...] = ()
    metadata: tuple[MetadataKey, ...] = ()
    about: tuple[str, ...] = ()
    things: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is answered.

    ``standalone`` can be read without the conversation; ``previous`` is the earlier question a follow-up leans on, and
    ``repeats`` tells that it asks the same of another plan (那北屏呢): then its parts are those of the earlier one;
    ``parts`` are never empty; ``names`` are those of the documents that may be searched; ``corrected`` what in it is not
    as it was typed; ``meant`` what the user changed of how it was understood.
    """

    original: str
    standalone: str
    scope: Scope
    operation: Operation
    parts: tuple[Part, ...]
    previous: str | None = None
    repeats: bool = False
    names: tuple[Names, ...] = ()
    corrected: tuple[Correction, ...] = ()
    meant: Meant = AS_UNDERSTOOD

    @property
    def asked(self) -> Asked:
        """What the question asks for above all: the first part that can be measured, else the first."""
        return next((p.asked for p in self.parts if p.asked.is_measurable), self.parts[0].asked)

    @property
    def metadata(self) -> tuple[MetadataKey, ...]:
        return tuple(dict.fromkeys(key for part in self.parts for key in part.metadata))

    @property
    def clause(self) -> tuple[int, str] | None:
        """The clause that the question points at: 第13条 → (13, 条)."""
        match = _CLAUSE.search(self.original)
        number = read_number(match[1]) if match else None
        return (number, match[2]) if match and number else None

    @property
    def asks_clause(self) -> bool:
        """Whether it asks for what the clause says, all of it: 第13条讲了什么."""
        beside = content_runs(_TELLING.sub(" ", _CLAUSE.sub(" ", self.original)), self.scope.words)
        return self.clause is not None and not any(len(run) > 1 for run in beside)

    @property
    def wants_list(self) -> bool:
        """Whether all of several things are asked for: 哪些, 分别, 各年度."""
        return asks_for_list(self.original)

    @property
    def asks_documents(self) -> bool:
        """哪几个地方, 哪些文件: the answer is which plans say so."""
        return bool(ABOUT_DOCUMENTS.search(self.original))

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        return self.scope.unknown


def understand(
    question: str,
    history: Sequence[str],
    catalogue: Sequence[DocumentSummary],
    *,
    home: Home | None = None,
    scope: ScopeRequest | None = None,
) -> Question:
    """Read *question* after the user's earlier ones in *history* (oldest first) against the documents there are."""
    names = requested([names_of(document) for document in catalogue], scope)
    said, meant = scope_of(question, names), scope.meant if scope else AS_UNDERSTOOD
    previous = leans_on(question, history, said)
    found = said
    if not said.named and not said.unknown:
        found = with_context(question, history, said=said, names=names)
    words = question
    if meant.says_where:
        words, found = in_other_places(question, said), changed_scope(found, names, meant)
    elif not found.named and not found.unknown:
        chosen = scope is not None and not scope.is_empty
        local = Home() if scope and scope.documents else home or Home()  # who chose documents means these
        found = at_home(names, local, chosen=chosen)
    asks = taken_over(words, history, said=found, names=names) if previous else words
    parts = _parts(asks, found, meant.asked)
    if previous and asks == words and (about := other_subject(words, found)):
        parts = tuple(_of_other_subject(part, previous, about) for part in parts)
    return Question(
        original=question,
        standalone=_standalone(words, previous, found),
        scope=found,
        operation=_operation(asks, found, parts, meant.asked),
        parts=parts,
        previous=previous,
        repeats=asks != words,
        names=names,
        meant=meant,
    )


def _standalone(question: str, previous: str | None, scope: Scope) -> str:
    if previous is not None:
        return f"关于「{previous.rstrip('?？。 ')}」：{question}"
    if (scope.inherited or scope.changed) and scope.words:
        return f"{'、'.join(scope.words)}：{question}"
    return question


def _parts(question: str, scope: Scope, asked: Slot | None) -> tuple[Part, ...]:
    """The sentences of a question; one that only says how to answer (分别是什么？) belongs to the one before it."""
    texts: list[str] = []
    for match in _SENTENCE.finditer(question.strip()):
        if texts and (_ONLY_FORM.search(match[0]) or not content_runs(match[0], scope.words)):
            texts[-1] += match[0]
        else:
            texts += _asked_apart(match[0])
    parts = [_part(text, scope, asked) for text in texts or [question]]
    return tuple(parts) if asked else tuple(each for part in parts for each in _each_slot(part))


def _asked_apart(text: str) -> list[str]:
    """The pieces of a sentence each of which asks for a value of something of its own: 听课几节，经费多少."""
    pieces = re.split(r"(?<=[,，])", text)
    apart = len(pieces) > 1 and all(asked_slot(p).is_measurable and _has_topic(p) for p in pieces)
    return pieces if apart else [text]


def _has_topic(text: str) -> bool:
    return any(len(re.sub(r"几.?", "", run)) > 1 for run in content_runs(text))


def _of_other_subject(part: Part, previous: str, about: tuple[str, ...]) -> Part:
    """What was asked before, of another subject."""
    asked = part.asked if part.asked.slot != "open" else asked_slot(previous)
    return replace(part, asked=asked, about=about)


def _each_slot(part: Part) -> tuple[Part, ...]:
    """A part for each thing that is asked for side by side: 抽查的时间和比例."""
    slots = joined_slots(part.text)
    if part.metadata or not slots:
        return (part,)
    return tuple(replace(part, asked=Asked(slot)) for slot in slots)


def _part(text: str, scope: Scope, asked: Slot | None) -> Part:
    """*asked* is what the user says is asked for, of what the plan says; None where the words tell."""
    runs, official = content_runs(text, scope.words), official_words(text)
    content = official_words(" ".join(runs))
    several = len(scope.words) > 1 or ABOUT_DOCUMENTS.search(
        text
    )  # each plan may be asked about a thing of its own
    return Part(
        text=text,
        asked=Asked(asked) if asked else asked_slot(text),
        runs=runs,
        official=official,
        topical=tuple(word for word in official if word in content),
        metadata=() if asked else asked_metadata(text, named=scope.named),
        things=() if several else things_named(without_names(text, scope.words)),
    )


def _operation(question: str, scope: Scope, parts: Sequence[Part], asked: Slot | None) -> Operation:
    if all(part.metadata for part in parts):
        return "metadata"
    if len(scope.by_document) > 1 or ABOUT_DOCUMENTS.search(question):
        return "compare"
    if asked and asked not in ("yes_no", "list"):
        return "look_up"
    if asked == "yes_no" or (not asked and asks_yes_no(question)):
        return "verify"
    if asked or asks_for_list(question) or any(part.asked.slot == "list" for part in parts):
        return "list"
    return "look_up"
