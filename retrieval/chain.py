"""The way from a question to a checked answer: understand → retrieve → choose sentences → answer → check."""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from ingest.model import Clause
from ingest.numerals import in_digits
from retrieval.answer import Answer, Searched
from retrieval.answerable import Verdict, judge, nearest
from retrieval.answers.answering import Material, extracted, generated
from retrieval.answers.events import Delta, Done, Event, Retrieval
from retrieval.answers.generated import prompt_for, renumbered
from retrieval.answers.lists import is_part_of, pointed
from retrieval.answers.metadata_answers import fact_answers
from retrieval.answers.selection import Found, following, naming_it, select
from retrieval.errors import ChatModelFailed
from retrieval.evidence import Candidate, rank
from retrieval.hits import Catalogue, Hit, Retriever
from retrieval.ledger.answers import Listing, list_commitments
from retrieval.ledger.commitment_ledger import Ledger
from retrieval.models.chat_model import stream_text
from retrieval.question import Question, understand
from retrieval.questions.naming import names_of
from retrieval.questions.queries import Query, queries
from retrieval.questions.rewriting import leans_on_history, rewrite
from retrieval.questions.scope import Home, ScopeRequest, requested
from retrieval.questions.spelling import Correction, Speller
from retrieval.questions.unplaced import placed_by_text
from retrieval.retriever import ClauseDocument, ClauseRetriever

STAYS = "所据文件属于“不外发”的集合，没有交给对话模型。以下为原文摘录。"
OFFERS = 8  # runs of sentences that a chat model is offered at most

State = dict[str, Any]


