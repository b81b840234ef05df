"""Whether the plans answer: by the question's own constraints, not by a threshold on scores of retrieval."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.normalise import fold
from retrieval.answer import Status
from retrieval.answers.levels import levels_lacking
from retrieval.answers.lists import is_numbered, pointed
from retrieval.answers.metadata_answers import NAMES, FactAnswer
from retrieval.answers.naming import tells_names, tells_who
from retrieval.answers.selection import Found, speaking
from retrieval.answers.topic import (
    ON_TOPIC,
    has_content,
    is_elsewhere,
    is_faint,
    speaks_of,
    stating,
    strays,
    topicality,
)
from retrieval.answers.undefined import is_undefined, lacks_thing
from retrieval.evidence import Candidate, Pick, merged
from retrieval.hits import Catalogue, DocumentSummary
from retrieval.question import Part, Question
from retrieval.questions.followups import refers_back
from retrieval.questions.language import ASK_IN_CHINESE, is_foreign
from retrieval.questions.naming import shared_runs
from retrieval.questions.scope import Unknown

_NEAREST = 3
_MOST_READ = 200  # documents whose whole text is looked through for one name
_ASKS_IF_STATED = re.compile(
    r"(?:有没有|是否|有无|是不是)(?:已经?)?(?:具体|明确)?(?:地)?(?:写明|明确|规定|提到|提及|说明|载明|注明|写|给出|列出|提出)|(?:写明|明确|规定|说明|提到)了?(?:没有|吗|没)"
)
_ATTACHMENT = re.compile(r"附件|附表|一览表|清单表|名单")
_REASONS = {"地区": "地区不在库", "文件": "引用文件未入库", "文号": "引用文件未入库", "年份": "超出范围"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be answered. ``absent`` are slots that the plans expressly lack though the question asks if they say.

    ``note`` says in Chinese what is not in the library; None otherwise.
    """

    status: Status
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None


def judge(
    question: Question, found: Sequence[Found], facts: Sequence[FactAnswer], *, catalogue: Catalogue
) -> Verdict:
    """The status that the question's own constraints give."""
    if not question.names:
        return Verdict(
            "not_in_library", reason="超出范围", note="文件库中没有可检索的文件，请先导入文件或放宽提问范围。"
        )
    if is_foreign(question.original):
        return Verdict("not_in_library", reason="超出范围", note=ASK_IN_CHINESE)
    if beyond := _beyond(question, catalogue) or _pointing_nowhere(question, catalogue):
        return beyond
    by_part = [[f for f in found if f.query.part is part] for part in question.parts]
    stated = [_of_facts(question, facts)] if question.metadata else []
    verdict = _together([*stated, *(_of_part(question, some) for some in by_part if some)])
    return _without(verdict, [u for u in question.unknown if not _is_topic(u, question, catalogue)])


def nearest(found: Sequence[Found], used: Sequence[Pick] = ()) -> tuple[Pick, ...]:
    """Up to three clauses that come nearest, the best sentence of each; none that is cited already."""
    seen = {pick.hit.clause.id for pick in used}
    best: dict[str, Candidate] = {}
    for candidate in sorted((c for f in found for c in f.candidates), key=lambda c: -c.score):
        if candidate.hit.clause.id not in seen:
            best.setdefault(candidate.hit.clause.id, candidate)
    return merged(list(best.values())[:_NEAREST])


