"""What people found of answers: kept with the answer, so that those that failed can be looked into."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.errors import UnknownTurn
from retrieval.store.conversations import TURNS, Feedback, Turn, load_turn
from retrieval.store.database import Database


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that someone judged, and the questions asked before it in its conversation, oldest first."""

    turn: Turn
    feedback: Feedback
    earlier: tuple[str, ...]


class FeedbackTable:
    """The verdicts of a library. Raises UnknownTurn for an answer that is not the owner's, LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, owner: str, turn_id: str, feedback: Feedback) -> Turn:
        """Keep what *owner* found of an answer, in the place of what was found before."""
        values = (feedback.verdict, json.dumps(feedback.reasons), feedback.note, feedback.made_at)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback (turn, verdict, reasons, note, made_at) VALUES (?, ?, ?, ?, ?)",
                (self._number(owner, turn_id), *values),
            )
        return self.turn(owner, turn_id)

    def take_back(self, owner: str, turn_id: str) -> None:
        """As if nothing had been found of it."""
        number = self._number(owner, turn_id)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM feedback WHERE turn = ?", (number,))

    def turn(self, owner: str, turn_id: str) -> Turn:
        """One answer of a conversation of *owner*."""
        row = self._database.row(f"{TURNS} WHERE t.id = ? AND c.owner = ?", turn_id, owner)
        if row is None:
            raise UnknownTurn(turn_id)
        return load_turn(row)

    def judged(self, owner: str | None) -> Sequence[Judged]:
        """The answers that *owner*, or anyone, judged, oldest first."""
        rows = self._database.rows(
            f"{TURNS} WHERE (? IS NULL OR c.owner = ?) AND EXISTS (SELECT 1 FROM feedback g "
            "JOIN turns u ON u.number = g.turn WHERE u.conversation = c.number) ORDER BY t.conversation, t.number",
            owner,
            owner,
        )
        talks = groupby(rows, key=lambda row: row["conversation"])
        found = [one for _, talk in talks for one in _judged([load_turn(row) for row in talk])]
        return sorted(found, key=lambda one: one.feedback.made_at)

    def _number(self, owner: str, turn_id: str) -> int:
        row = self._database.row(
            "SELECT t.number FROM turns t JOIN conversations c ON c.number = t.conversation "
            "WHERE t.id = ? AND c.owner = ?",
            turn_id,
            owner,
        )
        if row is None:
            raise UnknownTurn(turn_id)
        return int(row["number"])


def _judged(turns: Sequence[Turn]) -> Iterator[Judged]:
    for at, turn in enumerate(turns):
        if turn.feedback:
            yield Judged(turn, turn.feedback, tuple(earlier.question for earlier in turns[:at]))
