"""Markdown: the marks stay in the canonical text, so that offsets are those of the file."""

from ingest.layout import Reading
from ingest.readers import text


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile as for plain text."""
    return text.read(data, file_name)
