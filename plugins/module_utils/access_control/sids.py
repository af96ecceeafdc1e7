# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Well-known security identifiers, and that of an application pool, which is derived from its name."""

from __future__ import annotations

import hashlib
import struct

CREATOR_OWNER = "S-1-3-0"
CREATOR_GROUP = "S-1-3-1"
OWNER_RIGHTS = "S-1-3-4"

# SDDL's short names that need no domain, and what Windows shows for them (MS-DTYP 2.4.2.4 and 2.5.1.1).
_WELL_KNOWN = (
    ("WD", "S-1-1-0", "Everyone"),
    ("CO", CREATOR_OWNER, "CREATOR OWNER"),
    ("CG", CREATOR_GROUP, "CREATOR GROUP"),
    ("OW", OWNER_RIGHTS, "OWNER RIGHTS"),
    ("NU", "S-1-5-2", "NT AUTHORITY\\NETWORK"),
    ("IU", "S-1-5-4", "NT AUTHORITY\\INTERACTIVE"),
    ("SU", "S-1-5-6", "NT AUTHORITY\\SERVICE"),
    ("AN", "S-1-5-7", "NT AUTHORITY\\ANONYMOUS LOGON"),
    ("ED", "S-1-5-9", "NT AUTHORITY\\ENTERPRISE DOMAIN CONTROLLERS"),
    ("PS", "S-1-5-10", "NT AUTHORITY\\SELF"),
    ("AU", "S-1-5-11", "NT AUTHORITY\\Authenticated Users"),
    ("RC", "S-1-5-12", "NT AUTHORITY\\RESTRICTED"),
    ("SY", "S-1-5-18", "NT AUTHORITY\\SYSTEM"),
    ("LS", "S-1-5-19", "NT AUTHORITY\\LOCAL SERVICE"),
    ("NS", "S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE"),
    ("WR", "S-1-5-33", "NT AUTHORITY\\WRITE RESTRICTED"),
    ("BA", "S-1-5-32-544", "BUILTIN\\Administrators"),
    ("BU", "S-1-5-32-545", "BUILTIN\\Users"),
    ("BG", "S-1-5-32-546", "BUILTIN\\Guests"),
    ("PU", "S-1-5-32-547", "BUILTIN\\Power Users"),
    ("AO", "S-1-5-32-548", "BUILTIN\\Account Operators"),
    ("SO", "S-1-5-32-549", "BUILTIN\\Server Operators"),
    ("PO", "S-1-5-32-550", "BUILTIN\\Print Operators"),
    ("BO", "S-1-5-32-551", "BUILTIN\\Backup Operators"),
    ("RE", "S-1-5-32-552", "BUILTIN\\Replicator"),
    ("RU", "S-1-5-32-554", "BUILTIN\\Pre-Windows 2000 Compatible Access"),
    ("RD", "S-1-5-32-555", "BUILTIN\\Remote Desktop Users"),
    ("NO", "S-1-5-32-556", "BUILTIN\\Network Configuration Operators"),
    ("MU", "S-1-5-32-558", "BUILTIN\\Performance Monitor Users"),
    ("LU", "S-1-5-32-559", "BUILTIN\\Performance Log Users"),
    ("IS", "S-1-5-32-568", "BUILTIN\\IIS_IUSRS"),
    ("CY", "S-1-5-32-569", "BUILTIN\\Cryptographic Operators"),
    ("ER", "S-1-5-32-573", "BUILTIN\\Event Log Readers"),
    ("CD", "S-1-5-32-574", "BUILTIN\\Certificate Service DCOM Access"),
    ("RA", "S-1-5-32-575", "BUILTIN\\RDS Remote Access Servers"),
    ("ES", "S-1-5-32-576", "BUILTIN\\RDS Endpoint Servers"),
    ("MS", "S-1-5-32-577", "BUILTIN\\RDS Management Servers"),
    ("HA", "S-1-5-32-578", "BUILTIN\\Hyper-V Administrators"),
    ("AA", "S-1-5-32-579", "BUILTIN\\Access Control Assistance Operators"),
    ("RM", "S-1-5-32-580", "BUILTIN\\Remote Management Users"),
    ("UD", "S-1-5-84-0-0-0-0-0", "USER MODE DRIVERS"),
    ("AC", "S-1-15-2-1", "APPLICATION PACKAGE AUTHORITY\\ALL APPLICATION PACKAGES"),
    ("LW", "S-1-16-4096", "Mandatory Label\\Low Mandatory Level"),
    ("ME", "S-1-16-8192", "Mandatory Label\\Medium Mandatory Level"),
    ("MP", "S-1-16-8448", "Mandatory Label\\Medium Plus Mandatory Level"),
    ("HI", "S-1-16-12288", "Mandatory Label\\High Mandatory Level"),
    ("SI", "S-1-16-16384", "Mandatory Label\\System Mandatory Level"),
    ("AS", "S-1-18-1", "Authentication authority asserted identity"),
    ("SS", "S-1-18-2", "Service asserted identity"),
)

ALIASES = {alias: sid for alias, sid, _ in _WELL_KNOWN}

NAMES = {
    **{sid: name for _, sid, name in _WELL_KNOWN},
    "S-1-5-15": "NT AUTHORITY\\This Organization",
    "S-1-5-17": "NT AUTHORITY\\IUSR",
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": "NT SERVICE\\TrustedInstaller",
}

_BY_NAME = {name.lower(): sid for sid, name in NAMES.items()}


def of_name(name: str) -> str | None:
    """The SID that Windows has for this English name on every computer; None for any other name."""
    return _BY_NAME.get(name.lower())


def shown(account: str) -> str:
    """The name of an account or group that every computer has, given by its SID; every other one as it is given."""
    return NAMES.get(account.upper(), account)


def pool_sid(name: str) -> str:
    """The SID that every worker process of this application pool has in its token, IIS APPPOOL\\name.

    It is the SHA-1 of the name in lower case; confirmed by public output of whoami /all.
    Windows changes case one character at a time, so that a letter does not depend on its neighbours as in str.lower().
    """
    lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in name)
    digest = hashlib.sha1(lowered.encode("utf-16-le"), usedforsecurity=False).digest()
    return "-".join(["S-1-5-82", *map(str, struct.unpack("<5I", digest))])
