"""The accepting side of a SASL bind with GSS-SPNEGO: NTLM tokens in and out, then sealing of what follows."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import spnego
from spnego._ntlm_raw.messages import Authenticate  # the public side of pyspnego does not tell who failed
from spnego.exceptions import NegotiateOptions

from lab.directory import account
from lab.directory.view import View
from lab.winrm.negotiate import MALFORMED, credentials_for_pyspnego, smbpasswd_line

# pyspnego wants one account at least.
NOBODY = {"nobody": os.urandom(16).hex()}
LAST_TOKEN = b"NTLMSSP\0\x03\0\0\0"


class NotProvedError(Exception):
    """The last token does not prove the password of the account that it names."""


class Acceptor:
    """One bind. user, workstation: as the client names them in its last token."""

    def __init__(self, domains: Sequence[View], passwords: Mapping[str, str]) -> None:
        """domains: the one that is asked first. passwords: sAMAccountName -> password."""
        self.user, self.workstation = "", ""
        accounts = [
            (found, view is domains[0])
            for view in domains
            for name in passwords
            if (found := account.found(name, [view], bare=True))
        ]
        lines = {form: passwords[found.name.lower()] for found, own in accounts for form in account.forms(found, own)}
        self._lines = b"".join(smbpasswd_line(form, password) for form, password in (lines or NOBODY).items())
        with credentials_for_pyspnego(self._lines):
            self._context = spnego.server(protocol="negotiate", options=NegotiateOptions.use_negotiate)

    @property
    def complete(self) -> bool:
        return bool(self._context.complete)

    @property
    def seals(self) -> bool:
        wanted = spnego.ContextReq.confidentiality | spnego.ContextReq.integrity
        return bool(self._context.context_attr & wanted)

    def step(self, token: bytes) -> bytes:
        """Raises NotProvedError."""
        if LAST_TOKEN in token:
            self._read_names(token[token.index(LAST_TOKEN) :])
        try:
            with credentials_for_pyspnego(self._lines):
                return self._context.step(token) or b""
        except MALFORMED as error:
            raise NotProvedError(str(error)) from error

    def _read_names(self, token: bytes) -> None:
        try:
            given = Authenticate.unpack(token)
            user, domain, workstation = given.user_name or "", given.domain_name, given.workstation or ""
        except MALFORMED as error:
            raise NotProvedError(str(error)) from error
        self.user = f"{domain}\\{user}" if domain else user
        self.workstation = workstation

    def seal(self, data: bytes) -> bytes:
        return bytes(self._context.wrap(data).data)

    def open(self, data: bytes) -> bytes:
        """Raises SpnegoError."""
        return bytes(self._context.unwrap(data).data)
