"""Tables in text: comma, tab or semicolon between the cells."""

import csv
import io

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.builder import TextBuilder
from ingest.readers.encoding import decode
from ingest.readers.sheet import MOST_CELLS, write_sheet

_SEPARATORS = ",\t;，"


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where the bytes are no text, or hold no words."""
    text = decode(data, file_name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(1_000_000)
    builder = TextBuilder(labelled=True)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFile(
            file_name, "逗号分隔的格式有误", "请用 Excel 或 WPS 另存为 .xlsx 后重新导入"
        ) from error
    if sum(map(len, rows)) > MOST_CELLS:
        rows = rows[: MOST_CELLS // max(map(len, rows))]
        builder.warn(f"表格过大，只收录了前 {len(rows)} 行")
    write_sheet(rows, [], builder)
    reading = builder.reading()
    if not reading.text.strip():
        raise UnreadableFile(file_name, "表格里没有文字", "请检查文件后重新导入")
    return reading
