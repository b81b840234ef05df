"""A folder of generated plans in several formats: `python -m tests.mixed_folder FOLDER [FILES]`; .doc by and for LibreOffice."""

import sys
import tempfile
from itertools import cycle
from pathlib import Path

from eval.bench.generated import CLAUSES, documents
from tests.office_files import by_libreoffice, docx_of, for_libreoffice_only, pdf_of

KINDS = (".docx", ".pdf", ".txt", ".doc", ".docx", ".pdf", ".txt", ".txt")


def write_folder(folder: Path, files: int, clauses: int = CLAUSES) -> None:
    """*files* plans, different ones, each cut after about *clauses* clauses."""
    folder.mkdir(parents=True, exist_ok=True)
    for (name, text), suffix in zip(documents(files * CLAUSES), cycle(KINDS), strict=False):
        lines = [line for line in text.splitlines() if line][: clauses + 2]
        (folder / name).with_suffix(suffix).write_bytes(_file(lines, suffix))


def _file(lines: list[str], suffix: str) -> bytes:
    if suffix == ".pdf":
        return pdf_of(lines)
    if suffix == ".txt":
        return "\n".join(lines).encode()
    word = docx_of(lines)
    if suffix == ".docx":
        return word
    with tempfile.TemporaryDirectory() as scratch:
        return for_libreoffice_only(by_libreoffice(word, ".docx", suffix.lstrip("."), Path(scratch)))


if __name__ == "__main__":
    write_folder(Path(sys.argv[1]), *map(int, sys.argv[2:]))
