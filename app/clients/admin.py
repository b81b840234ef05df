"""The verbs for an admin, as methods of the client of our own HTTP API."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from app.clients.transport import Json, Transport, given


class AdminClient(Transport):
    """Keys, and the log of what was done."""

    def keys(self) -> list[Json]:
        """Every key that ever was, oldest first; none tells its secret."""
        return self._every("/v1/keys")

    def add_key(
        self, name: str, *, role: str, collections: Sequence[str] | None = None, days: int | None = None
    ) -> Json:
        """The item of a new key; its "key" is told this once."""
        wish = given(name=name, role=role, collections=collections and list(collections), days=days)
        return self._post("/v1/keys", wish)

    def revoke_key(self, key_id: str) -> None:
        self._send("DELETE", f"/v1/keys/{quote(key_id, safe='')}")

    def audit_page(self, *, limit: int, offset: int, **wanted: Any) -> Json:
        """One page of the log, the latest first: {"items", "total", …}; *wanted*: action, key, since, until."""
        return self._get("/v1/audit", given(limit=limit, offset=offset, **wanted))

    def audit_file(self, form: str, **wanted: Any) -> bytes:
        """All of the log that is wanted, as "csv" or "xlsx"."""
        return self._send("GET", f"/v1/audit.{form}", params=given(**wanted)).content
