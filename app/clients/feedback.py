"""The verbs of feedback, as methods of the client of our own HTTP API."""

from collections.abc import Sequence
from urllib.parse import quote

from app.clients.transport import Json, Transport, given


class FeedbackClient(Transport):
    """What was found of answers. They go by the ids of their turns."""

    def judge(self, turn_id: str, verdict: str, *, reasons: Sequence[str] = (), note: str = "") -> Json:
        """Note "up" or "down" on an answer; the reply is its turn."""
        body = {"turn": turn_id, "verdict": verdict, "reasons": list(reasons), "note": note}
        return self._post("/v1/feedback", body)

    def unjudge(self, turn_id: str) -> None:
        self._send("DELETE", f"/v1/feedback/{quote(turn_id, safe='')}")

    def feedback(self, verdict: str | None = None) -> list[Json]:
        """The turns that were judged (so), with the questions "earlier" in their conversation."""
        return self._every("/v1/feedback", given(verdict=verdict))
