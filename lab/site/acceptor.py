"""Takes one ticket with the keys of a keytab, and says what the client is sent."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from typing import Any

from lab.site import kerberos_error
from lab.site.state import State

SPNEGO = "1.3.6.1.5.5.2"


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
    mechanism, token = gssapi.OID.from_int_seq(SPNEGO), b""
    try:
        known = gssapi.Credentials(usage="accept", store={"keytab": str(of["keytab"])}, mechs=[mechanism])
        context = gssapi.SecurityContext(
            creds=known, usage="accept", channel_bindings=_bindings(gssapi, certificate if of.get("bound") else b"")
        )
        token = bytes(context.step(given) or b"")
        done = context.complete  # raises what step has not, because it had a token to send
        return Accepted(str(context.initiator_name) if done else "", token)
    except gssapi.exceptions.GSSError:
        return Accepted("", _rewritten(token, of, service, realm))


def _rewritten(token: bytes, of: State, service: str, realm: str) -> bytes:
    """What gssapi sends by itself, or another error in its place."""
    for code, other in of.get("rewrite", {}).items():
        if _has(token, int(code)):
            return kerberos_error.token(int(other), service, realm)
    return token


def _has(token: bytes, code: int) -> bool:
    """Whether the KRB-ERROR in it has this code: its field 6."""
    return bytes([0xA6, 3, 2, 1, code]) in token


def _bindings(gssapi: Any, certificate: bytes) -> Any:
    """tls-server-end-point, for the lab's certificates, which are signed with SHA-256."""
    if not certificate:
        return None
    data = b"tls-server-end-point:" + hashlib.sha256(certificate).digest()
    return gssapi.raw.ChannelBindings(application_data=data)