class AnswerChain:
    """Answers questions over a library, in the plans' own words or, with a chat model, in its words, checked.

    Safe to use from several threads.
    """

    def __init__(
        self,
        retriever: Retriever,
        catalogue: Catalogue,
        *,
        chat_model: BaseChatModel | None = None,
        home: Home | None = None,
        ledger: Ledger | None = None,
        speller: Speller | None = None,
    ) -> None:
        self._catalogue, self._chat_model = catalogue, chat_model
        self._home, self._ledger = home or Home(), ledger
        self._speller = speller
        self._clauses = ClauseRetriever(inner=retriever)
        self._prepare: Runnable[State, State] = (
            RunnableLambda(self._understand)
            | RunnablePassthrough.assign(found=RunnableLambda(self._retrieve))
            | RunnablePassthrough.assign(material=RunnableLambda(self._choose))
        )

    def ask(self, question: str, history: Sequence[str] = (), scope: ScopeRequest | None = None) -> Answer:
        """Answer *question* after the user's earlier ones in *history*, oldest first; *scope* limits the documents.

        A chat model that fails costs its words, not the answer: a warning says so.
        """
        return next(e.answer for e in self.stream(question, history, scope) if isinstance(e, Done))

    def stream(
        self, question: str, history: Sequence[str] = (), scope: ScopeRequest | None = None
    ) -> Iterator[Event]:
        """What was found, then pieces of text, then the whole answer, checked."""
        begin = time.perf_counter()
        state = self._prepare.invoke({"question": question, "history": tuple(history), "scope": scope})
        found = time.perf_counter()
        material: Material = state["material"]
        yield Retrieval(material.searched, _hits(state["found"]))
        answer = yield from self._worded(material)
        timings = {"retrieve": found - begin, "answer": time.perf_counter() - found}
        rounded = {step: round(t * 1000, 1) for step, t in timings.items()}
        warnings = (*state["told"], *answer.warnings, *self._unready(material.question))
        yield Done(replace(answer, question=question, warnings=warnings, timings_ms=rounded))

    def search(self, query: str, k: int, scope: ScopeRequest | None = None) -> list[Hit]:
        """At most *k* clauses, best first."""
        return self._clauses.inner.retrieve(query, k, self.within(scope))

    def within(self, scope: ScopeRequest | None) -> frozenset[str] | None:
        """The documents that *scope* leaves; None for all."""
        if scope is None or scope.is_empty:
            return None
        documents = self._catalogue.summaries()
        if not (scope.regions or scope.years or scope.kinds):  # nobody needs to be asked what they are called
            return frozenset(scope.documents).intersection(document.id for document in documents)
        names = [names_of(document) for document in documents]
        return frozenset(one.document_id for one in requested(names, scope))

    def _worded(self, material: Material) -> Generator[Event, None, Answer]:
        """The text piece by piece; returns the answer."""
        stays = not all(pick.hit.document.may_leave for pick in material.picks)
        if self._chat_model is None or not material.can_be_worded or stays:
            answer = extracted(material, [STAYS] if stays and self._chat_model else [])
            yield from map(Delta, answer.answer.splitlines(keepends=True))
            return answer
        offers = tuple(p for p in (*material.picks, *material.nearest) if p.hit.document.may_leave)[:OFFERS]
        pieces: list[str] = []
        try:
            draft = _kept(
                stream_text(self._chat_model, prompt_for(material.question, material.verdict, offers)), pieces
            )
            for words in renumbered(draft, len(offers)):
                yield Delta(words)
        except ChatModelFailed as exc:
            return extracted(material, [f"{exc}以下为原文摘录。"])
        return generated(material, "".join(pieces), offers)

    def _understand(self, state: State) -> State:
        """The question understood, and what the user is told about how."""
        asked, history = state["question"], state["history"]
        question = self._read(asked, history, state["scope"])
        told = tuple(correction.told for correction in question.corrected)
        if self._chat_model is None or not leans_on_history(question):
            return {**state, "understood": question, "told": told}
        rewritten = rewrite(self._chat_model, asked, history)
        alone = self._read(rewritten.question, (), state["scope"]) if rewritten.question else question
        if question.scope.named and alone.scope.documents != question.scope.documents:
            alone = question  # it strayed from the documents that the conversation is about
        return {**state, "understood": alone, "told": (*told, *rewritten.warnings)}

    def _read(self, question: str, history: Sequence[str], scope: ScopeRequest | None) -> Question:
        turns, documents = [in_digits(self._spelt(turn)[0]) for turn in history], self._catalogue.summaries()
        as_typed = scope is not None and scope.meant.as_typed
        meant, corrected = (question, ()) if as_typed else self._spelt(question)
        home = scope.home if scope and scope.home else self._home
        read = understand(in_digits(meant), turns, documents, home=home, scope=scope)
        return replace(placed_by_text(read, self._catalogue), corrected=corrected)

    def _spelt(self, question: str) -> tuple[str, tuple[Correction, ...]]:
        return self._speller.corrected(question) if self._speller else (question, ())

    def _retrieve(self, state: State) -> tuple[Found, ...]:
        question: Question = state["understood"]
        within = pointed(question, self._catalogue)
        found = tuple(naming_it(query, self._candidates(query, within)) for query in queries(question))
        return following(found)

    def _candidates(self, query: Query, within: Sequence[Clause]) -> tuple[Candidate, ...]:
        found = self._clauses.invoke(query.text, k=query.k, documents=query.documents)
        hits = [document.hit for document in found if isinstance(document, ClauseDocument)]
        if within:
            hits = [hit for hit in hits if any(is_part_of(hit.clause, clause) for clause in within)]
        return tuple(rank(query.part, hits))

    def _choose(self, state: State) -> Material:
        question, found = state["understood"], state["found"]
        facts = fact_answers(question, self._catalogue) if question.metadata else ()
        verdict = judge(question, found, facts, catalogue=self._catalogue)
        listing = list_commitments(question, self._ledger, self._catalogue) if self._ledger else None
        if listing and verdict.status != "not_in_library":
            return self._listed(question, listing, found=found)
        picks = select(question, found, self._catalogue) if verdict.status in ("answered", "partial") else ()
        return Material(
            question=question,
            verdict=verdict,
            searched=self._searched(question),
            picks=picks,
            nearest=nearest(found, picks),
            facts=facts,
            today=date.today(),
        )

    def _listed(self, question: Question, listing: Listing, *, found: Sequence[Found]) -> Material:
        there = bool(listing.picks)
        return Material(
            question=question,
            verdict=Verdict("answered") if there else Verdict("not_mentioned", missing=(listing.name,)),
            searched=self._searched(question),
            picks=listing.picks,
            nearest=() if there else nearest(found),
            listing=listing if there else None,
            today=date.today(),
        )

    def _unready(self, question: Question) -> Iterator[str]:
        """What the user is told of documents that are searched, but not yet as well as they will be."""
        there = [
            d for d in self._catalogue.summaries() if d.being_encoded and d.id in question.scope.documents
        ]
        if there:
            yield f"正在编入：{'、'.join(f'《{document.title}》' for document in there)}。编入以后再问，回答会更准。"

    def _searched(self, question: Question) -> Searched:
        titles = {document.id: document.title for document in self._catalogue.summaries()}
        scope = question.scope.documents
        there = tuple(i for i in scope if i in titles)
        return Searched(len(scope), tuple(titles[i] for i in there), question.scope.why, there)


def _kept(pieces: Iterator[str], kept: list[str]) -> Iterator[str]:
    """*pieces* as they come, each also put aside."""
    for piece in pieces:
        kept.append(piece)
        yield piece


def _hits(found: Sequence[Found]) -> tuple[Hit, ...]:
    """The clauses found, best first, each once."""
    best: dict[str, tuple[float, Hit]] = {}
    for candidate in (c for one in found for c in one.candidates):
        best.setdefault(candidate.hit.clause.id, (candidate.score, candidate.hit))
    return tuple(hit for _, hit in sorted(best.values(), key=lambda pair: -pair[0]))
