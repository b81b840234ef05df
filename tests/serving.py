"""The real API, served over HTTP by uvicorn in a thread of the test process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.api.application import create_app
from app.clients.client import ApiClient
from app.ports import HOST, listen
from app.service import Service
from app.settings import Settings
from retrieval.embedder import Embedder

EXAMPLES = Path(__file__).parent.parent / "examples"


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of *app*, which may not be ready yet."""
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=2)
    )
    with listen(0, "", "") as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def serving_library(settings: Settings, embedder: Embedder) -> Iterator[ApiClient]:
    """A client of a server that has the library of *settings* open."""
    app = create_app(lambda progress: Service.open(settings, progress, embedder=embedder), settings)
    with serving(app) as url, ApiClient(url) as client:
        wait_until(client.ready)
        yield client


def wait_until(condition, seconds: float = 60) -> None:
    """Return when *condition* holds; fail after *seconds*."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
