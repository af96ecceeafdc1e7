"""Ports of a domain controller, reached through listening sockets of another network namespace."""

from __future__ import annotations

import selectors
import socket
import threading
from contextlib import suppress

PIECE = 65536


def relay(descriptor: int, address: str, port: int) -> None:
    """What connects to the listening socket of this descriptor is connected with the port, from now on."""
    listener = socket.socket(fileno=descriptor)
    threading.Thread(target=_accept, args=(listener, (address, port)), daemon=True).start()


def _accept(listener: socket.socket, to: tuple[str, int]) -> None:
    while True:
        outer, _ = listener.accept()
        threading.Thread(target=_both, args=(outer, to), daemon=True).start()


def _both(outer: socket.socket, to: tuple[str, int]) -> None:
    """What one end sends goes to the other, until one of them ends."""
    with (
        suppress(ConnectionError),
        outer,
        socket.create_connection(to, 10) as inner,
        selectors.DefaultSelector() as ready,
    ):
        ends = {outer.fileno(): (outer, inner), inner.fileno(): (inner, outer)}
        for one in ends:
            ready.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                from_, into = ends[key.fd]
                data = from_.recv(PIECE)
                if not data:
                    return
                into.sendall(data)
