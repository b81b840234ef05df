"""One thin file a format: bytes in, canonical text and the map back to the file out."""

from collections.abc import Callable
from pathlib import PurePath

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.layout import Reading
from ingest.readers import markdown, text

_READERS: dict[str, Callable[[bytes, str], Reading]] = {".txt": text.read, ".md": markdown.read}
SUPPORTED: tuple[str, ...] = tuple(_READERS)


def read(data: bytes, file_name: str) -> Reading:
    """What the reader for the suffix of *file_name* makes of the file.

    Raises UnsupportedFormat for other suffixes; UnreadableFile for an empty file and for bytes that are something
    else than the suffix says.
    """
    reader = _READERS.get(PurePath(file_name).suffix.lower())
    if reader is None:
        raise UnsupportedFormat(file_name, SUPPORTED)
    if not data:
        raise UnreadableFile(file_name, "文件是空的（0 字节）", "请检查文件后重新导入")
    return reader(data, file_name)
