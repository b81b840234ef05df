"""What leaves this process for other hosts, as the settings have it: said on the page, so that nobody has to guess."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from app.access.address import is_loopback
from app.services.replies import Destination
from app.settings import Settings

ASKED = "提问、承接的上文和找到的条款原文（标为不外发的文件集除外）"
STORED = "条款的向量和文件编号（不含文字）"


def destinations(settings: Settings) -> Iterator[Destination]:
    """Each with its host; of an address only host and port are told, never what stands before or after them."""
    for what, address in ((ASKED, settings.llm_base_url), (STORED, settings.chroma_url)):
        if address:
            parts = urlsplit(address)
            host = parts.hostname or ""
            where = f"{host}:{parts.port}" if parts.port else host
            yield Destination(what, where, is_loopback(host))
