"""Accounts of Samba's domain that may not log on, one for each reason, and those that the tests log on with."""

from __future__ import annotations

from typing import Any

from lab.directory import accounts, forest
from lab.directory.values import NEVER
from lab.intranet import DOMAIN
from lab.samba import plan
from lab.samba.plan import PASSWORD, SPN

READER = r"EXAMPLE\auditor"
DNS_WRITER = "dns-writer"  # a member of DnsAdmins
LOCKED_AFTER = 5
DISABLED = accounts.NORMAL | accounts.NO_EXPIRY | 2
FIRST = 3000  # relative identifier

# Name -> what is different, and words of its refused logon. protected: it is a member of the group too.
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "wrong": ({}, "the user name or the password is wrong"),
    "locked": ({}, "locked"),
    "disabled": ({"userAccountControl": [DISABLED]}, "disabled"),
    "expired": ({"accountExpires": ["2026-01-01T00:00:00+00:00"]}, "account has expired"),
    "hours": ({"logonHours": ["00" * 21]}, "this time of the day"),
    "elsewhere": ({"userWorkstations": ["OTHER"]}, "from this computer"),
    "change": ({"userAccountControl": [accounts.NORMAL], "pwdLastSet": [0]}, "must change its password"),
    "protected": ({}, "Protected Users"),
}


# Accounts that share a name, that have it in another spelling, that do not have it, and that may delegate.
OTHERS: dict[str, dict[str, Any]] = {
    "twin1": {"servicePrincipalName": ["HTTP/twin", "HTTP/twin.example.com"]},
    "twin2": {"servicePrincipalName": ["http/TWIN:80", "HTTP/twin"]},
    "malformed": {"servicePrincipalName": ["HTTP/http://twin/", "HTTPS/twin"]},
    "host": {"servicePrincipalName": ["HOST/twin"]},
    "keyless": {"servicePrincipalName": ["HTTP/keyless"]},  # no password was set, so that it has no keys
    "twin": {},
    "delegate": {
        "userAccountControl": [accounts.NORMAL | accounts.NO_EXPIRY | 0x1000000],
        "msDS-AllowedToDelegateTo": ["MSSQLSvc/sql1.example.com:1433", "cifs/files1"],
        "msDS-AllowedToActOnBehalfOfOtherIdentity": [f"O:BAD:(A;;0xf01ff;;;{DOMAIN}-2001)"],
    },
}


OTHER_DNS = "other.example.com"  # a name of the writer, which the DNS server has no key for
WRITERS: dict[str, dict[str, Any]] = {DNS_WRITER: {"servicePrincipalName": [f"DNS/{OTHER_DNS}"]}}


def objects() -> dict[str, dict[str, list[Any]]]:
    different = {**{one: of for one, (of, _) in STATES.items()}, **OTHERS, **WRITERS}
    return {
        name(one): {
            **accounts.user(one, f"{DOMAIN}-{FIRST + number}", forest.FOREST),
            "accountExpires": [NEVER],
            **of,
        }
        for number, (one, of) in enumerate(different.items())
    }


def name(account: str) -> str:
    """Of its object."""
    return f"CN={account},CN=Users,{forest.ROOT}"


def domain() -> dict[str, Any]:
    """The plan of a domain that has them, too."""
    changes = [
        [f"CN=DnsAdmins,CN=Users,{forest.ROOT}", "member", "add", [name(DNS_WRITER)]],
        [accounts.PROTECTED_USERS, "member", "add", [name("protected")]],
        [name("change"), "pwdLastSet", "replace", ["0"]],
        [name("disabled"), "userAccountControl", "replace", [str(DISABLED)]],  # a password enables it
        # Samba refuses a name that another account has, or that is malformed; Active Directory has them all the same.
        *([name(one), SPN, "raw", of[SPN]] for one, of in OTHERS.items() if SPN in of),
    ]
    passwords = dict.fromkeys((*STATES, *WRITERS), PASSWORD)
    return plan.plan(more=plan.More(objects(), passwords, changes, tuple(OTHERS)))
