# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Messages of LDAP to one server and back. Whatever comes back, only DirectoryError is raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from . import library
from .errors import DirectoryError
from .stream import Stream

Answer = TypeVar("Answer")


class Exchange:
    """client: of the package sansldap, which puts messages into bytes and takes them out."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.where = stream.where
        self.sansldap = library.module("sansldap")
        self.client: Any = self.sansldap.LDAPClient()
        self._broken = ""

    def usable(self) -> None:
        """After an answer that did not come, the next one may be the answer to another question."""
        if self._broken:
            raise DirectoryError(self._broken)

    def messages(self) -> Iterator[Any]:
        """Sends what is to be sent, and gives all that comes until the caller has seen enough."""
        while True:
            yield from self._some()

    def raw(self, data: bytes, answer: Callable[[bytes], Answer | None]) -> Answer:
        """A message that the package does not have. answer: reads what has come of its answer; None: more is to come.

        Raises DirectoryError where none came; then nobody knows what the server has done.
        """
        received = b""
        try:
            self.stream.send(data)
            while (found := answer(received)) is None:
                received += self.stream.receive()
            return found
        except (ValueError, TypeError):
            self._broken = f"{self.where}: its answer is not one of LDAP, or it has ended the connection"
        except DirectoryError as error:
            self._broken = str(error)
        raise DirectoryError(self._broken) from None

    def close(self) -> None:
        """Without waiting: the server is told, and nothing is expected of it."""
        with suppress(self.sansldap.LDAPError, DirectoryError):
            if not self._broken:
                self.client.unbind()
                self.stream.send(self.client.data_to_send())
        self.stream.close()

    def _some(self) -> list[Any]:
        try:
            if data := self.client.data_to_send():
                self.stream.send(data)
            return list(self.client.receive(self.stream.receive()))
        except (self.sansldap.LDAPError, ValueError, LookupError, TypeError, RecursionError):
            self._broken = f"{self.where}: its answer is not one of LDAP, or it has ended the connection"
        except DirectoryError as error:
            self._broken = str(error)
        raise DirectoryError(self._broken) from None
