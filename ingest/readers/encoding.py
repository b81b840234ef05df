"""Bytes to characters: BOM, strict UTF-8, UTF-16 by its look, strict GB18030, else a clear error.

What files call gb2312 or gbk is decoded as GB18030, their superset.
"""

import codecs
import re

from ingest.errors import UnreadableFile

_BOMS = (  # the four bytes of UTF-32 begin with the two of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN = re.compile(r"[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2026·①-⑳]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UTF16_LOOK = 0.9  # share of everyday characters from which bytes are believed to be UTF-16
_FEWEST_HAN = 20  # fewer tell nothing about the encoding
# Share of the first level of GB 2312: simplified text 1.0, traditional 0.5, UTF-8 taken for GBK 0.1.
_COMMON_SHARE = 0.3


def decode(data: bytes, file_name: str) -> str:
    """The text without its byte-order mark. Raises UnreadableFile when no encoding fits, or for binary content."""
    text = _by_bom(data, file_name)
    if text is None:
        text = _strict(data, "utf-8")
        if text is None or "\0" in text:
            text = _utf16(data) or text or _gb18030(data)
    if text is None:
        raise UnreadableFile(
            file_name,
            "不是 UTF-8、UTF-16 或 GB18030（GBK）编码的文字",
            "请另存为 UTF-8 编码的纯文本后重新导入",
        )
    if "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableFile(file_name, "含有空字符或控制字符，是二进制内容", "请另存为纯文本后重新导入")
    return text


def _by_bom(data: bytes, file_name: str) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            if text is None:
                why = f"开头标明是 {encoding.upper()} 编码，内容却已损坏"
                raise UnreadableFile(file_name, why, "请重新下载，或另存为 UTF-8 后重新导入")
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, in the byte order that looks more like a text; None when neither does."""
    texts = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _strict(data, encoding))]
    best = max(texts, key=_everyday_share, default=None)
    return best if best is not None and _everyday_share(best) >= _UTF16_LOOK else None


def _everyday_share(text: str) -> float:
    return len(_PLAIN.findall(text)) / len(text)


def _gb18030(data: bytes) -> str | None:
    """GB18030, unless the result is mojibake: nearly any bytes decode to some rare characters."""
    text = _strict(data, "gb18030")
    if text is None:
        return None
    han = _HAN.findall(text)
    common = sum(_is_first_level(character) for character in han)
    return None if len(han) >= _FEWEST_HAN and common < _COMMON_SHARE * len(han) else text


def _is_first_level(character: str) -> bool:
    code = character.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1
