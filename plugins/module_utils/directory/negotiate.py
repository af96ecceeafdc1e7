# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Shows a ticket in one HTTP request to one address, as a browser would for the virtual name, and says what came of it.

The address is given, so neither DNS nor the load balancer chooses the node. No redirect is followed. A certificate is
not trusted for anything: what proves the node is the AP-REP.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import socket
import ssl
from dataclasses import dataclass

from ..model.servers import Server
from ..model.shown_ticket import Outcome
from .channel_bindings import end_point
from .http_answer import HttpAnswer, NotHttpError, ask
from .kerberos_tokens import error_in, is_ntlm
from .tickets import Tickets

HTTPS = "https"
CONNECT, ANSWER = 3.0, 10.0  # seconds
REDIRECTS = (301, 302, 303, 307, 308)
SCHEME = "Negotiate"


@dataclass(frozen=True)
class Request:
    """host: the virtual name. scheme: http or https."""

    host: str
    scheme: str
    path: str

    def host_header(self, port: int) -> str:
        return self.host if port == {"http": 80, HTTPS: 443}[self.scheme] else f"{self.host}:{port}"


@dataclass(frozen=True)
class Shown:
    """code: of a KRB-ERROR. status: of HTTP, such as 401.2. server: as it calls itself.

    certificate: SHA-256 of that of https, in hexadecimal.
    """

    outcome: Outcome
    code: int | None = None
    status: str = ""
    location: str = ""
    server: str = ""
    certificate: str = ""


def show(tickets: Tickets, server: Server, request: Request) -> Shown:
    """server: with its port. Raises DirectoryError where the package gssapi refuses."""
    try:
        connection = socket.create_connection((server.host, server.port or 0), CONNECT)
    except ConnectionRefusedError:
        return Shown(Outcome.REFUSED_CONNECTION)
    except OSError:
        return Shown(Outcome.SILENT)
    certificate = b""
    with connection:
        connection.settimeout(CONNECT)
        if request.scheme == HTTPS:
            try:
                connection = _with_tls(connection, request.host)
            except (OSError, ValueError):
                return Shown(Outcome.TLS)
        with connection:
            if isinstance(connection, ssl.SSLSocket):
                certificate = connection.getpeercert(binary_form=True) or b""
            return _shown(tickets, connection, certificate, server, request)


def _with_tls(connection: socket.socket, host: str) -> socket.socket:
    settings = ssl.create_default_context()
    settings.check_hostname, settings.verify_mode = False, ssl.CERT_NONE
    return settings.wrap_socket(connection, server_hostname=host)


def _shown(tickets: Tickets, connection: socket.socket, certificate: bytes, server: Server, request: Request) -> Shown:
    mine = tickets.shown(request.host, end_point(certificate) if certificate else b"")
    authorization = f"{SCHEME} {base64.b64encode(mine.token()).decode()}"
    print_of = hashlib.sha256(certificate).hexdigest() if certificate else ""
    try:
        answer = ask(connection, request.host_header(server.port or 0), request.path, authorization, ANSWER)
    except NotHttpError:
        return Shown(Outcome.NOT_HTTP, certificate=print_of)
    except TimeoutError:
        return Shown(Outcome.SILENT, certificate=print_of)
    except OSError:
        return Shown(Outcome.BROKEN_OFF, certificate=print_of)
    token = _token(answer)
    code = error_in(token) if token else None
    if token and code is None and not is_ntlm(token) and mine.is_proved_by(token):
        outcome = Outcome.ACCEPTED
    else:
        outcome = outcome_of(answer, token, code)
    return Shown(outcome, code, answer.status, answer.location, answer.server, print_of)


def outcome_of(answer: HttpAnswer, token: bytes, code: int | None) -> Outcome:
    """Of an answer without a proof. token: that of Negotiate. code: of the KRB-ERROR in it."""
    if code is not None:
        return Outcome.REFUSED
    if is_ntlm(token):
        return Outcome.NTLM
    if answer.code == 401:
        if answer.offered("NTLM") and not answer.offered(SCHEME):
            return Outcome.NTLM
        return Outcome.UNAUTHORIZED
    if token:
        return Outcome.FORGED
    if answer.code in REDIRECTS:
        return Outcome.REDIRECT
    if answer.code == 503:
        return Outcome.UNAVAILABLE
    return Outcome.NOT_ASKED_FOR if 200 <= answer.code < 300 else Outcome.STATUS


def _token(answer: HttpAnswer) -> bytes:
    for text in answer.offered(SCHEME):
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error:
            continue
    return b""
