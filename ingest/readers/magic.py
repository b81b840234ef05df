"""What a file really is, by its first bytes."""

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", " PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls 或 .wps）"),
    (b"{\\rtf", " RTF 文件"),
    (b"\x89PNG\r\n", " PNG 图片"),
    (b"\xff\xd8\xff", " JPEG 图片"),
    (b"GIF8", " GIF 图片"),
    (b"II*\x00", " TIFF 图片"),
    (b"MM\x00*", " TIFF 图片"),
    (b"BM", " BMP 图片"),
    (b"\x1f\x8b", " gzip 压缩包"),
    (b"Rar!\x1a\x07", " RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包"),
    (b"SQLite format 3\x00", " SQLite 数据库"),
    (b"\x7fELF", "可执行程序"),
    (b"MZ\x90\x00", "可执行程序"),
)
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", " Word 文件（.docx）"),
    (b"xl/", " Excel 文件（.xlsx）"),
    (b"ppt/", " PowerPoint 文件（.pptx）"),
    (b"OFD.xml", " OFD 文件"),
)
_SAVED = re.compile(rb"(?:mime-version|from|subject|date|snapshot-content-location):")  # a page saved whole
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_FORMATS_IN_ZIP = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"OFD.xml", "ofd"))
_HTML = (b"<!doctype html", b"<html")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_BITMAP = re.compile(rb"BM.{4}\0{4}.{4}[\x28\x6c\x7c]\0{3}", re.DOTALL)


def name_of_binary(data: bytes) -> str | None:
    """A Chinese name of the format, for a message; None where the first bytes are no known format's."""
    if data.startswith(b"PK\x03\x04"):
        return next((name for part, name in _IN_ZIP if part in data), " ZIP 压缩包")
    if _SAVED.match(data[:200].lstrip().lower()) and b"multipart/related" in data[:4096].lower():
        return "保存的网页（MHTML）"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(_HTML):
        return "网页（HTML）"
    return next((name for magic, name in _MAGIC if data.startswith(magic) and _is_sure(data, magic)), None)


def _is_sure(data: bytes, magic: bytes) -> bool:
    """Whether first bytes that a text may have as well really are the format's."""
    return magic != b"BM" or _BITMAP.match(data) is not None


def format_of(data: bytes) -> str | None:
    """docx, xlsx, ofd, zip, doc, xls, encrypted, pdf, image, mhtml, html, or "other" binary; None where no first bytes tell."""
    if data.startswith(OLE):
        return next((name for part, name in _IN_OLE if part.encode("utf-16-le") in data), "other")
    if data.startswith(b"PK\x03\x04"):
        return next((name for part, name in _FORMATS_IN_ZIP if part in data), "zip")
    # A few bytes of junk before the mark are common in PDF files.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if any(data.startswith(magic) and _is_sure(data, magic) for magic in _IMAGES):
        return "image"
    head = data.removeprefix(b"\xef\xbb\xbf")[:4096].lower()
    if _SAVED.match(head.lstrip()) and b"multipart/related" in head:
        return "mhtml"
    if re.search(rb"<(?:!doctype html|html|head|body)\b", head):
        return "html"
    return "other" if name_of_binary(data) else None
