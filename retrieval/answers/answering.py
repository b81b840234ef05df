"""An answer put together to the contract: from what was chosen, or from a chat model's draft of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.answer import REFUSAL, Answer, Evidence, Searched, Sentence, Status, Understood
from retrieval.answerable import Verdict
from retrieval.answers.citing import evidence
from retrieval.answers.force import note_on
from retrieval.answers.generated import read
from retrieval.answers.metadata_answers import MOST_DOCUMENTS, FactAnswer
from retrieval.evidence import Pick
from retrieval.extractive import compose, compose_facts
from retrieval.ledger.answers import Listing, compose_listing
from retrieval.question import Question

REFUSALS: frozenset[Status] = frozenset({"not_mentioned", "not_in_library"})


@dataclass(frozen=True, slots=True)
class Material:
    """All that an answer is made of. ``picks`` answer, ``nearest`` come near, ``facts`` are the documents' own.

    With a ``listing`` the picks are its rows, and nothing else is said.
    """

    question: Question
    verdict: Verdict
    searched: Searched
    picks: tuple[Pick, ...] = ()
    nearest: tuple[Pick, ...] = ()
    facts: tuple[FactAnswer, ...] = ()
    listing: Listing | None = None
    today: date = date.min

    @property
    def can_be_worded(self) -> bool:
        """Whether there is anything for a chat model to put into words."""
        return bool(self.picks) and not (self.facts or self.listing) and self.verdict.status not in REFUSALS


def extracted(material: Material, warnings: Sequence[str] = ()) -> Answer:
    """The answer in the plans' own words."""
    if material.listing:
        return _listed(material, material.listing)
    verdict = material.verdict
    facts = [fact for fact in material.facts if fact.picks]
    cited = (*(pick for fact in facts for pick in fact.picks), *material.picks)
    if verdict.status in REFUSALS or not cited:
        return _refused(material, warnings)
    stated = compose_facts(facts, verdict.missing if not material.picks else ())
    told = compose(material.question, verdict, material.picks, first=len(stated.sentences) + 1)
    notes = _notes(material, material.picks)
    text = "\n".join(words for words in (stated.text, told.text, *notes) if words)
    answer = _answer(material, text=text, sentences=(*stated.sentences, *told.sentences), cited=cited)
    return replace(answer, warnings=(*warnings, *_cut_off(material)))


def generated(material: Material, draft: str, offers: Sequence[Pick]) -> Answer:
    """The answer in a chat model's words: only offers are cited, each sentence is checked against what it cites."""
    reading = read(draft, offers, material.question)
    cited = tuple(offers[i] for i in reading.cited)
    if not cited and reading.claims:
        return extracted(material, ("对话模型的回答没有引用所提供的条款，未予采用。以下为原文摘录。",))
    if reading.refuses or not cited:
        refused = replace(material, verdict=Verdict("not_mentioned"), nearest=tuple(offers[:3]))
        return replace(_refused(refused, reading.warnings), mode="generated")
    text = "\n".join((reading.text, *_notes(material, cited)))
    answer = _answer(material, text=text, sentences=reading.sentences, cited=cited)
    return replace(answer, mode="generated", warnings=reading.warnings)


def _listed(material: Material, listing: Listing) -> Answer:
    told = compose_listing(listing)
    text = "\n".join((told.text, *_notes(material, listing.picks)))
    answer = _answer(material, text=text, sentences=told.sentences, cited=listing.picks)
    return replace(answer, ledger=listing.link)


def _refused(material: Material, warnings: Sequence[str]) -> Answer:
    verdict = material.verdict
    status: Status = verdict.status if verdict.status in REFUSALS else "not_mentioned"
    bare = replace(material, verdict=replace(verdict, status=status, missing=()))
    text = REFUSAL + (verdict.note or "" if status == "not_in_library" else "")
    return replace(_answer(bare, text=text, sentences=(), cited=()), warnings=tuple(warnings))


def _answer(
    material: Material, *, text: str, sentences: tuple[Sentence, ...], cited: Sequence[Pick]
) -> Answer:
    verdict, question = material.verdict, material.question
    return Answer(
        status=verdict.status,
        answer=text,
        question=question.original,
        standalone_question=question.standalone,
        mode="extractive",
        searched=material.searched,
        understood=_understood(question),
        sentences=sentences,
        citations=_evidences(cited, material.today),
        nearest=() if verdict.status == "answered" else _evidences(material.nearest, material.today),
        missing=verdict.missing,
        reason=verdict.reason,
    )


def _understood(question: Question) -> Understood:
    parts = question.parts
    return Understood(
        operation=question.operation,
        asked=tuple(dict.fromkeys(part.asked.slot for part in parts)),
        topics=tuple(dict.fromkeys(run for part in parts for run in part.runs if len(run) > 1)),
        official=tuple(dict.fromkeys(word for part in parts for word in part.official)),
        leans_on=question.previous,
        corrected=question.corrected,
        regions=(*question.scope.places, *(u.words for u in question.unknown if u.what == "地区")),
        years=tuple(sorted(question.scope.years)),
        changed=question.meant.changed,
    )


def _evidences(picks: Sequence[Pick], today: date) -> tuple[Evidence, ...]:
    return tuple(evidence(pick, today) for pick in picks)


def _cut_off(material: Material) -> list[str]:
    """A word to the reader where more documents were in scope than one answer lists facts of."""
    documents = material.searched.documents
    if not material.facts or documents <= MOST_DOCUMENTS:
        return []
    return [f"范围内有 {documents} 份文件，只列出了前 {MOST_DOCUMENTS} 份的信息。请指明文件或缩小范围。"]


def _notes(material: Material, cited: Sequence[Pick]) -> list[str]:
    """A note for each document cited whose period is over or that was repealed."""
    documents = dict.fromkeys(pick.hit.document for pick in cited)
    return [note for document in documents if (note := note_on(document, material.today))]
