# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An object of an account as plain data: what a global catalog has of it, and the rest from its own domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...access_control import sddl
from ...access_control.binary import descriptor, sid_text
from ...directory.entry import Entry
from .times import of_file_time

# A global catalog has these of every object of the forest.
ATTRIBUTES = (
    *("objectClass", "objectSid", "sAMAccountName", "userPrincipalName", "dNSHostName", "servicePrincipalName"),
)
OWN_ATTRIBUTES = (
    *("userAccountControl", "msDS-User-Account-Control-Computed", "lockoutTime", "accountExpires", "pwdLastSet"),
    *("badPwdCount", "msDS-ResultantPSO", "logonHours", "userWorkstations", "msDS-KeyVersionNumber"),
    *("msDS-SupportedEncryptionTypes", "msDS-AllowedToDelegateTo", "msDS-AllowedToActOnBehalfOfOtherIdentity"),
    *("msDS-GroupMSAMembership", "tokenGroups", "allowedAttributesEffective", "objectSid"),
)
PROTECTED_USERS = "-525"
KINDS = {
    "msds-groupmanagedserviceaccount": "gmsa",
    "msds-managedserviceaccount": "msa",
    "computer": "computer",
    "user": "user",
}
_PARTS = re.compile(r"(?:\\.|[^,\\])+")  # of a DN: a comma of a name has a backslash before it
ANY_HOUR = "ff" * 21


def sid_of(entry: Entry) -> str:
    """Empty where it has none, which no account is without."""
    try:
        return sid_text(next(iter(entry.values("objectSid")), b""))
    except ValueError:
        return ""


def account(entry: Entry, domains: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """ACCOUNT, without its detail. domains: of the forest, by whose names its DN is read."""
    classes = {name.lower() for name in entry.texts("objectClass")}
    domain = domain_of_dn(entry.dn)
    return {
        "dn": entry.dn,
        "sid": sid_of(entry),
        "name": entry.text("sAMAccountName"),
        "domain": domain,
        "netbios": next((one["netbios"] for one in domains if one["domain"] == domain), ""),
        "kind": next((kind for name, kind in KINDS.items() if name in classes), "other"),
        "upn": entry.text("userPrincipalName"),
        "host_name": entry.text("dNSHostName"),
        "spns": sorted(entry.texts("servicePrincipalName"), key=str.lower),
        "detail": [],
        "problem": "",
    }


def detail(entry: Entry, controller: str, threshold: int | None) -> dict[str, Any]:
    """DETAIL. threshold: wrong passwords until it is locked, of the policy that applies to it."""
    groups = sorted(_sids(entry.values("tokenGroups")))
    hours = next(iter(entry.values("logonHours")), b"").hex()
    allowed = {name.lower() for name in entry.texts("allowedAttributesEffective")}
    return {
        "controller": controller,
        "uac": entry.number("userAccountControl") or 0,
        "computed_uac": entry.number("msDS-User-Account-Control-Computed"),
        "locked_since": of_file_time(entry.number("lockoutTime")),
        "expires": of_file_time(entry.number("accountExpires")),
        "password_set": of_file_time(entry.number("pwdLastSet")),
        "must_change": entry.number("pwdLastSet") == 0,
        "bad_passwords": entry.number("badPwdCount"),
        "lockout_threshold": threshold,
        "logon_hours": None if hours in ("", ANY_HOUR) else hours,
        "workstations": [name.strip() for name in entry.text("userWorkstations").split(",") if name.strip()],
        "key_version": entry.number("msDS-KeyVersionNumber"),
        "encryption_types": entry.number("msDS-SupportedEncryptionTypes"),
        "protected_user": any(sid.endswith(PROTECTED_USERS) for sid in groups) if groups else None,
        "delegates_to": sorted(entry.texts("msDS-AllowedToDelegateTo"), key=str.lower),
        "delegated_by": _sddl(entry, "msDS-AllowedToActOnBehalfOfOtherIdentity"),
        "password_readers": _sddl(entry, "msDS-GroupMSAMembership"),
        "groups": groups,
        "groups_known": bool(groups),  # every account is in some group
        "writable": "serviceprincipalname" in allowed,
    }


def domain_of_dn(dn: str) -> str:
    """The DNS name of the domain that holds an object, in lower case."""
    labels: list[str] = []
    for part in reversed(_PARTS.findall(dn)):
        if part[:3].lower() != "dc=":
            break
        labels.insert(0, part[3:].lower())
    return ".".join(labels)


def dn_of_domain(domain: str) -> str:
    return ",".join(f"DC={label}" for label in domain.split("."))


def _sids(values: Iterable[bytes]) -> list[str]:
    found = []
    for value in values:
        try:
            found.append(sid_text(value))
        except ValueError:
            continue
    return found


def _sddl(entry: Entry, name: str) -> str | None:
    """None where it is not set, may not be read, or is not one that is known for certain."""
    values = entry.values(name)
    try:
        return sddl.compose(descriptor(values[0])) if values else None
    except ValueError:
        return None
