"""Accounts of Samba's domain that may not log on, one for each reason, and those that the tests log on with."""

from __future__ import annotations

from typing import Any

from lab.directory import accounts, forest
from lab.directory.values import NEVER
from lab.intranet import DOMAIN

PASSWORD = "Lab.reads-2026"
READER = r"EXAMPLE\auditor"
LOCKED_AFTER = 5
DISABLED = accounts.NORMAL | accounts.NO_EXPIRY | 2
FIRST = 3000  # relative identifier

# Name -> what is different, and words of its refused logon. disabled, change, protected: see accounts.py too.
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "wrong": ({}, "the user name or the password is wrong"),
    "locked": ({}, "locked"),
    "disabled": ({}, "disabled"),
    "expired": ({"accountExpires": ["2026-01-01T00:00:00+00:00"]}, "account has expired"),
    "hours": ({"logonHours": ["00" * 21]}, "this time of the day"),
    "elsewhere": ({"userWorkstations": ["OTHER"]}, "from this computer"),
    "change": ({"userAccountControl": [accounts.NORMAL]}, "must change its password"),
    "protected": ({}, "Protected Users"),
}


def objects() -> dict[str, dict[str, list[Any]]]:
    return {
        name(one): {
            **accounts.user(one, f"{DOMAIN}-{FIRST + number}", forest.FOREST),
            "accountExpires": [NEVER],
            **different,
        }
        for number, (one, (different, _)) in enumerate(STATES.items())
    }


def name(account: str) -> str:
    """Of its object."""
    return f"CN={account},CN=Users,{forest.ROOT}"


def passwords() -> dict[str, str]:
    return dict.fromkeys(("auditor", *STATES), PASSWORD)
