"""The verbs of conversations, as methods of the client of our own HTTP API."""

from collections.abc import Generator
from urllib.parse import quote

from app.clients.transport import Json, Transport, given


class ConversationClient(Transport):
    """Conversations of whoever asks. They go by their ids."""

    def begin_conversation(self, title: str | None = None) -> Json:
        """A new conversation; without a title its first question will name it."""
        return self._post("/v1/conversations", given(title=title))

    def conversations(self, words: str = "", *, limit: int = 100) -> list[Json]:
        """At most *limit* items, those last changed first; only those that hold *words*."""
        items: list[Json] = self._get("/v1/conversations", {"q": words, "limit": limit})["items"]
        return items

    def conversation(self, conversation_id: str) -> Json:
        """An item with its "turns"."""
        return self._get(_conversation(conversation_id))

    def rename_conversation(self, conversation_id: str, title: str) -> Json:
        return self._told("PATCH", _conversation(conversation_id), json={"title": title})

    def delete_conversation(self, conversation_id: str) -> None:
        self._send("DELETE", _conversation(conversation_id))

    def ask_turn(self, conversation_id: str, question: str, **asking: object) -> Json:
        """Answer a question in a conversation; *asking*: ``scope``, ``home``, ``understood``, ``alone`` as in the request."""
        return self._post(_conversation(conversation_id, "/turns"), {"question": question, **asking})

    def ask_turn_stream(
        self, conversation_id: str, question: str, **asking: object
    ) -> Generator[tuple[str, Json], None, None]:
        """As ask_turn, piece by piece: the events of ask_stream, then ("turn", turn)."""
        body = {"question": question, **asking, "stream": True}
        yield from self._events(_conversation(conversation_id, "/turns"), json=body)

    def suggestions(self, conversation_id: str, turn_id: str) -> list[Json]:
        """At most three {"question", "document_id"} that go on from an answer."""
        path = f"/turns/{quote(turn_id, safe='')}/suggestions"
        items: list[Json] = self._get(_conversation(conversation_id, path))["items"]
        return items

    def conversation_file(self, conversation_id: str, form: str) -> bytes:
        """A whole conversation as docx or md."""
        return self._send("GET", _conversation(conversation_id, f"/export.{form}")).content


def _conversation(conversation_id: str, part: str = "") -> str:
    return f"/v1/conversations/{quote(conversation_id, safe='')}{part}"
