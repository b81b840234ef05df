"""Keys that open nothing: an admin sees who tries them, and from one address they are soon turned away."""

import logging
from functools import partial

from anyio import to_thread

from app.access.audit import Audit
from app.access.errors import TooManyGuesses, TooManyRequests, Unidentified
from app.access.keys import Key
from app.api.rates import Meter
from ingest.errors import WenceError
from retrieval.errors import StorageFailed

LOG = logging.getLogger(__name__)

LIMIT = 10  # keys a minute and address
NOTED = 60  # a minute, wherever they come from: strangers must not fill the disk


class Guesses:
    """Counts the keys that were refused. A valid one is never held up: guessers lock nobody out."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._by_address, self._noted = Meter(LIMIT, concurrent=1), Meter(NOTED, concurrent=1)

    async def refused(self, address: str, key: Key | None) -> WenceError:
        """What whoever sent a key from *address* is told; *key*: which one it was, where it is one no longer."""
        try:
            _count(self._by_address, address)
        except TooManyRequests as error:
            return TooManyGuesses(LIMIT, wait=error.retry_after)
        try:
            _count(self._noted, "")
            await to_thread.run_sync(partial(self._audit.note_refused, address, key))
        except TooManyRequests:
            LOG.warning("more keys are refused than are noted")
        except StorageFailed:
            LOG.exception("a refused key could not be noted")
        return Unidentified()


def _count(meter: Meter, what: str) -> None:
    """Raises TooManyRequests."""
    meter.end(meter.begin(what))
