"""What a connection must pass before its messages count: credentials, then encryption. No sockets."""

from __future__ import annotations

from . import basic, sealed
from .endpoint import Account
from .http_message import SOAP_CONTENT_TYPE, Head, Headers, HttpResponse
from .negotiate import CredentialsRejectedError, NegotiateAcceptor, SealBrokenError


class RefusedError(Exception):
    """Carries what to answer instead. logon: whether it refuses a user name and a password that it was given."""

    def __init__(self, response: HttpResponse, logon: bool = False) -> None:
        super().__init__(response.status)
        self.response = response
        self.logon = logon


class Gate:
    """One for each connection. Over plain HTTP it is a listener with AllowUnencrypted=false."""

    def __init__(self, account: Account, tls: bool) -> None:
        self._account = account
        self._tls = tls
        self._acceptor: NegotiateAcceptor | None = None

    def admit(self, head: Head) -> Headers:
        """Headers that the answer must carry. Raises RefusedError (401) until the client has proved the password."""
        scheme, _, credentials = head.header("authorization").partition(" ")
        match scheme.lower():
            case "negotiate":
                return self._negotiate(credentials.strip())
            case "basic" if self._tls and basic.matches(credentials.strip(), self._account):
                return ()
            case "" if self._acceptor is not None and self._acceptor.complete:
                return ()
        raise RefusedError(HttpResponse(401, self._challenge()), logon=bool(credentials))

    def open(self, head: Head, body: bytes) -> bytes:
        """The envelope in a body. Raises RefusedError where it is not encrypted as it must be."""
        if not sealed.is_sealed(head.header("content-type")):
            if self._tls:
                return body
            # Windows gives no reason to the client, only an event on the node.
            raise RefusedError(HttpResponse(500))
        if self._acceptor is None:
            raise RefusedError(HttpResponse(400))
        try:
            return self._acceptor.open(sealed.unpack(body))
        except (sealed.MalformedSealError, SealBrokenError) as error:
            # Such as pywinrm after a lost connection: it repeats what it had encrypted for the old one.
            raise RefusedError(HttpResponse(400)) from error

    def close(self, head: Head, status: int, envelope: bytes) -> HttpResponse:
        """An answer, encrypted where the request was."""
        if self._acceptor is None or not sealed.is_sealed(head.header("content-type")):
            return HttpResponse(status, (("Content-Type", SOAP_CONTENT_TYPE),), envelope)
        body = sealed.pack(self._acceptor.seal(envelope))
        return HttpResponse(status, (("Content-Type", sealed.CONTENT_TYPE),), body)

    def _negotiate(self, token: str) -> Headers:
        if self._acceptor is None or self._acceptor.complete:
            self._acceptor = NegotiateAcceptor(self._account)
        try:
            answer = self._acceptor.step(token)
        except CredentialsRejectedError as error:
            self._acceptor = None
            raise RefusedError(HttpResponse(401, self._challenge()), logon=True) from error
        headers = (("WWW-Authenticate", f"Negotiate {answer}"),) if answer else ()
        if not self._acceptor.complete:
            raise RefusedError(HttpResponse(401, headers))
        return headers

    def _challenge(self) -> Headers:
        negotiate = ("WWW-Authenticate", "Negotiate")
        # Windows offers Basic only where the password travels encrypted.
        return (negotiate, ("WWW-Authenticate", 'Basic realm="WSMAN"')) if self._tls else (negotiate,)
