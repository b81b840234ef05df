"""The part of the service that keeps what people found of answers."""

from collections.abc import Sequence

from app.access.audit import Journal
from app.services.replies import Page, page_of
from app.words.feedback import VERDICTS
from retrieval.store.conversations import Feedback, Reason, Turn, Verdict, now
from retrieval.store.feedback import Judged
from retrieval.store.library_reader import LibraryReader


class FeedbackService:
    """What the doors can ask of the feedback on one open library's answers; reached as ``service.feedback``.

    *owner* is whose conversation the answer stands in. Raises UnknownTurn for what is not the owner's.
    """

    def __init__(self, library: LibraryReader, journal: Journal) -> None:
        self._table, self._journal = library.feedback, journal

    def put(
        self, owner: str, turn_id: str, verdict: Verdict, *, reasons: Sequence[Reason] = (), note: str = ""
    ) -> Turn:
        """Keep a verdict on an answer; a later one takes its place."""
        told = tuple(dict.fromkeys(reasons))
        turn = self._table.put(owner, turn_id, Feedback(verdict, told, note.strip(), now()))
        self._journal.note("judge", turn_id, VERDICTS[verdict])
        return turn

    def take_back(self, owner: str, turn_id: str) -> None:
        """Remove the verdict on an answer, if there is one."""
        self._table.take_back(owner, turn_id)
        self._journal.note("unjudge", turn_id)

    def judged(
        self, owner: str | None, *, verdict: Verdict | None = None, limit: int, offset: int = 0
    ) -> Page[Judged]:
        """The answers that *owner*, or anyone, judged (so), oldest verdict first."""
        found = [one for one in self._table.judged(owner) if verdict in (None, one.feedback.verdict)]
        return page_of(found, limit, offset)
