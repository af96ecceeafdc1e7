# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a domain controller says of itself, its domain and its forest."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...directory.entry import Entry
from ...directory.errors import DirectoryError
from ...directory.filters import AllOf, Equal
from ...directory.ldap_session import ONE, LdapSession
from .accounts import domain_of_dn, sid_of
from .times import of_generalized_time, text

ROOT = (
    *("defaultNamingContext", "configurationNamingContext", "rootDomainNamingContext", "dnsHostName", "currentTime"),
    "supportedCapabilities",
)
READ_ONLY = "1.2.840.113556.1.4.1920"  # LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID
SPN_MAPPINGS = "CN=Directory Service,CN=Windows NT,CN=Services,"
DOMAIN_BIT, WITHIN_FOREST = 2, 0x20
BITS = "1.2.840.113556.1.4.803"  # all bits of the value are set


@dataclass(frozen=True)
class Root:
    """rootDSE. base: the DN of its domain."""

    base: str
    configuration: str
    forest: str
    name: str
    time: datetime | None
    ahead: float | None
    read_only: bool = False

    @property
    def domain(self) -> str:
        return domain_of_dn(self.base)


def root(session: LdapSession) -> Root:
    """Its clock is compared with ours in the middle of the question. Raises DirectoryError."""
    before = time.time()
    entry = session.entry("", ROOT)
    middle = (before + time.time()) / 2
    if entry is None or not all(entry.text(name) for name in ROOT[:3]):
        raise DirectoryError(f"{session.where}: it does not say which domain it belongs to; it is no domain controller")
    now = of_generalized_time(entry.text("currentTime"))
    ahead = round(now.timestamp() + 0.5 - middle, 1) if now else None  # half a second: it tells whole ones
    return Root(
        entry.text("defaultNamingContext"),
        entry.text("configurationNamingContext"),
        domain_of_dn(entry.text("rootDomainNamingContext")),
        entry.text("dnsHostName").lower() or session.where,
        now,
        ahead,
        READ_ONLY in entry.texts("supportedCapabilities"),
    )


def controller(address: str, known: Root | None, problem: str) -> dict[str, Any]:
    """One of controllers."""
    return {
        "name": known.name if known else address,
        "address": address,
        "domain": known.domain if known else "",
        "problem": problem,
        "time": text(known.time) if known and known.time else None,
        "ahead": known.ahead if known else None,
    }


def mappings(session: LdapSession, configuration: str) -> tuple[list[str], list[str]]:
    """Service classes that HOST stands for, and classes that stand for HTTP, in lower case."""
    entry = session.entry(SPN_MAPPINGS + configuration, ["sPNMappings"])
    if entry is None:
        raise DirectoryError(f"{session.where}: {SPN_MAPPINGS}{configuration} may not be read")
    known = {}
    for line in entry.texts("sPNMappings"):
        name, _, classes = line.lower().partition("=")
        known[name.strip()] = [one.strip() for one in classes.split(",") if one.strip()]
    return sorted(known.get("host", [])), sorted(name for name, classes in known.items() if "http" in classes)


def domains(session: LdapSession, configuration: str) -> list[tuple[str, str, str]]:
    """DN, DNS name and NetBIOS name of each domain of the forest."""
    condition = AllOf([Equal("objectClass", "crossRef"), Equal("systemFlags", str(DOMAIN_BIT), BITS)])
    wanted = ("nCName", "dnsRoot", "nETBIOSName")
    found = session.search(f"CN=Partitions,{configuration}", condition, wanted, ONE)
    known = [(one.text("nCName"), one.text("dnsRoot").lower(), one.text("nETBIOSName")) for one in found]
    return sorted(known, key=lambda one: one[1])


def trusts(session: LdapSession, base: str) -> list[str]:
    """Other forests, and domains outside of this one, that are trusted or trust."""
    condition = Equal("objectClass", "trustedDomain")
    found = session.search(f"CN=System,{base}", condition, ["trustPartner", "trustAttributes"], ONE)
    return sorted(
        one.text("trustPartner").lower() for one in found if not (one.number("trustAttributes") or 0) & WITHIN_FOREST
    )


def own_domain(session: LdapSession, base: str) -> Entry:
    entry = session.entry(base, ["objectSid", "lockoutThreshold"])
    if entry is None:
        raise DirectoryError(f"{session.where}: {base} may not be read")
    return entry


def with_sids(known: Sequence[tuple[str, str, str]], own: Entry, catalog: LdapSession | None) -> list[dict[str, str]]:
    """domains. The SIDs of others come from the global catalog."""
    return [{"domain": name, "netbios": netbios, "sid": _sid(dn, own, catalog)} for dn, name, netbios in known]


def _sid(dn: str, own: Entry, catalog: LdapSession | None) -> str:
    if dn.lower() == own.dn.lower():
        return sid_of(own)
    entry = catalog.entry(dn, ["objectSid"]) if catalog else None
    return sid_of(entry) if entry else ""
