"""ZIP containers before anything is unpacked: sound, not encrypted, no bomb."""

import io
import zipfile
import zlib

from ingest.errors import UnreadableFile

MOST_MB = 600  # of all members together, unpacked
MOST_MEMBERS = 5000
MOST_RATIO = 400  # unpacked bytes a packed one, where the whole is large
_LARGE = 50 * 1024 * 1024


def open_zip(data: bytes, file_name: str) -> zipfile.ZipFile:
    """The archive, checked by its own list. Raises UnreadableFile."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            file_name, "压缩结构已损坏，或文件不完整", "请重新下载，或另存一份后重新导入"
        ) from error
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableFile(file_name, "压缩包设有密码", "请解压后导入其中的文件")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if (
        len(members) > MOST_MEMBERS
        or size > MOST_MB * 1024 * 1024
        or (size > _LARGE and size / packed > MOST_RATIO)
    ):
        why = f"解压后过大（{len(members)} 个文件，{size // (1024 * 1024)} MB），疑似压缩炸弹"
        raise UnreadableFile(file_name, why, "请核对来源，只导入其中需要的文件")
    return archive


def check_container(data: bytes, file_name: str) -> None:
    """Raises UnreadableFile unless *data* is a sound ZIP container of a bearable size."""
    open_zip(data, file_name).close()