def _of_part(question: Question, found: Sequence[Found]) -> Verdict:
    part = found[0].query.part
    candidates = sorted((c for f in speaking(found) for c in f.candidates), key=lambda c: -c.score)
    missing = (part.asked.name or part.text.rstrip("?？。 "),)
    pointed_at = bool(
        question.clause and candidates
    )  # 第三条讲了什么 shares no word with what the clause says
    if not pointed_at and (is_faint(candidates) or _is_off_topic(question, part, candidates)):
        return Verdict("not_mentioned", missing=missing)
    if not any(f.names_it for f in found) and not _ASKS_IF_STATED.search(part.text):
        return Verdict("not_mentioned", missing=missing)
    if (
        part.asked.slot == "yes_no"
        and lacks_thing(part, candidates)
        and not _ASKS_IF_STATED.search(part.text)
    ):
        return Verdict("not_mentioned", missing=missing)
    if candidates[0].hit.clause.unit == "attachment":
        return Verdict(
            "not_in_library", missing=missing, reason="附件未入库", note="所问附件没有导入文件库。"
        )
    if is_undefined(part, candidates):
        return Verdict(
            "not_in_library", missing=missing, reason="术语未定义", note="文件使用了这一说法，没有给出定义。"
        )
    if question.asks_documents:
        return Verdict("answered")
    if not part.asked.is_measurable:
        if silent := _untold(part, candidates, missing):
            return Verdict("partial", missing=silent)
        return _of_levels(question, part, candidates)
    if stated := stating(part, candidates):
        silent = _silent(question, found) if len(found) > 1 else ()
        return Verdict("partial", missing=silent) if silent else _of_levels(question, part, stated)
    if _ASKS_IF_STATED.search(part.text):
        return Verdict("answered", absent=missing)
    spoken_of = any(speaks_of(part, candidate) for candidate in candidates[:2])
    return Verdict("partial" if spoken_of else "not_mentioned", missing=missing)


def _untold(part: Part, candidates: Sequence[Candidate], who: tuple[str, ...]) -> tuple[str, ...]:
    """What sentences on the topic leave out: *who* is to do it, or which ones they count; () where nothing."""
    if _ASKS_IF_STATED.search(part.text):
        return ()
    if not tells_who(part, candidates):
        return who
    return () if tells_names(part, candidates) else ("具体名单",)


def _of_levels(question: Question, part: Part, candidates: Sequence[Candidate]) -> Verdict:
    """Answered, unless what answers is expressly for other school levels than those the question names."""
    lacking = "、".join(levels_lacking(question, part, candidates))
    missing = (f"{lacking}的{part.asked.name or '相关规定'}",)
    return Verdict("partial", missing=missing) if lacking else Verdict("answered")


def _is_off_topic(question: Question, part: Part, candidates: Sequence[Candidate]) -> bool:
    """A question that names no plan may be about anything: its best sentence must be likely.

    One that names a plan is about it, unless that speaks of nothing near, or the question is whether it does.
    """
    if question.previous and not question.repeats:
        said = part.asked.is_measurable or refers_back(question.original)
        return not said and strays(part, candidates)
    if not question.scope.named:
        return not has_content(part) or topicality(part, candidates[0]) < ON_TOPIC
    return is_elsewhere(part, candidates) and not _ASKS_IF_STATED.search(part.text)


def _silent(question: Question, found: Sequence[Found]) -> tuple[str, ...]:
    """The plans of a comparison that don't state the value which others do, each with what it lacks."""
    part = found[0].query.part
    lacking = {i for f in found if not stating(part, f.candidates) for i in f.query.documents}
    names = dict.fromkeys(name for i, name in question.scope.by_document if i in lacking)
    return tuple(f"{name}的{part.asked.name}" for name in names)


def _of_facts(question: Question, facts: Sequence[FactAnswer]) -> Verdict:
    """Facts of documents: where none is named, those that state it answer for all."""
    stated = {fact.key for fact in facts if fact.picks}
    if not stated:
        return Verdict("not_mentioned", missing=tuple(NAMES[key] for key in question.metadata))
    silent = [fact.key for fact in facts if not fact.picks]
    absent = tuple(dict.fromkeys(NAMES[key] for key in silent if question.scope.named or key not in stated))
    return (
        Verdict("partial", missing=absent) if absent and not question.asks_documents else Verdict("answered")
    )


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """One status for all parts: what one part lacks, the whole answer lacks."""
    statuses = {verdict.status for verdict in verdicts} or {"not_mentioned"}
    absent = tuple(dict.fromkeys(a for v in verdicts for a in v.absent))
    if statuses == {"answered"}:
        return Verdict("answered", absent=absent)
    if not statuses & {"answered", "partial"}:
        return max(verdicts, key=lambda v: v.status == "not_in_library", default=Verdict("not_mentioned"))
    missing = tuple(dict.fromkeys(m for v in verdicts for m in v.missing))
    return Verdict("partial", missing=missing, absent=absent)


