"""The attributes that the lab's directory knows: how a value is written, and which of them a global catalog has.

Source: Microsoft, "Active Directory schema": attributeSyntax, isMemberOfPartialAttributeSet, systemFlags, searchFlags.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Syntax(Enum):
    TEXT = auto()  # Unicode or IA5, compared without case
    NUMBER = auto()  # Enumeration, Integer, LargeInteger
    TIME = auto()  # LargeInteger: 100 ns since 1601
    CALENDAR = auto()  # Generalized-Time
    TRUTH = auto()
    NAME = auto()  # DN
    SID = auto()
    OCTETS = auto()
    DESCRIPTOR = auto()  # NT-Sec-Desc, and octets that hold a security descriptor
    GUID = auto()
    RECORD = auto()  # octets: a DNS record, [MS-DNSP] 2.3.2.2
    PROPERTY = auto()  # octets: a property of a DNS zone, [MS-DNSP] 2.3.2.1


@dataclass(frozen=True)
class Attribute:
    """catalog: a global catalog has it. asked: shown only where it is asked for by name."""

    name: str
    syntax: Syntax
    catalog: bool = False
    asked: bool = False


def _all(names: str, syntax: Syntax, catalog: bool = False, asked: bool = False) -> list[Attribute]:
    return [Attribute(name, syntax, catalog, asked) for name in names.split()]


# Where a value of objectClass or objectCategory is compared, see filters.py.
ATTRIBUTES = {
    attribute.name.lower(): attribute
    for attribute in (
        *_all("objectClass cn ou dc name sAMAccountName userPrincipalName displayName", Syntax.TEXT, catalog=True),
        *_all("servicePrincipalName dNSHostName description dnsRoot nETBIOSName", Syntax.TEXT, catalog=True),
        *_all("userAccountControl primaryGroupID groupType sAMAccountType systemFlags", Syntax.NUMBER, catalog=True),
        *_all("distinguishedName objectCategory memberOf member nCName", Syntax.NAME, catalog=True),
        *_all("objectSid", Syntax.SID, catalog=True),
        *_all("objectGUID", Syntax.GUID, catalog=True),
        *_all("nTSecurityDescriptor", Syntax.DESCRIPTOR, catalog=True),
        *_all("whenCreated whenChanged", Syntax.CALENDAR, catalog=True),
        *_all("badPwdCount adminCount instanceType trustDirection trustType trustAttributes options", Syntax.NUMBER),
        *_all("msDS-SupportedEncryptionTypes msDS-ManagedPasswordInterval lockoutThreshold", Syntax.NUMBER),
        *_all("lockoutDuration lockOutObservationWindow maxPwdAge minPwdAge minPwdLength", Syntax.NUMBER),
        *_all("msDS-LockoutThreshold msDS-LockoutDuration msDS-LockoutObservationWindow", Syntax.NUMBER),
        *_all("msDS-PasswordSettingsPrecedence msDS-MaximumPasswordAge msDS-Behavior-Version", Syntax.NUMBER),
        *_all("pwdLastSet lockoutTime accountExpires badPasswordTime lastLogon", Syntax.TIME),
        *_all("lastLogonTimestamp", Syntax.TIME, catalog=True),
        *_all("userWorkstations msDS-AllowedToDelegateTo sPNMappings dSHeuristics", Syntax.TEXT),
        *_all("trustPartner flatName", Syntax.TEXT, catalog=True),
        *_all("securityIdentifier", Syntax.SID, catalog=True),
        *_all("logonHours", Syntax.OCTETS),
        *_all("msDS-GroupMSAMembership msDS-AllowedToActOnBehalfOfOtherIdentity", Syntax.DESCRIPTOR),
        *_all("serverReference fSMORoleOwner msDS-PSOAppliesTo msDS-PSOApplied hasMasterNCs", Syntax.NAME),
        *_all("dnsRecord", Syntax.RECORD),
        *_all("dNSProperty", Syntax.PROPERTY),
        *_all("dNSTombstoned", Syntax.TRUTH),
        *_all("tokenGroups", Syntax.SID, asked=True),
        *_all("allowedAttributesEffective canonicalName", Syntax.TEXT, asked=True),
        *_all("msDS-User-Account-Control-Computed msDS-KeyVersionNumber", Syntax.NUMBER, asked=True),
        *_all("msDS-ResultantPSO", Syntax.NAME, asked=True),
    )
}
# As the client names them, without case; of a search of more than one object the server cannot make these.
OF_ONE_OBJECT = frozenset({"tokengroups"})


def attribute(name: str) -> Attribute | None:
    """By its name in any case. None where the directory does not know it."""
    return ATTRIBUTES.get(name.lower())
