"""Ports of this machine: taken by us, or found taken."""

import errno
import socket

from app.errors import PortUnavailable

HOST = "127.0.0.1"
_REASONS = {errno.EADDRINUSE: "已被其他程序占用", errno.EACCES: "需要管理员权限才能使用"}


def listen(port: int, variable: str, option: str) -> socket.socket:
    """A socket bound to *port*. Raises PortUnavailable, which names the setting and the option that change it."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Lets a server start again at once after it stopped; a port that someone listens on stays taken.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as exc:
        listener.close()
        raise PortUnavailable(port, _REASONS.get(exc.errno or 0, "无法使用"), variable, option) from exc
    return listener


def require_free(port: int, variable: str, option: str) -> None:
    """Raises PortUnavailable unless *port* could be listened on right now."""
    listen(port, variable, option).close()
