# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The connection to a domain controller: its bytes, each answer within its time, sealed once the logon is done."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from typing import Protocol

from ..model.bounds import ANSWER
from .connection_errors import explained, tls_explained
from .errors import DirectoryError


class Seal(Protocol):
    """What a logon has agreed on: each message is encrypted, and a changed one is refused."""

    def wrap(self, data: bytes) -> bytes: ...

    def unwrap(self, data: bytes) -> bytes: ...


def connected(host: str, port: int, where: str, timeout: float) -> socket.socket:
    try:
        return socket.create_connection((host, port), timeout)
    except (OSError, UnicodeError) as error:  # UnicodeError: of a name that is too long for DNS
        raise DirectoryError(explained(error, where, timeout)) from None


def with_tls(plain: socket.socket, host: str, where: str, ca: str | None) -> ssl.SSLSocket:
    """ca: the file of the authority that is trusted; None: those that this computer trusts."""
    try:
        context = ssl.create_default_context(cafile=ca)
        return context.wrap_socket(plain, server_hostname=host)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; ValueError: of a host name
        plain.close()
        raise DirectoryError(tls_explained(error, where)) from None


class Stream:
    def __init__(self, connection: socket.socket, where: str, timeout: float) -> None:
        self.seal: Seal | None = None
        self.where = where
        self._connection = connection
        self._timeout = timeout
        self._until = 0.0
        self._buffer = bytearray()
        self._received = 0  # octets of this answer

    def send(self, data: bytes) -> None:
        """Sends a question. Its answer has time from now on."""
        self._until = time.monotonic() + self._timeout
        self._received = 0
        if self.seal:
            sealed = self.seal.wrap(data)
            data = len(sealed).to_bytes(4, "big") + sealed
        try:
            self._connection.settimeout(self._timeout)
            self._connection.sendall(data)
        except OSError as error:
            raise DirectoryError(explained(error, self.where, self._timeout)) from None

    def receive(self) -> bytes:
        """The next bytes of the answer."""
        if not self.seal:
            return self._piece()
        length = int.from_bytes(self._exactly(4), "big")
        if length > ANSWER:
            raise DirectoryError(f"{self.where}: an answer is larger than expected, or not sealed")
        return self.seal.unwrap(self._exactly(length))

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()

    def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._buffer += self._piece()
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _piece(self) -> bytes:
        try:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
            data = self._connection.recv(65536)
        except OSError as error:
            raise DirectoryError(explained(error, self.where, self._timeout)) from None
        if not data:
            raise DirectoryError(explained(ConnectionResetError(), self.where, self._timeout))
        self._received += len(data)
        if self._received > ANSWER:
            raise DirectoryError(f"{self.where}: an answer has more than {ANSWER} octets")
        return data
