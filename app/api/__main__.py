"""Runs the API on this machine: `python -m app.api`, settings from the environment."""

import os
import signal
import sys
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from app import logs
from app.access.address import reachable
from app.access.starting import check
from app.api.application import create_app
from app.clients import discovery
from app.ports import listen
from app.progress import Bars, Progress
from app.service import Service
from app.settings import Settings
from ingest.errors import WenceError

GRACE = 5  # seconds that replies under way get to end


def main() -> int:
    """Serve until a signal stops us; 1 where the library can't be opened."""
    try:
        settings = Settings.from_env(os.environ)
        logs.configure(settings)
        return run(settings)
    except WenceError as error:
        print(error, file=sys.stderr)
        return 1


def run(settings: Settings) -> int:
    """As main. Raises PortUnavailable, NoKeys, LoginNeeded, and whatever kept the service from opening."""
    check(settings)
    url = reachable(settings.host, settings.port)

    def open_service(report: Progress) -> Service:
        try:
            service = _open(settings, report)
            discovery.announce(settings.home, url, app.state.instance, key=app.state.owner_key)
        except BaseException:
            server.should_exit = True
            raise
        return service

    app = create_app(open_service, settings)
    server = uvicorn.Server(_config(app))
    # Having stopped, uvicorn sends itself the signal again; we still have something to clear away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    listener = listen(settings.port, "WENCE_PORT", "--port", host=settings.host)
    with listener, suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    discovery.withdraw(settings.home, app.state.instance)
    if app.state.opening.error:
        raise app.state.opening.error
    return 0


def _config(app: FastAPI) -> uvicorn.Config:
    # log_config: the server's own words go the way of all logs.
    return uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE)


def _open(settings: Settings, report: Progress) -> Service:
    with Bars() as bars:

        def both(stage: str, done: int, total: int) -> None:
            report(stage, done, total)
            bars(stage, done, total)

        return Service.open(settings, both)


if __name__ == "__main__":
    sys.exit(main())
