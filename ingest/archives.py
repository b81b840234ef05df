"""ZIP archives of documents: what can be read out of one, and what was left lying. Nothing is written to disk."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from lzma import LZMAError
from pathlib import PurePath, PureWindowsPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from ingest.errors import UnreadableFile
from ingest.readers import SUPPORTED
from ingest.readers.zips import open_zip

SUFFIX = ".zip"
_UTF8 = 0x800  # flag of a member whose name is UTF-8
_HAN = re.compile(r"[\u4e00-\u9fff]")  # what a name in GBK is not taken for in UTF-8
_LEFT = ("__MACOSX", "~$", ".")  # what systems and Office leave lying about


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive by the last part of its name: where it says to unpack to is of no interest.

    ``share``: its part of all bytes that are taken out of the archive; ``problem``: why it can't be taken out.
    """

    name: str
    data: bytes = b""
    share: float = 1.0
    problem: UnreadableFile | None = None


def is_archive(file_name: str) -> bool:
    return PurePath(file_name).suffix.lower() == SUFFIX


def is_left_lying(path: PurePath) -> bool:
    """Whether systems or Office put it there, or into a hidden folder: nobody means such a file."""
    return any(part.startswith(_LEFT) and part not in ("..", ".") for part in path.parts)


def left_out(data: bytes, file_name: str) -> list[str]:
    """The names of the files of an archive that are of no kind that we read. Raises UnreadableFile."""
    with open_zip(data, file_name) as archive:
        paths = [_path(info) for info in archive.infolist() if not info.is_dir()]
    return sorted(p.name for p in paths if p.suffix.lower() not in SUPPORTED and not is_left_lying(p))


def members_of(data: bytes, file_name: str) -> Iterator[Member]:
    """The files of a kind that we read, in the order of their names; one that is damaged keeps no other out.

    Raises UnreadableFile where the archive itself is damaged, has a password, is a bomb, or holds no such file.
    """
    with open_zip(data, file_name) as archive:
        chosen = sorted(
            (name, info.filename)
            for info in archive.infolist()
            if (name := _name(info)) and not info.is_dir()
        )
        if not chosen:
            kinds = "、".join(SUPPORTED)
            raise UnreadableFile(file_name, f"压缩包里没有可导入的文件（{kinds}）", "请检查压缩包后重新导入")
        sizes = {inside: archive.getinfo(inside).file_size for _, inside in chosen}
        whole = sum(sizes.values()) or 1
        for name, inside in chosen:
            yield _taken_out(archive, inside, Member(name, share=sizes[inside] / whole))


def _taken_out(archive: ZipFile, inside: str, member: Member) -> Member:
    try:
        return replace(member, data=archive.read(inside))
    except (BadZipFile, ZlibError, LZMAError, EOFError, NotImplementedError, OSError):
        problem = UnreadableFile(member.name, "它在压缩包里已损坏", "请重新压缩或解压后逐份导入")
        return replace(member, problem=problem)


def _unsaid(name: str) -> str:
    """A name in an encoding that nobody wrote down: macOS writes UTF-8, Windows GBK, and both leave that out."""
    try:
        raw = name.encode("cp437")
        with suppress(UnicodeDecodeError):
            if _HAN.search(found := raw.decode("utf-8")):
                return found
        return raw.decode("gb18030")
    except UnicodeError:
        return name


def _name(info: ZipInfo) -> str:
    """The file's own name; "" for what is no document."""
    path = _path(info)
    return "" if is_left_lying(path) or path.suffix.lower() not in SUPPORTED else path.name


def _path(info: ZipInfo) -> PureWindowsPath:
    return PureWindowsPath(info.filename if info.flag_bits & _UTF8 else _unsaid(info.filename))
