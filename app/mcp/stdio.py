"""MCP over standard input and output, for programs that start us themselves."""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from app.clients.door import Door, open_door
from app.mcp.server import build
from app.settings import Settings

LOG = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until our input ends. The library is opened beside: the client's greeting isn't kept waiting for models.

    What keeps it from opening is what every tool answers.
    """
    with ExitStack() as held, ThreadPoolExecutor(1, thread_name_prefix="wence-open") as opener:

        def opened() -> Door:
            try:
                return held.enter_context(open_door(settings))
            except Exception:
                LOG.exception("the library could not be opened")
                raise

        door = opener.submit(opened)
        build(lambda _: door.result(), settings.page).run("stdio")
