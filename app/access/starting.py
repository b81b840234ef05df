"""Whether a server may start as it is set: nothing that others reach may be open to everybody."""

from app.access.address import is_loopback
from app.access.errors import LoginNeeded, NoKeys
from app.access.keys import Keys
from app.settings import Settings


def check(settings: Settings) -> None:
    """Raises NoKeys, LoginNeeded where strangers could come in."""
    if is_loopback(settings.host):
        return
    if settings.login == "off":
        raise LoginNeeded(settings.host)
    keys = Keys.open(settings.home)
    try:
        if not keys.valid():
            raise NoKeys(settings.host)
    finally:
        keys.close()
