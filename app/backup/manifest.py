"""What a backup says it holds."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

NAME = "manifest.json"
FORMAT = 1
LIBRARY_FILE = "library.sqlite"
CHUNK = 1 << 20
_STORE_NAME = re.compile(r"[a-z]+\.sqlite")


@dataclass(frozen=True, slots=True)
class Store:
    """One SQLite file of a library's folder: its ``size`` in bytes, ``sha256`` in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written first into a backup. ``made_at`` is ISO 8601 in UTC; ``model`` made the vectors, None before the first."""

    format: int
    made_at: str
    program: str
    schema: int
    model: str | None
    documents: int
    stores: tuple[Store, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @property
    def size(self) -> int:
        """Bytes of all stores."""
        return sum(store.size for store in self.stores)


def format_of(raw: bytes) -> tuple[int, str]:
    """The format of a manifest and the program that wrote it. Raises ValueError."""
    said = _parsed(raw)
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise ValueError("清单没有写明格式")
    return said["format"], str(said.get("program", "?"))


def load(raw: bytes) -> Manifest:
    """A manifest of FORMAT as it was written. Raises ValueError."""
    try:
        said = _parsed(raw)
        stores = tuple(Store(**store) for store in said.pop("stores"))
        manifest = Manifest(stores=stores, **said)
    except (TypeError, KeyError, AttributeError) as exc:
        raise ValueError("缺少或多出了内容") from exc
    if not all(isinstance(store.size, int) and isinstance(store.sha256, str) for store in stores):
        raise ValueError("清单里的大小或校验值无法识别")
    if not all(is_store(str(store.name)) for store in stores):
        raise ValueError("清单里有不认识的文件")
    if LIBRARY_FILE not in {store.name for store in stores}:
        raise ValueError(f"清单里没有 {LIBRARY_FILE}")
    return manifest


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError as exc:
        raise ValueError("不是有效的 JSON") from exc


def is_store(name: str) -> bool:
    """Whether a file of this name can be one of a library's stores: copies that people left beside it are none."""
    return _STORE_NAME.fullmatch(name) is not None


def store_of(path: Path, advance: Callable[[int], None]) -> Store:
    """A file as the manifest tells it."""
    with path.open("rb") as source:
        digest = _digest(source, advance)
    return Store(path.name, path.stat().st_size, digest)


def _digest(source: IO[bytes], advance: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        advance(len(chunk))
    return digest.hexdigest()
