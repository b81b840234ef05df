"""A server whose callers hold keys, with notices in two collections."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from app.access.keys import Keys, Wish
from app.settings import Settings
from tests.serving import serving_library

OPEN, CLOSED = "课程", "校舍"


class Server:
    """A server and its keys by name."""

    def __init__(self, base_url: str, keys: Keys) -> None:
        self._url, self._keys, self._words = base_url, keys, {}

    def issue(self, name: str, role: str, *collections: str) -> None:
        self._words[name] = self._keys.add(Wish(name, role, collections or None))[1]

    def as_(self, name: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self._words[name]}"}
        return httpx.Client(base_url=self._url, headers=headers, timeout=60, trust_env=False)


@contextmanager
def served(home, embedder, *notices: tuple[str, str, str]) -> Iterator[Server]:
    """A server over *notices* (file name, text, collection), put there by an admin."""
    with serving_library(Settings(home=home), embedder) as client:
        keys = Keys.open(home)
        server = Server(client.base_url, keys)
        server.issue("admin", "admin")
        with server.as_("admin") as admin:
            for name in (OPEN, CLOSED):
                admin.put(f"/v1/collections/{name}", json={}).raise_for_status()
            for file_name, text, collection in notices:
                files = {"file": (file_name, text.encode())}
                admin.post("/v1/documents", files=files, data={"collection": collection}).raise_for_status()
        yield server
        keys.close()
