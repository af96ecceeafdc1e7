# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What read_directory answers. Every problem is a sentence for an administrator; empty where there is none.

What one domain controller did not answer is missing in its own part only.
"""

from __future__ import annotations

from typing import Any

from ...model.masks import Mask

# Of a domain controller of the account's own domain. Times are ISO 8601 in UTC; None: never, or not set.
DETAIL = {
    "controller": str,
    "uac": int,  # userAccountControl
    "computed_uac": (int, None),  # msDS-User-Account-Control-Computed: locked, password expired
    "locked_since": (str, None),
    "expires": (str, None),
    "password_set": (str, None),
    "must_change": bool,  # the password, at the next logon
    "bad_passwords": (int, None),  # wrong ones in a row, on this domain controller
    "lockout_threshold": (int, None),  # of its fine-grained policy, else of the domain; 0: never locked
    "logon_hours": (str, None),  # 21 bytes in hexadecimal; None: at any hour
    "workstations": [str],  # that it may log on from; empty: any
    "key_version": (int, None),
    "encryption_types": (int, None),  # msDS-SupportedEncryptionTypes; None: not set, or it may not be read
    "protected_user": (bool, None),
    "delegates_to": [str],  # msDS-AllowedToDelegateTo
    "delegated_by": (str, None),  # msDS-AllowedToActOnBehalfOfOtherIdentity, as SDDL
    "password_readers": (str, None),  # msDS-GroupMSAMembership, as SDDL
    "groups": [str],  # SIDs
    "groups_known": bool,
    "writable": (bool, None),  # whether the account that asks may write its servicePrincipalName
}

ACCOUNT = {
    "dn": str,
    "sid": str,
    "name": str,  # sAMAccountName
    "domain": str,  # its DNS name, and that of NetBIOS; empty where they are not known
    "netbios": str,
    "kind": str,  # user, computer, gmsa, msa, other
    "upn": str,
    "host_name": str,
    "spns": [str],
    "detail": [DETAIL],  # one, or none: it was not asked for, or problem says why
    "problem": str,
}

SHAPE: dict[str, Any] = {
    "problem": str,  # why nothing could be read at all; then the rest is empty
    "domain": str,
    "netbios": str,
    "realm": str,
    "forest": str,
    # ahead: seconds that its clock is ahead of that of the computer that asks.
    "controllers": [
        {
            "name": str,
            "address": str,
            "domain": str,
            "problem": str,
            "time": (str, None),
            "ahead": (float, int, None),
        }
    ],
    "catalog": {"controller": str, "problem": str},
    "aes_since": (str, None),  # when the domain's first domain controller with AES keys came; None: not known
    "mapped": [str],  # the service classes that HOST stands for, in lower case
    "domains": [{"domain": str, "netbios": str, "sid": str}],  # of the forest; sid: empty where it is not known
    "trusts": [str],  # other forests and domains
    # With any of the names that were searched: in the forest; without the catalog, in the domain alone.
    "holders": [ACCOUNT],
    "seen": [{"controller": str, "problem": str, "holders": [{"sid": str, "spns": [str]}]}],  # on each controller
    "accounts": [{"asked": str, "found": [ACCOUNT], "problem": str}],
    "computers": [ACCOUNT],  # of the nodes, in the domain
    "same_names": [ACCOUNT],  # in the forest: with a node's or the farm's name as sAMAccountName or UPN
    "searched": [str],  # service principal names
}

EMPTY: dict[str, Any] = {
    name: {"controller": "", "problem": ""}
    if name == "catalog"
    else ""
    if shape is str
    else []
    if isinstance(shape, list)
    else None
    for name, shape in SHAPE.items()
}

_ACCOUNT_MASKING = {
    "dn": Mask.WHOLE,
    "sid": Mask.SIDS,
    "name": Mask.ACCOUNT,
    "domain": Mask.NAMES,
    "netbios": Mask.WHOLE,
    "kind": Mask.WORD,
    "upn": Mask.ACCOUNT,
    "host_name": Mask.NAMES,
    "spns": Mask.SERVICE_PRINCIPAL,
    "problem": Mask.REASON,
    "detail.controller": Mask.NAMES,
    "detail.workstations": Mask.NAMES,
    "detail.delegates_to": Mask.SERVICE_PRINCIPAL,
    "detail.delegated_by": Mask.SIDS,
    "detail.password_readers": Mask.SIDS,
    "detail.groups": Mask.SIDS,
    **{f"detail.{name}": Mask.WORD for name in ("locked_since", "expires", "password_set", "logon_hours")},
}

MASKING: dict[str, Mask] = {
    "problem": Mask.REASON,
    **dict.fromkeys(("domain", "realm", "forest", "trusts"), Mask.NAMES),
    "netbios": Mask.WHOLE,
    **{f"controllers.{name}": Mask.NAMES for name in ("name", "address", "domain")},
    "controllers.problem": Mask.REASON,
    "controllers.time": Mask.WORD,
    "catalog.controller": Mask.NAMES,
    "catalog.problem": Mask.REASON,
    "mapped": Mask.WORD,
    "domains.domain": Mask.NAMES,
    "domains.netbios": Mask.WHOLE,
    "domains.sid": Mask.SIDS,
    "seen.controller": Mask.NAMES,
    "seen.problem": Mask.REASON,
    "seen.holders.sid": Mask.SIDS,
    "seen.holders.spns": Mask.SERVICE_PRINCIPAL,
    "accounts.asked": Mask.TRUSTEE,
    "accounts.problem": Mask.REASON,
    "searched": Mask.SERVICE_PRINCIPAL,
    **{
        f"{place}.{name}": mask
        for place in ("holders", "accounts.found", "computers", "same_names")
        for name, mask in _ACCOUNT_MASKING.items()
    },
}
