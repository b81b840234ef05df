"""What somebody else writes between a look into a store and the write that follows is neither undone nor overlooked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.access.errors import BadKey
from app.access.keys import SCHEMA, Keys, Wish
from retrieval.errors import UnknownConversation, UnknownTurn
from retrieval.store.conversations import ConversationTable, Feedback, Turn, now
from retrieval.store.database import Database
from retrieval.store.feedback import FeedbackTable

ME = "local"
ANSWER = {"question": "轮岗几年一次？", "answer": "六年。", "citations": []}


class Overtaken(Database):
    """Somebody else is always a little faster: ``first`` is done as soon as a write is about to begin."""

    first: Callable[[], object] | None = None

    @contextmanager
    def transaction(self) -> Iterator:
        todo, self.first = self.first, None
        if todo:
            todo()
        with super().transaction() as connection:
            yield connection


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Overtaken]:
    found = Overtaken.open(tmp_path / "library.sqlite")
    yield found
    found.close()


@pytest.fixture
def talks(database: Overtaken) -> ConversationTable:
    return ConversationTable(database)


@pytest.fixture
def turn(talks: ConversationTable) -> Turn:
    """An answer in a conversation."""
    return talks.add(ME, talks.begin(ME).id, ANSWER)


def test_a_name_given_while_the_answer_was_made_stays(database, talks):
    """The first question names a conversation only where nobody has."""
    ident = talks.begin(ME).id
    database.first = lambda: talks.rename(ME, ident, "轮岗")
    talks.add(ME, ident, ANSWER)

    assert talks.conversation(ME, ident).title == "轮岗"


def test_an_answer_for_a_deleted_conversation_is_not_said_to_be_kept(database, talks):
    """Whoever asked is told that the conversation is gone."""
    ident = talks.begin(ME).id
    database.first = lambda: talks.delete(ME, ident)

    with pytest.raises(UnknownConversation):
        talks.add(ME, ident, ANSWER)


def test_a_verdict_on_a_deleted_answer_names_the_answer(database, talks, turn):
    """It is no fault of the disk."""
    (talk,) = talks.listed(ME)
    database.first = lambda: talks.delete(ME, talk.id)

    with pytest.raises(UnknownTurn):
        FeedbackTable(database).put(ME, turn.id, Feedback("up", (), "", now()))


def test_a_name_taken_by_two_at_once_goes_to_one(tmp_path):
    """Of two valid keys with one name the wrong one might be revoked."""
    database = Overtaken.open(tmp_path / "access.sqlite", SCHEMA)
    keys = Keys(database)
    database.first = lambda: keys.add(Wish("教研室"))

    with suppress(BadKey):
        keys.add(Wish("教研室"))

    assert [key.name for key in keys.valid()] == ["教研室"]
    keys.close()
