"""rootDSE: what a domain controller says of itself, to anybody."""

from __future__ import annotations

from lab.directory import constructed, names, values
from lab.directory.schema import Syntax
from lab.directory.view import View

PAGED, SD_FLAGS, DOMAIN_SCOPE, SHOW_DELETED, EXTENDED_DN, SHOW_DEACTIVATED = (
    f"1.2.840.113556.1.4.{number}" for number in (319, 801, 1339, 417, 529, 2065)
)
CONTROLS = (PAGED, SD_FLAGS, DOMAIN_SCOPE, SHOW_DELETED, EXTENDED_DN, SHOW_DEACTIVATED)
MECHANISMS = ("GSSAPI", "GSS-SPNEGO", "EXTERNAL", "DIGEST-MD5")
# LDAP_CAP_ACTIVE_DIRECTORY_OID, _V51_OID, _LDAP_INTEG_OID, _V61_OID, _V61_R2_OID, _W8_OID
CAPABILITIES = [f"1.2.840.113556.1.4.{number}" for number in (800, 1670, 1791, 1935, 2080, 2237)]

READ_ONLY = "1.2.840.113556.1.4.1920"  # LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID


def attributes(view: View, asked: tuple[str, ...], reader: frozenset[str]) -> list[tuple[str, list[bytes]]]:
    """asked: as the client names them. reader: SIDs of who asks."""
    wanted = {name.lower() for name in asked if name != "*"}
    known = _all(view)
    found = [(name, [value.encode() for value in given]) for name, given in known.items()]
    shown = [one for one in found if not wanted or "*" in asked or one[0].lower() in wanted]
    if "tokengroups" in wanted:
        shown.append(("tokenGroups", [values.wire(sid, Syntax.SID) for sid in sorted(reader)]))
    return shown


def netbios(view: View) -> str:
    found = (one for one in view.entries.values() if one.first("ncname") == view.domain)
    return str(next(found).first("netbiosname"))


def _all(view: View) -> dict[str, list[str]]:
    host, domain = view.controller["host"], view.controller["domain"]
    root = next(name for name in view.all_partitions if names.parts(name)[0] == "cn=configuration")
    forest = names.above(root)
    short = host.split(".")[0].upper()
    server = f"CN={short},CN=Servers,CN={view.controller['site']},CN=Sites,{root}"
    return {
        "currentTime": [values.calendar(constructed.now_of(view))],
        "subschemaSubentry": [f"CN=Aggregate,CN=Schema,{root}"],
        "dsServiceName": [f"CN=NTDS Settings,{server}"],
        "namingContexts": view.partitions,
        "defaultNamingContext": [view.domain],
        "schemaNamingContext": [f"CN=Schema,{root}"],
        "configurationNamingContext": [root],
        "rootDomainNamingContext": [forest],
        "supportedControl": list(CONTROLS),
        "supportedLDAPVersion": ["3", "2"],
        "highestCommittedUSN": ["20480"],
        "supportedSASLMechanisms": list(MECHANISMS),
        "dnsHostName": [host],
        "ldapServiceName": [f"{names.domain_of(forest)}:{short.lower()}$@{domain.upper()}"],
        "serverName": [server],
        "supportedCapabilities": [*CAPABILITIES, *([READ_ONLY] if view.controller.get("read_only") else [])],
        "isSynchronized": ["TRUE"],
        "isGlobalCatalogReady": ["TRUE" if view.controller["catalog"] else "FALSE"],
        "domainFunctionality": ["7"],
        "forestFunctionality": ["7"],
        "domainControllerFunctionality": ["7"],
    }
