"""A server of LDAP that answers as a test says, at a free port of 127.0.0.1."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import sansldap
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.stream import Stream, connected

# Given the server's side of sansldap and a message; what it returns is sent in place of what it has made there.
Script = Callable[[Any, Any], bytes | None]


class ScriptedServer:
    """asked: all messages that came, on all connections."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.asked: list[Any] = []
        self.accepted = 0
        self._sessions: list[LdapSession] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> ScriptedServer:
        return self

    def __exit__(self, *_: object) -> None:
        for session in self._sessions:
            session.close()
        self._listener.close()

    def session(self, seconds: float = 5) -> LdapSession:
        made = LdapSession(Stream(connected("127.0.0.1", self.port, "dc1", seconds), "dc1", seconds), seconds)
        self._sessions.append(made)
        return made

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.accepted += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        server = sansldap.LDAPServer()
        with connection, suppress(OSError, sansldap.LDAPError):
            while data := connection.recv(65536):
                for message in server.receive(data):
                    self.asked.append(message)
                    other = self._script(server, message)
                    connection.sendall(server.data_to_send() if other is None else other)


def entry(server: Any, message: Any, dn: str, **attributes: list[bytes]) -> None:
    shown = [sansldap.PartialAttribute(name, values) for name, values in attributes.items()]
    server.search_result_entry(message.message_id, dn, shown)


def done(server: Any, message: Any, code: int = 0, text: str = "", cookie: bytes | None = None) -> None:
    controls = [] if cookie is None else [sansldap.PagedResultControl(critical=False, size=0, cookie=cookie)]
    server.search_result_done(message.message_id, sansldap.LDAPResultCode(code), "", text, controls)
