"""Programs that some formats need."""

import shutil
from collections.abc import Iterator

from app.doctor.finding import Finding
from ingest.readers.ocr import is_installed


def programs() -> Iterator[Finding]:
    """Each optional program, and what is missing without it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        yield Finding("libreoffice", "LibreOffice", "ok", f"已找到 {office}")
    else:
        advice = "少数 .doc/.wps 读不了时，请安装 LibreOffice，或另存为 .docx"
        yield Finding("libreoffice", "LibreOffice", "skipped", "没有安装（可选）", advice)
    if is_installed():
        yield Finding("ocr", "文字识别", "ok", "已安装，扫描件可以导入")
    else:
        advice = '要导入扫描件，请运行 `.venv/bin/pip install ".[ocr]"`'
        yield Finding("ocr", "文字识别", "skipped", "没有安装（可选）", advice)
