# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A logon with NTLM, and the key that seals what follows it: no ticket is needed, and nothing but Python."""

from __future__ import annotations

import struct
from typing import Any

from ..model.answer_shape import STRANGE
from . import library
from .errors import DirectoryError
from .logon import Logon


class Ntlm:
    """One side of the exchange. Whatever the server sends in its tokens, only DirectoryError is raised."""

    name = "NTLM"
    mechanism = "GSS-SPNEGO"

    def __init__(self, logon: Logon, host: str, where: str) -> None:
        spnego = library.module("spnego")
        exceptions = library.module("spnego.exceptions")
        self._problems = (exceptions.SpnegoError, exceptions.NoContextError, *STRANGE, ValueError, struct.error)
        self._where = where
        flags = spnego.ContextReq
        self._sealed = flags.confidentiality | flags.integrity
        wanted = self._sealed | flags.replay_detect | flags.sequence_detect
        self._context: Any = spnego.client(
            *(logon.user, logon.password), hostname=host, service="ldap", protocol="ntlm", context_req=wanted
        )

    @property
    def complete(self) -> bool:
        return bool(self._context.complete)

    def step(self, token: bytes | None) -> bytes | None:
        """The next token for the server; None where there is none."""
        if self.complete:
            return None
        try:
            answer: bytes | None = self._context.step(token)
        except self._problems:
            raise DirectoryError(f"{self._where}: its answer to the logon with NTLM cannot be read") from None
        if self.complete and self._context.context_attr & self._sealed != self._sealed:
            raise DirectoryError(f"{self._where}: it does not offer to seal what follows the logon with NTLM")
        return answer

    def wrap(self, data: bytes) -> bytes:
        return bytes(self._context.wrap(data).data)

    def unwrap(self, data: bytes) -> bytes:
        try:
            return bytes(self._context.unwrap(data).data)
        except self._problems:
            raise DirectoryError(
                f"{self._where}: an answer was changed on its way, or is not sealed with the key of this logon"
            ) from None
