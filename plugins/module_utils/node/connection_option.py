# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The option `node`: the address and account with which a module connects by itself. See plugins/doc_fragments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ARGUMENT_SPEC: dict[str, Any] = {
    "host": {"type": "str", "required": True},
    "port": {"type": "int"},
    "user": {"type": "str", "required": True},
    "password": {"type": "str", "no_log": True},
    "transport": {"type": "str", "choices": ["basic", "ntlm", "kerberos"], "default": "ntlm"},
    "scheme": {"type": "str", "choices": ["https", "http"], "default": "https"},
    "ca": {"type": "path"},
    "validate_certificates": {"type": "bool", "default": True},
}
NODE: dict[str, Any] = {"type": "dict", "options": ARGUMENT_SPEC}

PORTS = {"https": 5986, "http": 5985}
HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?")  # a name, IPv4 or IPv6


@dataclass(frozen=True)
class ConnectionOption:
    host: str
    port: int
    user: str
    password: str | None = field(repr=False)
    transport: Literal["basic", "ntlm", "kerberos"]
    scheme: str
    ca: str | None
    validate_certificates: bool

    @classmethod
    def from_arguments(cls, given: Mapping[str, Any]) -> ConnectionOption:
        """Raises ValueError, to be shown to the user."""
        node = cls(**{**given, "port": given["port"] or PORTS[given["scheme"]]})
        if not HOST.fullmatch(node.host):
            raise ValueError(f"node.host: found {node.host!r}, expected only a host name or an IP address")
        if node.transport != "kerberos" and not node.password:
            raise ValueError(f"node.password: is missing; {node.transport} needs one")
        if node.transport == "basic" and node.scheme == "http":
            raise ValueError("node.transport: basic over http would send the password unencrypted; use https or ntlm")
        return node

    @property
    def where(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"
