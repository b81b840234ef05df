"""Old Word files (.doc) and those of WPS (.wps): converted to .docx, numbers included, and read as that.

LibreOffice, where it is installed, takes what the converter can't: Word 6 and 95, odd files.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from doc2docx import convert
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError, InvalidCompoundFile

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers import docx
from ingest.readers.office import to_docx

_NO_BOXES = ("MAIN_TEXTBOX_TABLE_MALFORMED", "GROUPED_MAIN_TEXTBOXES_DEFERRED")  # what the converter left out


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where neither can read the file."""
    with tempfile.TemporaryDirectory(prefix="wence-doc-") as folder:
        source, target = Path(folder) / "file.doc", Path(folder) / "file.docx"
        source.write_bytes(data)
        try:
            report = convert(source, target).report
        except EncryptedDocumentError as error:
            raise UnreadableFile(file_name, "文件设有打开密码", "请取消密码后重新导入") from error
        except InvalidCompoundFile as error:
            raise UnreadableFile(
                file_name, "旧版 Word 文件已损坏或不完整", "请用 Word 或 WPS 打开并另存为 .docx 后重新导入"
            ) from error
        except (Doc2DocxError, ValueError, IndexError, KeyError, OSError) as error:
            if to_docx(source) is None:
                raise UnreadableFile(
                    file_name,
                    "不能转换这份旧版 Word 文件",
                    "请用 Word 或 WPS 另存为 .docx 后重新导入",
                ) from error
            return docx.read(target.read_bytes(), file_name)
        whole = not any(found.code in _NO_BOXES for found in report.diagnostics)
        made = target.read_bytes()
        if not whole and to_docx(source) is not None:
            whole, made = True, target.read_bytes()
        reading = docx.read(made, file_name)
        return reading if whole else _without_boxes(reading)


def _without_boxes(reading: Reading) -> Reading:
    """*reading* that says what it lacks: a red head often stands in a text box."""
    dropped = (*reading.layout.dropped, "文本框里的文字")
    return replace(reading, layout=replace(reading.layout, dropped=dropped))
