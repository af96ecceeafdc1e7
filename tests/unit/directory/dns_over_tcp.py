"""A DNS server for one test, over TCP on the loopback, that answers each message as it is told."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

# None: the connection is closed without an answer.
Reply = Callable[[bytes], bytes | None]


@contextmanager
def answering(reply: Reply) -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, reply), daemon=True)
    thread.start()
    try:
        yield Server(*listener.getsockname())
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _serve(listener: socket.socket, reply: Reply) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as stream:
            (length,) = struct.unpack(">H", stream.read(2))
            if (answer := reply(stream.read(length))) is not None:
                connection.sendall(struct.pack(">H", len(answer)) + answer)
