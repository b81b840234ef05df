"""One thin file a format: bytes in, canonical text and the map back to the file out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.layout import Reading
from ingest.readers import markdown, text
from ingest.readers.encoding import decode
from ingest.readers.limits import Pages, read_apart
from ingest.readers.magic import format_of, name_of_binary

_TEXTS: Mapping[str, Callable[[bytes, str], Reading]] = {".txt": text.read, ".md": markdown.read}
# Readers that run in a process of their own: suffix → the module beside this one.
_APART: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xls": "xlsx",
    ".et": "xlsx",
    ".csv": "csv_table",
    ".ofd": "ofd",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
}
_MODULES: Mapping[str, str] = {
    "html": "html",
    "mhtml": "mhtml",
    "docx": "docx",
    "doc": "doc",
    "pdf": "pdf",
    "xlsx": "xlsx",
    "xls": "xlsx",
    "ofd": "ofd",
    "image": "image",
}
SUPPORTED: tuple[str, ...] = (*_TEXTS, *_APART)


def read(data: bytes, file_name: str, progress: Pages | None = None) -> Reading:
    """What the reader for the suffix of *file_name* makes of the file; *progress* is told pages where it takes long.

    Raises UnsupportedFormat for other suffixes; UnreadableFile for an empty file and for bytes that are something
    else than the suffix says.
    """
    suffix = PurePath(file_name).suffix.lower()
    if suffix not in SUPPORTED:
        raise UnsupportedFormat(file_name, SUPPORTED)
    if not data:
        raise UnreadableFile(file_name, "文件是空的（0 字节）", "请检查文件后重新导入")
    if suffix in _TEXTS:
        return _TEXTS[suffix](data, file_name)
    return _by_content(data, file_name, suffix, progress)


def _by_content(data: bytes, file_name: str, suffix: str, progress: Pages | None) -> Reading:
    """The file read as what it is, with a warning where its name says something else."""
    found = format_of(data)
    if found == "encrypted":
        raise UnreadableFile(file_name, "文件设有打开密码", "请用 Office 或 WPS 取消密码后重新导入")
    known = _MODULES.get(found or "", "")
    if found is not None and not known:
        raise UnreadableFile(
            file_name, f"扩展名是 {suffix}，内容却是{name_of_binary(data)}", "请另存为可导入的格式后重新导入"
        )
    module = known or _of_words(data, suffix)
    if module and module == _APART[suffix]:
        return read_apart(data, file_name, module, progress)
    reading = read_apart(data, file_name, module, progress) if module else text.read(data, file_name)
    what = (name_of_binary(data) or "纯文本").strip()
    warning = f"扩展名是 {suffix}，内容却是{what}，已按后者读取"
    return replace(reading, layout=replace(reading.layout, warnings=(warning, *reading.layout.warnings)))


def _of_words(data: bytes, suffix: str) -> str:
    """The reader of bytes that no first bytes name: "" where they are plain text whatever the suffix says."""
    try:
        words = decode(data, "")
    except UnreadableFile:
        return _APART[suffix]
    marked = suffix in (".html", ".htm") and re.search("<[a-zA-Z!/]", words) is not None
    return _APART[suffix] if marked or suffix == ".csv" else ""
