"""Takes one ticket with the keys of a keytab, and says what the client is sent."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from typing import Any

from lab.site import kerberos_error
from lab.site.state import State

FIRST_CODE = 2529638912  # of libkrb5: KRB-ERROR 0
SPNEGO = "1.3.6.1.5.5.2"
LAST_ERROR = 68  # of RFC 4120; libkrb5 has more for itself


@dataclass(frozen=True)
class Accepted:
    """user: empty where the ticket was refused. token: what goes back."""

    user: str
    token: bytes


def accept(given: bytes, of: State, service: str, realm: str, certificate: bytes) -> Accepted:
    """of: the member negotiate of the state. service: HTTP/ with the host that was asked for."""
    gssapi = importlib.import_module("gssapi")
    if code := of.get("error"):
        return Accepted("", kerberos_error.token(int(code), service, realm))
    mechanism = gssapi.OID.from_int_seq(SPNEGO)
    try:
        known = gssapi.Credentials(usage="accept", store={"keytab": str(of["keytab"])}, mechs=[mechanism])
        context = gssapi.SecurityContext(
            creds=known, usage="accept", channel_bindings=_bindings(gssapi, certificate if of.get("bound") else b"")
        )
        token = context.step(given) or b""
        return Accepted(str(context.initiator_name), bytes(token))
    except gssapi.exceptions.GSSError as error:
        return Accepted("", _refusal(error, of, service, realm))


def _refusal(error: Any, of: State, service: str, realm: str) -> bytes:
    """What gssapi sends by itself, or another error in its place."""
    sent = bytes(error.token or b"")
    for code, other in of.get("rewrite", {}).items():
        if _has(sent, int(code)):
            return kerberos_error.token(int(other), service, realm)
    return sent


def _has(token: bytes, code: int) -> bool:
    """Whether the KRB-ERROR in it has this code: its field 6."""
    return bytes([0xA6, 3, 2, 1, code]) in token


def _bindings(gssapi: Any, certificate: bytes) -> Any:
    """tls-server-end-point, for the lab's certificates, which are signed with SHA-256."""
    if not certificate:
        return None
    data = b"tls-server-end-point:" + hashlib.sha256(certificate).digest()
    return gssapi.raw.ChannelBindings(application_data=data)
