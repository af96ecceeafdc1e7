# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where the directory is, as far as the description says so: all that it leaves out is found by the nodes' domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..model.host_names import HOST_NAME
from ..model.option_checks import found, known_fields
from ..model.servers import servers

FIELDS = ("domain", "domain_controllers", "global_catalogs", "protocol", "ca")
LDAP, LDAPS = "ldap", "ldaps"


@dataclass(frozen=True)
class Directory:
    """domain_controllers, global_catalogs: host or host:port."""

    domain: str = ""  # the DNS name; empty: the domain of the farm's first node
    domain_controllers: tuple[str, ...] = ()  # empty: those that the domain's DNS names
    global_catalogs: tuple[str, ...] = ()
    protocol: str = LDAP
    ca: str = ""  # a file with the authority of the servers' certificates; empty: those that the controller trusts


NOT_DESCRIBED = Directory()


def directory(given: Any, where: str) -> Directory:
    """Raises ValueError with the message to show."""
    if given is None:
        return NOT_DESCRIBED
    known_fields(given, FIELDS, (), where)
    return Directory(
        _domain(given.get("domain"), f"{where}.domain"),
        servers(given.get("domain_controllers"), f"{where}.domain_controllers"),
        servers(given.get("global_catalogs"), f"{where}.global_catalogs"),
        _protocol(given.get("protocol"), f"{where}.protocol"),
        _path(given.get("ca"), f"{where}.ca"),
    )


def _domain(given: Any, where: str) -> str:
    """Without a dot it is most often a NetBIOS name, which DNS does not know."""
    if given is None:
        return ""
    if not isinstance(given, str) or not HOST_NAME.fullmatch(given) or "." not in given:
        raise ValueError(f"{where}: found {found(given)}, expected the DNS name of the domain such as example.com")
    return given.lower()


def _path(given: Any, where: str) -> str:
    if given is not None and (not isinstance(given, str) or not given.strip()):
        raise ValueError(f"{where}: found {found(given)}, expected the path of a file on the controller")
    return given or ""


def _protocol(given: Any, where: str) -> str:
    if given not in (None, LDAP, LDAPS):
        raise ValueError(
            f"{where}: found {found(given)}, expected {LDAP} (signed and encrypted by the logon) or {LDAPS} (TLS)"
        )
    return str(given or LDAP)
