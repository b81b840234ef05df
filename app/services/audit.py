"""The part of the service for an admin: the keys, and what was done with them."""

from collections.abc import Sequence
from datetime import date

from app.access.audit import AuditFilter, Entry, Journal
from app.access.keys import Key, Keys, Wish
from app.export.audit import audit_table
from app.export.commas import comma_separated
from app.export.workbook import workbook
from app.services.replies import ALL, Page, StoredFile


class AuditService:
    """What an admin can ask of the audit log; reached as ``service.audit``. Raises Forbidden for others."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def entries(self, wanted: AuditFilter, *, limit: int, offset: int = 0) -> Page[Entry]:
        """The entries that *wanted* lets pass, the latest first."""
        self._journal.caller.require("admin")
        entries, total = self._journal.audit.page(wanted, limit=limit, offset=offset)
        return Page(tuple(entries), total)

    def file(self, wanted: AuditFilter, form: str) -> StoredFile:
        """All entries that *wanted* lets pass, as "csv" or "xlsx". That it was taken away is noted."""
        table = audit_table(self.entries(wanted, limit=ALL).items)
        self._journal.note("read_audit", words=form)
        data = comma_separated(table) if form == "csv" else workbook([table])
        return StoredFile(f"审计记录{date.today():%Y%m%d}.{form}", data)


class KeyService:
    """What an admin can do with keys; reached as ``service.keys``. Raises Forbidden for others."""

    def __init__(self, keys: Keys, journal: Journal) -> None:
        self._keys, self._journal = keys, journal

    def all(self) -> Sequence[Key]:
        """Every key that ever was, oldest first; none tells its secret."""
        self._journal.caller.require("admin")
        return self._keys.all()

    def add(self, wish: Wish) -> tuple[Key, str]:
        """A new key and its words, which nobody can be told again. Raises BadKey."""
        self._journal.caller.require("admin")
        key, words = self._keys.add(wish)
        self._journal.note("add_key", key.id, key.name)
        return key, words

    def revoke(self, which: str) -> Key:
        """End the valid key with this id or name. Raises UnknownKey."""
        self._journal.caller.require("admin")
        key = self._keys.revoke(which)
        self._journal.note("revoke_key", key.id, key.name)
        return key