def _without(verdict: Verdict, unknown: Sequence[Unknown]) -> Verdict:
    """Where several places are named and one has no document, the answer is a part of what was asked."""
    if not unknown or verdict.status != "answered":
        return verdict
    missing = tuple(f"{u.words}的文件" for u in unknown)
    return Verdict("partial", missing=missing, absent=verdict.absent, note="".join(map(_note, unknown)))


def _beyond(question: Question, catalogue: Catalogue) -> Verdict | None:
    """The verdict on a place, document, year or attachment that the library doesn't hold."""
    for unknown in question.unknown:
        fatal = unknown.what in ("文号", "年份") or not question.scope.named
        if fatal and not _is_topic(unknown, question, catalogue):
            return Verdict("not_in_library", reason=_REASONS[unknown.what], note=_note(unknown))
    if _ATTACHMENT.search(question.original) and not question.metadata:
        documents = [d for d in catalogue.summaries() if d.id in question.scope.documents]
        named = [d for d in documents if question.scope.named or len(documents) == 1]
        if any(_lacks_attachment(question.original, document, catalogue) for document in named):
            return Verdict("not_in_library", reason="附件未入库", note="所问附件没有导入文件库。")
    return None


def _pointing_nowhere(question: Question, catalogue: Catalogue) -> Verdict | None:
    """The verdict on 第13条讲了什么 where no plan is named, or the one that is has no such clause."""
    if question.clause is None or not question.asks_clause or pointed(question, catalogue):
        return None
    number, unit = question.clause
    if not question.scope.named and len(question.scope.documents) > 1:
        return Verdict("not_in_library", reason="超出范围", note=f"请写明是哪份文件的第{number}{unit}。")
    return None if is_numbered(question, catalogue) else Verdict("not_mentioned")


def _is_topic(unknown: Unknown, question: Question, catalogue: Catalogue) -> bool:
    """A place or title that is no document of ours may still be what a plan speaks of: 与上海合作."""
    if unknown.what in ("文号", "年份"):
        return False
    words = fold(question.original)
    if unknown.what == "文件":
        return not _asks_inside(question, unknown.words) and _is_printed(unknown.words, question, catalogue)
    beside = question.scope.named or bool(
        re.search(rf"[与和跟同到往向去从在]{re.escape(unknown.bare)}", words)
    )
    return beside and _is_printed(unknown.bare, question, catalogue)


def _asks_inside(question: Question, title: str) -> bool:
    """《…》里怎么规定: asks what the cited document itself says."""
    return bool(
        re.search(
            rf"{re.escape(title)}》(?:里面?|中|的(?:内容|要求|规定)|是怎么|怎么|规定|要求)",
            fold(question.original),
        )
    )


def _is_printed(words: str, question: Question, catalogue: Catalogue) -> bool:
    read = question.scope.documents[:_MOST_READ]
    return any(words in fold(catalogue.text(document_id)) for document_id in read)


def _note(unknown: Unknown) -> str:
    if unknown.what == "地区":
        return f"文件库中没有{unknown.words}的文件。"
    if unknown.what == "年份":
        return f"文件库中没有{unknown.words}的相应文件。"
    printed = unknown.words if unknown.what == "文号" else f"《{unknown.words}》"
    return f"文件库中没有{printed}。"


def _lacks_attachment(question: str, document: DocumentSummary, catalogue: Catalogue) -> bool:
    """Whether the document names an attachment that the question asks into, and the file does not hold it."""
    said = document.metadata.attachments.value
    titles = [fold(t) for t in ((said,) if isinstance(said, str) else said or ())]
    own = fold(document.title)
    absent = [
        t for t in titles if t not in own and own not in t and fold(catalogue.text(document.id)).count(t) < 3
    ]
    return any(t in fold(question) or shared_runs(fold(question), t) for t in absent) or (
        bool(absent) and bool(re.search(r"附件(?:里|中|的|有|列)", question))
    )
