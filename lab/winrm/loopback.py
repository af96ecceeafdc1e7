"""Listening sockets on loopback addresses, and on nothing else."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Sequence


def require_loopback(address: str) -> None:
    """Raises ValueError. The lab has accounts with known passwords: it must not be reachable from elsewhere."""
    if not ipaddress.IPv4Address(address).is_loopback:
        raise ValueError(f"{address} is not a loopback address: the lab listens on 127.0.0.0/8 only")


def listen(addresses: Sequence[str], port: int, attempts: int = 20) -> list[socket.socket]:
    """One socket for each address, all on the same port; port 0 is any that is free on all of them."""
    try:
        return _listen(addresses, port)
    except OSError as error:
        # A port the system picked for the first address may be taken on another.
        if port != 0 or error.errno != errno.EADDRINUSE or attempts == 1:
            raise
    return listen(addresses, port, attempts - 1)


def _listen(addresses: Sequence[str], port: int) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    try:
        for address in addresses:
            sockets.append(_bound(address, port))
            port = sockets[0].getsockname()[1]
    except OSError:
        close(sockets)
        raise
    return sockets


def _bound(address: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"cannot listen on {address} port {port}: {error.strerror}") from error
    return listener


def close(sockets: Sequence[socket.socket]) -> None:
    for listener in sockets:
        listener.close()
