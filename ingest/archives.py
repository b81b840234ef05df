"""ZIP archives of documents: what can be read out of one, and what was left lying. Nothing is written to disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from zipfile import BadZipFile, ZipInfo
from zlib import error as ZlibError

from ingest.errors import UnreadableFile
from ingest.readers import SUPPORTED
from ingest.readers.zips import open_zip

SUFFIX = ".zip"
_UTF8 = 0x800  # flag of a member whose name is UTF-8
_LEFT = ("__MACOSX", "~$", ".")  # what systems and Office leave lying about


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive by the last part of its name: where it says to unpack to is of no interest.

    ``share``: its part of all bytes that are taken out of the archive.
    """

    name: str
    data: bytes
    share: float = 1.0


def is_archive(file_name: str) -> bool:
    return PurePath(file_name).suffix.lower() == SUFFIX


def members_of(data: bytes, file_name: str) -> Iterator[Member]:
    """The files of a kind that we read, in the order of their names.

    Raises UnreadableFile where the archive is damaged, has a password, is a bomb, or holds no such file.
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
            try:
                yield Member(name, archive.read(inside), sizes[inside] / whole)
            except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
                raise UnreadableFile(
                    file_name, f"压缩包里的「{name}」已损坏", "请重新压缩或解压后逐份导入"
                ) from error


def _name(info: ZipInfo) -> str:
    """The file's own name; "" for what is no document. Windows writes Chinese names in GBK without saying so."""
    raw = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = raw.encode("cp437").decode("gb18030")
        except UnicodeError:
            raw = info.filename
    path = PureWindowsPath(raw)
    left = any(part.startswith(_LEFT) and part not in ("..", ".") for part in path.parts)
    return "" if left or path.suffix.lower() not in SUPPORTED else path.name
