"""Tests reach no further than this machine: a connection elsewhere is an error, not a wait."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any


class NetworkBlockedError(AssertionError):
    """A test tried to leave this machine."""


def near(address: Any) -> bool:
    """Return whether an address is a Unix socket or this machine."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).split("%")[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def block_network() -> None:
    """Refuse connections and name lookups beyond this machine, in this process."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name), lambda _socket, address: address))
    socket.getaddrinfo = _guarded(socket.getaddrinfo, lambda host, *_rest: (host or "",))


def _guarded(original: Callable[..., Any], address_of: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        address = address_of(*args, **kwargs)
        if not near(address):
            raise NetworkBlockedError(f"a test tried to reach {address}")
        return original(*args, **kwargs)

    return guarded
