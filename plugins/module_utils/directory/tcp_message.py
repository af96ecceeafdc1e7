# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One message of DNS to a server and its answer, over TCP (RFC 1035, 4.2.2): octets alone."""

from __future__ import annotations

import socket
import struct

LENGTH = struct.Struct(">H")


def exchanged(host: str, port: int, message: bytes, seconds: float) -> bytes:
    """seconds: for the connection, and for each part. Raises OSError, before or after the server had the message."""
    with socket.create_connection((host, port), seconds) as connection:
        connection.sendall(LENGTH.pack(len(message)) + message)
        (length,) = LENGTH.unpack(_exactly(connection, LENGTH.size))
        return _exactly(connection, length)


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        if not (piece := connection.recv(count - len(data))):
            raise ConnectionResetError("the connection has ended")
        data += piece
    return data
