"""The number formats of an .xls file, record by record ([MS-XLS] 2.4): the library that reads its values leaves them out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from

from doc2docx.cfb import CompoundFile

from ingest.readers.sheet_look import Look, Place, code_of

_SHEET, _BEGIN, _FORMAT, _XF, _ROW = 0x0085, 0x0809, 0x041E, 0x00E0, 0x0208
_CELLS = frozenset((0x0203, 0x027E, 0x0006, 0x0001))  # NUMBER, RK, FORMULA, BLANK: row, column, format
_MANY = 0x00BD  # MULRK: several RK of one row
_HIDDEN = 0x20  # of the options of a row


@dataclass(slots=True)
class _Book:
    """What the records before the sheets tell."""

    starts: dict[str, int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)  # number of the format, by number of the cell format

    def code(self, cell: int) -> str:
        number = self.cells[cell] if cell < len(self.cells) else 0
        return self.codes.get(number, code_of(number)).replace("General", "")


def look_of_xls(data: bytes, name: str) -> Look:
    """The look of the sheet *name*. Raises ValueError, KeyError and the like for a stream that breaks the rules."""
    stream = _stream(data)
    book = _book(stream)
    formats: dict[Place, str] = {}
    hidden = 0
    for kind, record in _records(stream, book.starts[name]):
        if kind == _ROW:
            hidden += bool(record[12] & _HIDDEN)
        for place, cell in _cells(kind, record):
            if code := book.code(cell):
                formats[place] = code
    return Look(formats, hidden)


def _stream(data: bytes) -> bytes:
    file = CompoundFile(data)
    found = next(entry.name for entry in file.entries if entry.name.lower() in ("workbook", "book"))
    return file.open_stream(found)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from *start* to the end of that part."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == 0x000A)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        if depth <= 0:  # a chart has its own beginning and end inside a sheet
            return


def _book(stream: bytes) -> _Book:
    book = _Book()
    for kind, record in _records(stream, 0):
        if kind == _SHEET:
            book.starts[_text(record[6:], record[6], 1)] = unpack_from("<I", record)[0]
        elif kind == _FORMAT:
            number, length = unpack_from("<HH", record)
            book.codes[number] = _text(record[2:], length, 2)
        elif kind == _XF:
            book.cells.append(unpack_from("<H", record, 2)[0])
    return book


def _text(record: bytes, length: int, size: int) -> str:
    """A string behind its length of *size* bytes; a flag says whether characters take one byte or two."""
    wide = record[size] & 1
    raw = record[size + 1 : size + 1 + length * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _cells(kind: int, record: bytes) -> Iterator[tuple[Place, int]]:
    if kind in _CELLS:
        row, column, cell = unpack_from("<HHH", record)
        yield (row, column), cell
    elif kind == _MANY:
        row, first = unpack_from("<HH", record)
        for at in range((len(record) - 6) // 6):
            yield (row, first + at), unpack_from("<H", record, 4 + 6 * at)[0]
