"""An LDAP client for the tests of the lab's directory: sansldap over a socket, and all octets that went over it."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sansldap
import spnego


@dataclass
class Answer:
    """entries: name -> attribute -> values."""

    code: int
    text: str
    entries: dict[str, dict[str, list[bytes]]] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    controls: list[sansldap.LDAPControl] = field(default_factory=list)


class Client:
    """seen: every octet in both directions, inside TLS where there is any."""

    def __init__(self, address: str, port: int, authority: Path | None = None) -> None:
        self.socket: socket.socket = socket.create_connection((address, port), timeout=10)
        if authority:
            context = ssl.create_default_context(cafile=authority)
            self.socket = context.wrap_socket(self.socket, server_hostname=address)
        self.ldap = sansldap.LDAPClient()
        self.seen = b""
        self._context: Any = None
        self._left = b""

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def simple(self, user: str, password: str) -> Answer:
        self.ldap.bind_simple(user, password)
        return self._answer()

    def negotiate(self, user: str, password: str, seals: bool = True) -> Answer:
        wanted = spnego.ContextReq.confidentiality | spnego.ContextReq.integrity if seals else spnego.ContextReq.none
        context: Any = spnego.client(
            user,
            password,
            hostname="dc1.example.com",
            service="ldap",
            protocol="negotiate",
            options=spnego.NegotiateOptions.use_negotiate,
            context_req=wanted | spnego.ContextReq.mutual_auth,
        )
        token = context.step()
        while True:
            self.ldap.bind_sasl("GSS-SPNEGO", cred=token)
            answer = self._answer()
            response = self.response
            if answer.code != sansldap.LDAPResultCode.SASL_BIND_IN_PROGRESS:
                break
            token = context.step(response)
        if answer.code == 0:
            if response:
                context.step(response)
            self._context = context
        return answer

    def search(
        self,
        base: str,
        filter: sansldap.LDAPFilter | str | None = None,  # noqa: A002  # LDAP's own word
        attributes: Sequence[str] = (),
        scope: sansldap.SearchScope = sansldap.SearchScope.SUBTREE,
        **more: Any,
    ) -> Answer:
        given = sansldap.LDAPFilter.from_string(filter) if isinstance(filter, str) else filter
        self.ldap.search_request(base, scope, filter=given, attributes=list(attributes), **more)
        return self._answer()

    def _answer(self) -> Answer:
        self._send(self.ldap.data_to_send())
        found = Answer(-1, "")
        while True:
            for message in self.ldap.receive(self._receive()):
                match message:
                    case sansldap.SearchResultEntry():
                        found.entries[message.object_name] = {one.name: one.values for one in message.attributes}
                    case sansldap.SearchResultReference():
                        found.references += message.uris
                    case sansldap.SearchResultDone() | sansldap.BindResponse() | sansldap.ExtendedResponse():
                        found.code = int(message.result.result_code)
                        found.text = message.result.diagnostics_message
                        found.referrals = message.result.referrals or []
                        found.controls = message.controls
                        self.response = getattr(message, "server_sasl_creds", None)
                        self.value = getattr(message, "value", None)
                        return found

    def _send(self, data: bytes) -> None:
        if self._context:
            sealed = self._context.wrap(data).data
            data = struct.pack(">I", len(sealed)) + sealed
        self.seen += data
        self.socket.sendall(data)

    def _receive(self) -> bytes:
        if not self._context:
            return self._read()
        while len(self._left) < 4 or len(self._left) < 4 + struct.unpack(">I", self._left[:4])[0]:
            self._left += self._read()
        end = 4 + struct.unpack(">I", self._left[:4])[0]
        piece, self._left = self._left[4:end], self._left[end:]
        return bytes(self._context.unwrap(piece).data)

    def _read(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server has closed the connection")
        self.seen += data
        return data
