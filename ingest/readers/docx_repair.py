"""Word containers that Word and WPS open though they break the rules: put right before they are read."""

import io
import re
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.constants import CONTENT_TYPE

_MAIN_TYPES = re.compile(
    rb"application/(?:vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"
    rb"|vnd\.openxmlformats-officedocument\.wordprocessingml\.template\.main\+xml)"
)
_RELATION = re.compile(
    rb"<(?:\w+:)?Relationship\b[^>]*?/>|<(?:\w+:)?Relationship\b[^>]*?>\s*</(?:\w+:)?Relationship>"
)
_TARGET = re.compile(rb'Target="([^"]*)"')
_STRICT = (  # ISO/IEC 29500 strict names → the transitional ones that everybody else writes
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def repaired(data: bytes) -> bytes:
    """The same container: a plain document by its type, in transitional names, without links to missing parts."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        names = {name.replace("\\", "/") for name in old.namelist()}
        for info in old.infolist():
            name, content = info.filename.replace("\\", "/"), old.read(info)
            if name.endswith((".xml", ".rels")):
                for strict, usual in _STRICT:
                    content = content.replace(strict, usual)
            if name == "[Content_Types].xml":
                content = _MAIN_TYPES.sub(CONTENT_TYPE.WML_DOCUMENT_MAIN.encode(), content)
            elif name.endswith(".rels"):
                content = _with_targets(content, name, names)
            new.writestr(name, content)
    return buffer.getvalue()


def _with_targets(content: bytes, name: str, names: set[str]) -> bytes:
    """Relationships without those to parts that aren't there (word/NULL)."""
    folder = dirname(dirname(name))

    def kept(found: re.Match[bytes]) -> bytes:
        target = _TARGET.search(found[0])
        if target is None or b'TargetMode="External"' in found[0]:
            return found[0]
        words = target[1].decode("utf-8", "replace")
        path = words.lstrip("/") if words.startswith("/") else normpath(join(folder, words))
        return found[0] if path in names else b""

    return _RELATION.sub(kept, content)
