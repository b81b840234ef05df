"""Who asks, what they may do, which documents they may see: one frozen value that every verb of the service knows."""

from dataclasses import dataclass
from typing import Literal, get_args

from app.access.errors import Forbidden

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
ROLE_WORDS: dict[Role, str] = {"reader": "读者", "editor": "编辑", "admin": "管理员"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone with a key, or whoever sits at this machine.

    reader: ask and read; editor: also upload, mark, move, delete; admin: also keys, collections, audit.
    ``collections`` are those whose documents exist for the caller; None: all. ``key_id`` is what belongs to the
    caller is kept under.
    """

    key_id: str
    name: str
    role: Role
    collections: frozenset[str] | None = None

    def may(self, role: Role) -> bool:
        """Whether the caller may do what *role* may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def sees(self, collection: str) -> bool:
        return self.collections is None or collection in self.collections

    def require(self, role: Role) -> None:
        """Raises Forbidden where the caller may not do what *role* may."""
        if not self.may(role):
            raise Forbidden(ROLE_WORDS[self.role], ROLE_WORDS[role])


LOCAL = Caller("local", "本机", "admin")
NOBODY = Caller("", "未登录", "reader", frozenset())  # gets to what is public: whether the server is there
