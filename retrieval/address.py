"""Addresses of other services, as they may be told to people."""

from urllib.parse import urlsplit


def told(url: str) -> str:
    """*url* without what can hold a password or a key: credentials, query and fragment."""
    given = urlsplit(url)
    return given._replace(netloc=given.netloc.rpartition("@")[2], query="", fragment="").geturl()
