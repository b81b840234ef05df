"""A port that notices when somebody comes."""

import socket
from types import TracebackType
from typing import Self


class Trap:
    """Listens at ``url`` for as long as the with block runs."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.3)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def visited(self) -> bool:
        """Whether anybody has come since this was asked last."""
        try:
            self._listener.accept()[0].close()
        except TimeoutError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
