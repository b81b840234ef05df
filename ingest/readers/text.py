"""Plain text: the decoded file is the canonical text, unchanged; \\r\\n stays."""

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.encoding import decode
from ingest.readers.magic import name_of_binary


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where the bytes are no text, or only white space."""
    if found := name_of_binary(data):
        raise UnreadableFile(
            file_name, f"扩展名说是文本，内容却是{found}", "请改正扩展名，或另存为纯文本后重新导入"
        )
    text = decode(data, file_name)
    if not text.strip():
        raise UnreadableFile(file_name, "文件里没有文字，只有空白", "请检查文件后重新导入")
    return Reading(text)
