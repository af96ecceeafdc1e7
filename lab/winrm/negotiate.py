"""The accepting side of Negotiate: NTLM tokens in and out, then sealing and opening of messages."""

from __future__ import annotations

import base64
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import spnego
from spnego._ntlm_raw.crypto import ntowfv1  # the public side of pyspnego has no NT hash
from spnego.exceptions import NegotiateOptions, SpnegoError

from .endpoint import Account
from .sealed import Sealed

_VARIABLE = "NTLM_USER_FILE"
_environment = threading.Lock()
# What pyspnego raises for a token that is wrong, or none at all.
MALFORMED = (SpnegoError, ValueError, TypeError, LookupError, AttributeError, NotImplementedError, struct.error)


class CredentialsRejectedError(Exception):
    """The token does not prove the account's password."""


class SealBrokenError(Exception):
    """The message was not sealed for this connection, or was changed."""


class NegotiateAcceptor:
    """One handshake, and the keys it leaves; NTLM belongs to a connection, not to a request."""

    def __init__(self, account: Account) -> None:
        self._credential = smbpasswd_line(account.user, account.password)
        # The Python implementation also takes NTLM without its SPNEGO wrapping, which requests_ntlm sends.
        self._context = spnego.server(protocol="negotiate", options=NegotiateOptions.use_negotiate)

    @property
    def complete(self) -> bool:
        return self._context.complete

    def step(self, token: str) -> str:
        """Base64 of the header in, base64 for the answer's header out (empty at the end of bare NTLM)."""
        try:
            with credentials_for_pyspnego(self._credential):
                answer = self._context.step(base64.b64decode(token, validate=True))
        except MALFORMED as error:
            raise CredentialsRejectedError(str(error)) from error
        return base64.b64encode(answer or b"").decode("ascii")

    def open(self, sealed: Sealed) -> bytes:
        try:
            message = self._context.unwrap_winrm(sealed.signature, sealed.ciphertext)
        except SpnegoError as error:
            raise SealBrokenError(str(error)) from error
        if len(message) != sealed.length:
            raise SealBrokenError(f"{len(message)} bytes, where {sealed.length} were announced")
        return message

    def seal(self, message: bytes) -> Sealed:
        wrapped = self._context.wrap_winrm(message)
        return Sealed(wrapped.header, wrapped.data, len(message) + wrapped.padding_length)


def smbpasswd_line(user: str, password: str) -> bytes:
    """The hash instead of the password: pyspnego's other format breaks at a colon in a password."""
    nt_hash = ntowfv1(password).hex().upper()
    no_lm_hash = "0" * 32
    return f"{user}:0:{no_lm_hash}:{nt_hash}:[U]:\n".encode()


@contextmanager
def credentials_for_pyspnego(lines: bytes) -> Iterator[None]:
    """pyspnego's acceptor reads accounts from a file named by an environment variable, at every step, and from nothing
    else. The file exists in memory only, for the time of one step, with these accounts; a child process
    gets neither the file (it is closed on exec) nor, after the step, its name.
    """
    with _environment, os.fdopen(os.memfd_create("ntlm-account"), "wb", buffering=0) as store:
        store.write(lines)
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = f"/proc/self/fd/{store.fileno()}"
        try:
            yield
        finally:
            os.environ.pop(_VARIABLE)
            if before is not None:
                os.environ[_VARIABLE] = before
