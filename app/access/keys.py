"""The keys of a library's server: made once, shown once, kept as hashes."""

import hashlib
import hmac
import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from app.access.caller import Caller, Role
from app.access.errors import AccessDamaged, BadKey, UnknownKey
from ingest.errors import reason
from retrieval.errors import LibraryDamaged
from retrieval.store.database import Database
from retrieval.store.schema import Schema

FILE = "access.sqlite"
HERE = Path(__file__).parent
SCHEMA = Schema(HERE / "schema.sql", 1, HERE / "migrations")
PREFIX = "wence"
LONGEST_NAME = 64
LONGEST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; its secret is not. Times are ISO 8601 in UTC, to the second."""

    id: str
    name: str
    role: Role
    collections: tuple[str, ...] | None
    note: str
    made_at: str
    expires_at: str | None
    revoked_at: str | None

    @property
    def caller(self) -> Caller:
        collections = None if self.collections is None else frozenset(self.collections)
        return Caller(self.id, self.name, self.role, collections)

    def is_valid(self, moment: str) -> bool:
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)


@dataclass(frozen=True, slots=True)
class Wish:
    """A key to be made. ``collections`` None: all; ``days`` until it expires, None: never."""

    name: str
    role: Role = "reader"
    collections: tuple[str, ...] | None = None
    note: str = ""
    days: int | None = None


class Keys:
    """The keys kept in one file, which several processes may have open. Raises LibraryDamaged, StorageFailed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the keys of the library in *home*, or begin with none."""
        return cls(open_access(home))

    def close(self) -> None:
        self._database.close()

    def add(self, wish: Wish) -> tuple[Key, str]:
        """A new key, and the words to be sent as it, which nobody can be told again. Raises BadKey."""
        _check(wish)
        name, listed = wish.name, wish.collections
        ident, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        expires_at = None if wish.days is None else now(wish.days)
        key = Key(ident, name, wish.role, listed, wish.note, now(), expires_at, None)
        stored = None if listed is None else json.dumps(listed, ensure_ascii=False)
        values = (ident, name, wish.role, stored, wish.note, _hash(secret), key.made_at, expires_at)
        with self._database.transaction() as connection:
            # Looked up inside: of two who take a name at once, the command line among them, one gets it.
            if any(key.name == name for key in self.valid()):
                raise BadKey(
                    f"已有名称为「{name}」的有效密钥", "请换一个名称，或先用 `wence keys revoke` 撤销它"
                )
            connection.execute(
                "INSERT INTO keys (id, name, role, collections, note, hash, made_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        return key, f"{PREFIX}_{ident}_{secret}"

    def revoke(self, which: str) -> Key:
        """End the valid key with this id or name, at once and for ever. Raises UnknownKey."""
        key = next((key for key in self.valid() if which in (key.id, key.name)), None)
        if key is None:
            raise UnknownKey(which)
        with self._database.transaction() as connection:
            connection.execute("UPDATE keys SET revoked_at = ? WHERE id = ?", (now(), key.id))
        return key

    def all(self) -> list[Key]:
        """Every key that ever was, oldest first."""
        return [_load(row) for row in self._database.rows("SELECT * FROM keys ORDER BY made_at, id")]

    def valid(self) -> list[Key]:
        moment = now()
        return [key for key in self.all() if key.is_valid(moment)]

    def exist(self) -> bool:
        """Whether there ever was a key: revoking the last one must not open the door to everybody."""
        return self._database.row("SELECT 1 FROM keys LIMIT 1") is not None

    def identify(self, words: str) -> Caller | None:
        """Who sends *words* as a key; None for nobody we know."""
        key = self.claimed(words)
        return key.caller if key and key.is_valid(now()) else None

    def claimed(self, words: str) -> Key | None:
        """The key whose words these are, valid or not; None where there never was one."""
        prefix, _, rest = words.partition("_")
        ident, _, secret = rest.partition("_")
        row = self._database.row("SELECT * FROM keys WHERE id = ?", ident) if prefix == PREFIX else None
        # Compared even where there is no such key, so that time doesn't tell which ids there are.
        matches = hmac.compare_digest(row["hash"] if row else _hash(""), _hash(secret))
        return _load(row) if row is not None and matches else None


def open_access(home: Path) -> Database:
    """The file of keys and audit in *home*; only its owner may read it. Raises AccessDamaged."""
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)  # one that was restored as well
    except OSError as exc:
        raise AccessDamaged(str(path), reason(exc)) from exc
    try:
        return Database.open(path, SCHEMA)
    except LibraryDamaged as exc:
        raise AccessDamaged(str(path), exc.why) from exc


def _check(wish: Wish) -> None:
    name, collections = wish.name, wish.collections
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadKey("名称应为 1 到 64 个可显示的字", "请换一个名称")
    if wish.days is not None and not 0 <= wish.days <= LONGEST_DAYS:
        raise BadKey(f"有效期应为 1 到 {LONGEST_DAYS} 天", "请改一个天数，或不给天数")
    if wish.role == "admin" and collections is not None:
        raise BadKey("管理员能看到全部集合，不能限定集合", "请去掉 --collection，或改用 editor、reader")
    if collections == ():
        raise BadKey("没有给出集合", "请给出至少一个集合，或不限定集合")


def _load(row: sqlite3.Row) -> Key:
    listed = row["collections"]
    return Key(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        collections=None if listed is None else tuple(json.loads(listed)),
        note=row["note"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def now(days: int = 0) -> str:
    """The moment *days* from now, as it is stored."""
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
