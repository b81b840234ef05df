"""Which bytes need not be read again: those that today's readers would make the same text of."""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path, PurePath

_PACKAGE = Path(__file__).parent.parent
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a file, in 64 hexadecimal digits each: ``sha256`` its bytes, ``key`` the text that they give.

    Two files with one key give one text; another reader gives the same file another key.
    """

    sha256: str
    key: str


def fingerprint(data: bytes, file_name: str) -> Fingerprint:
    """The fingerprint of a file of this name."""
    suffix, total = PurePath(file_name).suffix.lower(), sha256(data).hexdigest()
    return Fingerprint(total, sha256(f"{_readers()}\n{suffix}\n{total}".encode()).hexdigest())


@cache
def _readers() -> str:
    """A hash of all that a text depends on besides the file: our code, libraries, and programs that may be missing."""
    parts = [path.read_bytes() for path in sorted(_PACKAGE.rglob("*")) if path.suffix in (".py", ".tsv")]
    parts += [f"{name} {_version(name)}".encode() for name in sorted(_libraries())]
    parts += [str(bool(shutil.which(name))).encode() for name in ("soffice", "libreoffice")]
    return sha256(b"\n".join(sha256(part).digest() for part in parts)).hexdigest()


def _libraries() -> set[str]:
    return {match[0] for line in requires("wence") or () if (match := _NAME.match(line))}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
