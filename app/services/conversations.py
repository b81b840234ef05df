"""The part of the service that keeps conversations: asked in, found again, named, deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.access.audit import Journal
from app.services.replies import Page, page_of
from retrieval.answers.events import Done, Event
from retrieval.errors import UnknownTurn
from retrieval.questions.scope import ScopeRequest
from retrieval.store.conversations import Conversation, Turn
from retrieval.store.library_reader import LibraryReader

QUESTIONS_SENT = 100  # earlier questions that a turn may lean on


@dataclass(frozen=True, slots=True)
class Asking:
    """A question put in a conversation; ``alone``: it leans on none of the earlier ones."""

    question: str
    scope: ScopeRequest | None = None
    alone: bool = False


class Answers(Protocol):
    """What answers questions: the service itself."""

    def ask_stream(
        self, question: str, *, history: Sequence[str] = (), scope: ScopeRequest | None = None
    ) -> Iterator[Event]: ...


class ConversationService:
    """What the doors can ask of the conversations of one open library; reached as ``service.conversations``.

    *owner* is whose they are. Raises UnknownConversation for what is not the owner's.
    """

    def __init__(self, library: LibraryReader, answers: Answers, journal: Journal) -> None:
        self._table, self._answers, self._journal = library.conversations, answers, journal

    def begin(self, owner: str, title: str = "") -> Conversation:
        """A new conversation; without a title its first question will name it."""
        return self._table.begin(owner, title)

    def listed(self, owner: str, *, words: str = "", limit: int, offset: int = 0) -> Page[Conversation]:
        """Those in which something was asked and that hold all of *words*, the last changed first."""
        return page_of(self._table.listed(owner, words), limit, offset)

    def conversation(self, owner: str, conversation_id: str) -> tuple[Conversation, Sequence[Turn]]:
        """A conversation with its turns, oldest first, answers as they were given."""
        found = self._table.conversation(owner, conversation_id)
        return found, self._table.turns(owner, conversation_id)

    def turn(self, owner: str, conversation_id: str, turn_id: str) -> Turn:
        """One answer of a conversation. Raises UnknownTurn."""
        turns = self._table.turns(owner, conversation_id)
        found = next((turn for turn in turns if turn.id == turn_id), None)
        if found is None:
            raise UnknownTurn(turn_id)
        return found

    def rename(self, owner: str, conversation_id: str, title: str) -> Conversation:
        return self._table.rename(owner, conversation_id, title)

    def delete(self, owner: str, conversation_id: str) -> None:
        """Remove a conversation with its answers."""
        title = self._table.conversation(owner, conversation_id).title
        self._table.delete(owner, conversation_id)
        self._journal.asked("delete_conversation", title, conversation_id)

    def ask(self, owner: str, conversation_id: str, asking: Asking) -> Turn:
        """Answer a question after those asked before in this conversation, and keep the answer. Raises UnknownScope."""
        return next(e for e in self.ask_stream(owner, conversation_id, asking) if isinstance(e, Turn))

    def ask_stream(self, owner: str, conversation_id: str, asking: Asking) -> Iterator[Event | Turn]:
        """As ask, piece by piece: the events of an answer, then the turn as it is kept.

        An unknown conversation and a bad scope are raised at once; who stops listening before the end keeps nothing.
        """
        earlier = [turn.question for turn in self._table.turns(owner, conversation_id)][-QUESTIONS_SENT:]
        history = () if asking.alone else earlier
        events = self._answers.ask_stream(asking.question, history=history, scope=asking.scope)
        return self._kept(owner, conversation_id, events)

    def _kept(self, owner: str, conversation_id: str, events: Iterator[Event]) -> Iterator[Event | Turn]:
        for event in events:
            yield event
            if isinstance(event, Done):
                yield self._table.add(owner, conversation_id, event.answer.to_dict())
