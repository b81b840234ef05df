"""Ports of this machine: taken by us, or found taken."""

import errno
import socket

from app.access.address import LOOPBACK
from app.errors import PortUnavailable

HOST = LOOPBACK
_REASONS = {
    errno.EADDRINUSE: "已被其他程序占用",
    errno.EACCES: "需要管理员权限才能使用",
    errno.EADDRNOTAVAIL: "不能使用：本机没有 WENCE_HOST（--host）所给的地址",
}


def listen(port: int, variable: str, option: str, *, host: str = HOST) -> socket.socket:
    """A socket bound to *port*. Raises PortUnavailable, which names the setting and the option that change it."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    # Lets a server start again at once after it stopped; a port that someone listens on stays taken.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as exc:
        listener.close()
        raise PortUnavailable(port, _REASONS.get(exc.errno or 0, "无法使用"), variable, option) from exc
    return listener


def require_free(port: int, variable: str, option: str, *, host: str = HOST) -> None:
    """Raises PortUnavailable unless *port* could be listened on right now."""
    listen(port, variable, option, host=host).close()
