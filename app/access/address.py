"""The address that a server listens on, and whether others reach it."""

from ipaddress import ip_address

LOOPBACK = "127.0.0.1"
_NAMES = {"localhost": LOOPBACK}


def address_of(host: str) -> str | None:
    """*host* as an IP address; None where it is none."""
    try:
        return str(ip_address(_NAMES.get(host, host).strip("[]")))
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether *host*, a name or an address, is this machine and nothing else."""
    address = address_of(host)
    return address is not None and ip_address(address).is_loopback


def reachable(host: str, port: int) -> str:
    """The URL at which this machine reaches what listens on *host*: one that listens on all is here too."""
    address = ip_address(host)
    if address.is_unspecified:
        host = LOOPBACK if address.version == 4 else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
