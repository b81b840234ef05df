"""Pages saved whole (.mht), which Word also writes under the name .doc: the page in them, read as any page."""

import email
import email.policy

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers import html


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where no page is inside, or it holds no words."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes) and page.strip():
            return html.read(page, file_name)
    raise UnreadableFile(file_name, "保存的网页里没有网页正文", "请在浏览器里另存为 HTML 或 PDF 后导入")
