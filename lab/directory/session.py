"""One LDAP connection: octets in, octets out."""

from __future__ import annotations

from dataclasses import dataclass, field

import sansldap
from sansldap import LDAPResultCode as Code

from lab.directory import account, logon, modify, ntlm, root, texts
from lab.directory.directory import Directory
from lab.directory.layer import Layer
from lab.directory.modify_message import ModifyRequest, answered
from lab.directory.search import Found
from lab.directory.searches import Searches
from lab.directory.view import View
from lab.winrm.negotiate import MALFORMED

WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3"


@dataclass
class Counters:
    """What the servers have seen. refused: binds that were refused for the user or the password.

    received, sent: bytes of LDAP, those of TLS around it not counted.
    """

    connections: int = 0
    binds: int = 0
    refused: int = 0
    searches: int = 0
    changes: int = 0
    received: int = 0
    sent: int = 0


@dataclass(frozen=True)
class Port:
    """Of which domain controller, and which of its ports. tls: inside TLS."""

    directory: Directory
    controller: str
    catalog: bool = False
    tls: bool = False
    counters: Counters = field(default_factory=Counters)


class Session:
    """closed: nothing more is read, and the connection ends when all is sent."""

    def __init__(self, port: Port) -> None:
        self.closed = False
        self._port = port
        self._layer = Layer()
        self._server = sansldap.LDAPServer()
        self._searches = Searches(self._server, port.directory, port.controller, port.catalog)
        self._acceptor: ntlm.Acceptor | None = None
        self._reader: frozenset[str] | None = None
        self._user = ""

    def receive(self, data: bytes) -> bytes:
        """What is to be sent."""
        answer = self._received(data)
        self._port.counters.received += len(data)
        self._port.counters.sent += len(answer)
        return answer

    def _received(self, data: bytes) -> bytes:
        try:
            messages = self._server.receive(self._layer.received(data))
        except sansldap.ProtocolError as error:
            self.closed = True
            return self._layer.to_send(error.response or b"")
        except MALFORMED:  # not sealed for this connection: Windows cuts it
            self.closed = True
            return b""
        sent = b""
        for message in messages:
            before = self._layer.sealer
            self._answer(message)
            answer = self._server.data_to_send()
            sent += answer if before is None else self._layer.to_send(answer)
        return sent

    def _answer(self, message: sansldap.LDAPMessage) -> None:
        match message:
            case sansldap.BindRequest():
                self._bind(message)
            case sansldap.SearchRequest():
                self._port.counters.searches += 1
                self._searches.answer(message, self._reader)
            case ModifyRequest():
                self._port.counters.changes += 1
                self._modify(message)
            case sansldap.ExtendedRequest():
                self._extended(message)

    def _modify(self, message: ModifyRequest) -> None:
        directory, controller = self._port.directory, self._port.controller
        state = directory.file.read()
        trouble = modify.trouble(state, controller)
        found = self._refused_change(trouble)
        if found is None and trouble != modify.CUT_BEFORE:
            views = (directory.view(controller), directory.view(controller, catalog=True))
            found = modify.apply(message, state, controller, *views, self._reader or frozenset())
        directory.file.write(state)
        if found is None or trouble == modify.CUT_AFTER:
            self.closed = True
            return
        self._server._send(answered(message.message_id, found.code, found.matched, found.text, list(found.referrals)))

    def _refused_change(self, trouble: str) -> Found | None:
        """What is refused whatever is to be changed."""
        if self._reader is None:
            return Found(code=Code.OPERATIONS_ERROR, text=texts.NOT_BOUND)
        if self._port.catalog:
            return Found(code=Code.UNWILLING_TO_PERFORM, text=texts.ONLY_READ)
        if trouble == modify.NOT_UNIQUE:
            return Found(code=Code.CONSTRAINT_VIOLATION, text=texts.NAME_NOT_UNIQUE)
        if trouble == modify.BUSY:
            return Found(code=Code.BUSY, text=texts.NO_TIME)
        return None

    def _bind(self, message: sansldap.BindRequest) -> None:
        self._port.counters.binds += 1
        match message.authentication:
            case sansldap.SimpleCredential(password=password):
                self._simple(message, password)
            case sansldap.SaslCredential(mechanism="GSS-SPNEGO", credentials=token):
                self._negotiate(message.message_id, token or b"")
            case _:
                self._refuse(message.message_id, Code.AUTH_METHOD_NOT_SUPPORTED, texts.NO_MECHANISM)

    def _simple(self, message: sansldap.BindRequest, password: str) -> None:
        self._reader = None
        if not password:  # anonymous, whatever the name
            self._server.bind_response(message.message_id)
            return
        if not self._port.tls:
            self._refuse(message.message_id, Code.STRONG_AUTH_REQUIRED, texts.INTEGRITY)
            return
        who = account.found(message.name, self._domains(), bare=False)
        known = self._port.directory.passwords().get(who.name.lower()) if who else None
        self._log_on(message.message_id, message.name, known == password, None)

    def _negotiate(self, number: int, token: bytes) -> None:
        if self._port.tls:
            self._refuse(number, Code.UNWILLING_TO_PERFORM, texts.NO_SEALING_IN_TLS)
            return
        if self._acceptor is None or self._acceptor.complete:
            self._acceptor = ntlm.Acceptor(self._domains(), self._port.directory.passwords())
        acceptor = self._acceptor
        try:
            answer = acceptor.step(token)
        except ntlm.NotProvedError:
            self._acceptor = None
            self._log_on(number, acceptor.user, False, acceptor.workstation)
            return
        if not acceptor.complete:
            self._server.bind_response(number, answer, Code.SASL_BIND_IN_PROGRESS)
            return
        self._acceptor = None
        if not acceptor.seals:
            self._refuse(number, Code.STRONG_AUTH_REQUIRED, texts.INTEGRITY)
            return
        if self._log_on(number, acceptor.user, True, acceptor.workstation, answer):
            self._layer.sealer = acceptor

    def _log_on(
        self, number: int, user: str, proved: bool, workstation: str | None, token: bytes | None = None
    ) -> bool:
        """workstation: as NTLM names it; None for a simple bind. token: the last of the handshake."""
        who = account.found(user, self._domains(), bare=workstation is not None)
        try:
            self._reader = logon.log_on(who, self._port.directory, proved, workstation)
        except logon.RefusedError as refused:
            self._reader = None
            self._port.counters.refused += 1
            self._refuse(number, Code.INVALID_CREDENTIALS, texts.refused(refused.data, workstation is None))
            return False
        self._user = f"{root.netbios(who.view)}\\{who.name}" if who else ""
        self._server.bind_response(number, token)
        return True

    def _domains(self) -> list[View]:
        return self._port.directory.domains(self._port.controller)

    def _refuse(self, number: int, code: Code, text: str) -> None:
        self._server.bind_response(number, result_code=code, diagnostics_message=text)

    def _extended(self, message: sansldap.ExtendedRequest) -> None:
        if message.name == WHO_AM_I:
            user = f"u:{self._user}" if self._reader else ""
            self._server.extended_response(message.message_id, value=user.encode())
            return
        self._server.extended_response(
            message.message_id, result_code=Code.PROTOCOL_ERROR, diagnostics_message=texts.NO_EXTENSION
        )
