# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where the domain controllers and global catalogs of a domain are: as DNS says, by the records that Windows uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model.servers import Server, server
from . import library
from .errors import DirectoryError

PORTS = {("ldap", False): 389, ("ldaps", False): 636, ("ldap", True): 3268, ("ldaps", True): 3269}
SERVERS = "kerberos_farm.dns_servers"
DESCRIBE = "name them in kerberos_farm.directory.{option}"


def of_domain(domain: str, dns_servers: Sequence[str], seconds: float) -> tuple[Server, ...]:
    """In the order in which clients are to use them. Raises DirectoryError."""
    return _named(f"_ldap._tcp.dc._msdcs.{domain}", dns_servers, seconds, "domain_controllers")


def catalogs_of_forest(forest: str, dns_servers: Sequence[str], seconds: float) -> tuple[Server, ...]:
    return _named(f"_ldap._tcp.gc._msdcs.{forest}", dns_servers, seconds, "global_catalogs")


def _named(name: str, dns_servers: Sequence[str], seconds: float, option: str) -> tuple[Server, ...]:
    describe = DESCRIBE.format(option=option)
    try:
        resolver = _resolver(dns_servers, seconds)
    except DirectoryError as error:
        raise DirectoryError(f"{error}; or {describe}") from None
    dns_error = library.module("dns.exception").DNSException
    try:
        records = list(resolver.resolve(name, "SRV"))
    except (dns_error, OSError, ValueError) as error:
        raise DirectoryError(f"{_why(error, name, resolver)}; {describe}, or correct {SERVERS}") from None
    # Those of the highest priority first, and of these those that take most; a dot means that there is none.
    records.sort(key=lambda one: (one.priority, -one.weight, str(one.target).lower()))
    hosts = dict.fromkeys(str(one.target).rstrip(".").lower() for one in records)
    found = tuple(Server(host) for host in hosts if host)
    if not found:
        raise DirectoryError(f"DNS names no server for {name}; {describe}")
    return found


def _resolver(dns_servers: Sequence[str], seconds: float) -> Any:
    """dns_servers: addresses with a port or without; none: those that this computer uses."""
    module = library.module("dns.resolver")
    try:
        resolver = module.Resolver(configure=not dns_servers)
    except (module.NoResolverConfiguration, OSError):
        raise DirectoryError(f"this computer has no DNS servers of its own; give some in {SERVERS}") from None
    nameserver = library.module("dns.nameserver").Do53Nameserver
    known = [one for text in dns_servers if (one := server(text))]
    if known:
        resolver.nameservers = [nameserver(one.host, one.port or 53) for one in known]
    resolver.lifetime = seconds
    resolver.timeout = min(seconds, 2)
    return resolver


def _why(error: Exception, name: str, resolver: Any) -> str:
    module = library.module("dns.resolver")
    asked = ", ".join(str(getattr(one, "address", one)) for one in resolver.nameservers)
    if isinstance(error, module.NXDOMAIN | module.NoAnswer):
        return f"DNS ({asked}) has no record {name} (SRV)"
    if isinstance(error, module.LifetimeTimeout):
        return f"no DNS server ({asked}) has answered for {name} (SRV)"
    return f"DNS ({asked}) has not answered for {name} (SRV)"
