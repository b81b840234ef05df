"""A Chroma server as a process of its own, for as long as it is needed."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import ChromaUnavailable
from retrieval.vectors import VectorIndex

_PATIENCE = 60  # seconds to answer


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address of a Chroma server that keeps its data in *folder*, and is killed afterwards; on a free port if None.

    Raises ChromaUnavailable.
    """
    port = port or _free_port()
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            yield url
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    with tempfile.TemporaryDirectory() as unused:
        while True:
            try:
                VectorIndex.open(Path(unused), "probe", url=url).close()
                return
            except ChromaUnavailable:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
