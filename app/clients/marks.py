"""The verbs of marks, as methods of the client of our own HTTP API."""

from urllib.parse import quote

from app.clients.transport import Json, Transport, given


class MarkClient(Transport):
    """How far each row of the ledger is. Rows go by their ids."""

    def mark(self, row_id: str) -> Json:
        """{"mark", "history"} of one row."""
        return self._get(_mark(row_id))

    def put_mark(self, row_id: str, state: str, *, note: str = "", who: str) -> Json:
        """Note "done", "doing" or "todo" on a row; the reply is that of mark()."""
        return self._told("PUT", _mark(row_id), json={"state": state, "note": note, "who": who})

    def unmark(self, row_id: str, *, who: str) -> None:
        self._send("DELETE", _mark(row_id), params={"who": who})

    def marks(self, document: str | None = None, *, orphaned: bool | None = None) -> list[Json]:
        """The marks of one document or of all; with *orphaned* those that no row is left for, or the others."""
        return self._every("/v1/marks", given(document=document, orphaned=orphaned))


def _mark(row_id: str) -> str:
    return f"/v1/commitments/{quote(row_id, safe='')}/mark"
