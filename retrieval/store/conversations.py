"""Conversations: questions with the answers as they were given, kept for who asked them."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from ingest.normalise import fold
from retrieval.errors import UnknownConversation
from retrieval.store.database import Database

Verdict = Literal["up", "down"]
Reason = Literal["wrong_clause", "incomplete", "off_topic", "wrong_refusal", "wrong_scope", "unclear"]

LONGEST_TITLE = 40  # characters of a first question that name a conversation

TURNS = (
    "SELECT t.*, f.verdict, f.reasons, f.note, f.made_at FROM turns t "
    "JOIN conversations c ON c.number = t.conversation LEFT JOIN feedback f ON f.turn = t.number"
)

_LISTED = (
    "SELECT c.*, (SELECT count(*) FROM turns t WHERE t.conversation = c.number) AS count "
    "FROM conversations c WHERE c.owner = ?"
)
_SAID = "EXISTS (SELECT 1 FROM turns t WHERE t.conversation = c.number AND instr(t.words, ?) > 0)"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without its turns; ``count`` is how many it has. Times are ISO 8601 in UTC, to the second."""

    id: str
    title: str
    made_at: str
    changed_at: str
    count: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What someone found of an answer: good ("up") or not ("down"), why, and in their own words."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    note: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the answer contract as it was given then, and what was found of it."""

    id: str
    asked_at: str
    question: str
    answer: Mapping[str, Any]
    feedback: Feedback | None = None


class ConversationTable:
    """The conversations of a library. Each method sees one owner's only; what belongs to another is unknown.

    Raises UnknownConversation, LibraryDamaged, StorageFailed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner: str, title: str = "") -> Conversation:
        """A new conversation without turns."""
        begun = Conversation(uuid4().hex, title, now(), now(), 0)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (id, owner, title, words, made_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
                (begun.id, owner, title, fold(title), begun.made_at, begun.changed_at),
            )
        return begun

    def listed(self, owner: str, words: str = "") -> Sequence[Conversation]:
        """Those with turns whose title or texts hold all of *words* (parted by white space), changed last first."""
        sought = [fold(word) for word in words.split()]
        said = f" AND (instr(c.words, ?) > 0 OR {_SAID})" * len(sought)
        rows = self._database.rows(
            f"{_LISTED} AND count > 0{said} ORDER BY c.changed_at DESC, c.number DESC",
            owner,
            *(word for word in sought for _ in range(2)),
        )
        return [_load(row) for row in rows]

    def conversation(self, owner: str, conversation_id: str) -> Conversation:
        row = self._database.row(f"{_LISTED} AND c.id = ?", owner, conversation_id)
        if row is None:
            raise UnknownConversation(conversation_id)
        return _load(row)

    def turns(self, owner: str, conversation_id: str) -> Sequence[Turn]:
        """The turns of one conversation, oldest first."""
        self.conversation(owner, conversation_id)
        rows = self._database.rows(
            f"{TURNS} WHERE c.id = ? ORDER BY t.number",
            conversation_id,
        )
        return [load_turn(row) for row in rows]

    def add(self, owner: str, conversation_id: str, answer: Mapping[str, Any]) -> Turn:
        """Keep an answer contract as the next turn; the first one names a conversation without a title."""
        turn = Turn(uuid4().hex, now(), answer["question"], answer)
        with self._database.transaction() as connection:
            # Looked up inside: a name that was given meanwhile stays, and what is gone is not answered into nothing.
            found = self.conversation(owner, conversation_id)
            title = found.title or _title(turn.question)
            connection.execute(
                "INSERT INTO turns (id, conversation, asked_at, question, words, answer) "
                "SELECT ?, number, ?, ?, ?, ? FROM conversations WHERE id = ?",
                (
                    turn.id,
                    turn.asked_at,
                    turn.question,
                    _words(answer),
                    json.dumps(answer, ensure_ascii=False),
                    conversation_id,
                ),
            )
            connection.execute(
                "UPDATE conversations SET changed_at = ?, title = ?, words = ? WHERE id = ?",
                (turn.asked_at, title, fold(title), conversation_id),
            )
        return turn

    def rename(self, owner: str, conversation_id: str, title: str) -> Conversation:
        """The conversation under its new title; its place in the list stays."""
        self.conversation(owner, conversation_id)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE conversations SET title = ?, words = ? WHERE id = ?",
                (title, fold(title), conversation_id),
            )
        return self.conversation(owner, conversation_id)

    def delete(self, owner: str, conversation_id: str) -> None:
        """Remove a conversation with its turns."""
        self.conversation(owner, conversation_id)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _title(question: str) -> str:
    flat = " ".join(question.split())
    return flat if len(flat) <= LONGEST_TITLE else flat[: LONGEST_TITLE - 1] + "…"


def _words(answer: Mapping[str, Any]) -> str:
    titles = dict.fromkeys(citation["title"] for citation in answer["citations"])
    return fold("\n".join((answer["question"], answer["answer"], *titles)))


def _load(row: sqlite3.Row) -> Conversation:
    return Conversation(row["id"], row["title"], row["made_at"], row["changed_at"], row["count"])


def load_turn(row: sqlite3.Row) -> Turn:
    """A row of TURNS."""
    found = None
    if row["verdict"]:
        found = Feedback(row["verdict"], tuple(json.loads(row["reasons"])), row["note"], row["made_at"])
    return Turn(row["id"], row["asked_at"], row["question"], json.loads(row["answer"]), found)
