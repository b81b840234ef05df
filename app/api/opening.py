"""The service while it is being opened: in a thread of its own, so that the server can already say so."""

import threading
from collections.abc import Callable

from app.errors import NotReady
from app.progress import Progress, stage_name
from app.service import Service

OpenService = Callable[[Progress], Service]


class Opening:
    """Opens a service once; hands it out when it is there."""

    def __init__(self, open_service: OpenService) -> None:
        self._open = open_service
        self._stage = "准备"
        self._service: Service | None = None
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="wence-open", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def service(self) -> Service:
        """The open service. Raises NotReady while it opens, or the error that stopped it."""
        if self.error:
            raise self.error
        if self._service is None:
            raise NotReady(self._stage)
        return self._service

    @property
    def trouble(self) -> str | None:
        """What the open service can't do for now; None where all is well, or it is not open yet."""
        return self._service.trouble if self._service else None

    def close(self) -> None:
        """Close the service if it is open. One that is still opening is left: its process is about to end."""
        if self._service:
            self._service.close()

    def _run(self) -> None:
        try:
            self._service = self._open(self._report)
        except Exception as error:
            self.error = error

    def _report(self, stage: str, done: int, total: int) -> None:
        self._stage = f"{stage_name(stage)} {done}/{total}"
