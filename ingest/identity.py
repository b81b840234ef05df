"""Which document a text is a version of. Where in doubt, documents are kept apart."""

import re
from hashlib import sha256

from ingest.model import Metadata
from ingest.normalise import fold
from ingest.regions import place_in

_YEAR = re.compile(r"(?:19|20)\d\d")


def content_hash(text: str) -> str:
    """SHA-256 of the canonical text, in hexadecimal: names one version."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(metadata: Metadata, text: str) -> str:
    """16 hexadecimal digits that stay the same when a new version of the document is read.

    Hash of the 文号, else of the plan's title and its issuer, else of a title that names a place, else of the content.
    Years and places of the title belong to the key: this year's plan is no new version of last year's.
    """
    return sha256("\n".join(_key(metadata, text)).encode()).hexdigest()[:16]


def is_certain(metadata: Metadata) -> bool:
    """Whether the text says enough of itself to be recognised after a change."""
    return _key(metadata, "")[0] != "content"


def _key(metadata: Metadata, text: str) -> tuple[str, ...]:
    title, issuer = _title(metadata), _issuer(metadata)
    if number := _value(metadata.document_number.value):
        years = sorted(set(_YEAR.findall(title)))
        return ("number", fold(number), " ".join(years), place_in(title) or "")
    if title and (issuer or place_in(title)):
        return ("title", title, issuer)
    return ("content", content_hash(text))


def _title(metadata: Metadata) -> str:
    return fold(_value(metadata.plan_title.value) or _value(metadata.title.value))


def _issuer(metadata: Metadata) -> str:
    return fold(_value(metadata.issuer.value))


def _value(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else "、".join(value or ())
